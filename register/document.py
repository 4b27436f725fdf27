"""The document of a notice: a typed, self-contained record of one decision as it was published.

What is not a field here cannot reach the public. Nothing in it depends on the database of this office: other things
are named by reference, number, slug or SHA-256. Pounds are exact decimals, written as text in the stored JSON, so that
the canonical form (RFC 8785) is the same whatever program computes it.

The document has a schema number, which never changes its meaning (docs/adr/0013-schema-numbers.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.utils.text import slugify
from pydantic import ConfigDict, Field

from conditions.terms import ConditionTerms
from grants.measures import MeasureTerms
from grants.record import GRANT_KINDS, Place, RecordField, field, fields
from grants.splitting import SplitTerms
from register.document_entries import (
    AwardEntry,
    DocumentEntry,
    EntryKind,
    FromStream,
    PaperEntry,
    PriorityEntry,
    RecordEntry,
    VariationEntry,
    WithheldEntry,
)
from register.other_money import OtherMoney, other_money

NOT_RECORDED = "Not recorded."


@dataclass(frozen=True)
class RecordRow:
    """A field of the record as a page or a PDF shows it: what it says, or that it is withheld, or neither."""

    name: str
    label: str
    meaning: str
    is_text: bool
    entry: RecordEntry | None
    withheld: WithheldEntry | None

    @property
    def words(self) -> str:
        return self.entry.words if self.entry else NOT_RECORDED


class Document(DocumentEntry):
    """The decision as published. Texts, choices and dates that no code has to know one by one are in `record`."""

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)

    schema_number: Literal[1] = Field(default=1, alias="schema")
    reference: str
    kind: str
    kind_label: str
    title: str
    summary: str = ""
    decision_makers: tuple[str, ...] = ()
    decided_on: date
    outcome: str
    outcome_label: str
    record: dict[str, RecordEntry] = Field(default={}, description="By name; the open data page says what each means.")
    priorities: tuple[PriorityEntry, ...] = ()
    makes_awards: bool
    awards: tuple[AwardEntry, ...] = ()
    splits: tuple[SplitTerms, ...] = Field(default=(), description="How sums were divided among its awards.")
    measures: tuple[MeasureTerms, ...] = Field(default=(), description="What its awards are to bring about.")
    varied: tuple[VariationEntry, ...] = ()
    conditions: tuple[ConditionTerms, ...] = ()
    papers: tuple[PaperEntry, ...] = ()
    withheld: tuple[WithheldEntry, ...] = ()
    supersedes: str = Field(default="", description="The reference of the decision that it supersedes.")
    withdrawal_reason: str = ""
    withdrawal_exceeding_reason: str = Field(
        default="", description="Why the withdrawal may take a stream past its allocation, where it does."
    )
    first_published_on: date = Field(description="First publication, here or elsewhere (domain §3, lag).")
    added_on: date | None = Field(default=None, description="Of a past decision: when it was added to this register.")

    @property
    def ruled_streams(self) -> list[FromStream]:
        """An award, or a change of one, of each stream that states rules for its money."""
        first = {each.stream.slug: each for each in reversed((*self.awards, *self.varied)) if each.stream}
        return [each for each in reversed(first.values()) if each.stream_rules]

    @property
    def evaluations(self) -> list[PaperEntry]:
        return [each for each in self.papers if each.is_evaluation]

    @property
    def total(self) -> Decimal:
        """The exact sum of the awards as published, in pounds."""
        return sum((award.amount for award in self.awards), Decimal("0.00"))

    @property
    def difference(self) -> Decimal:
        """What its variation adds to earlier awards, or takes from them, in pounds."""
        return sum((line.new_amount - line.base_amount for line in self.varied), Decimal("0.00"))

    @property
    def gives_grants(self) -> bool:
        """Whether its money counts among grants; that of contracts, money received and other spending never does."""
        return self.makes_awards and self.kind in GRANT_KINDS

    @property
    def money(self) -> Decimal:
        """As decided: its own awards, and the difference that its variation makes, in pounds."""
        return self.total + self.difference

    @property
    def other_money(self) -> OtherMoney | None:
        """Of a contract, money received or other spending that was approved; None of grants."""
        values = {name: entry.value for name, entry in self.record.items()}
        return other_money(self.kind, values, self.decided_on) if self.makes_awards else None

    @property
    def withheld_parts(self) -> dict[str, WithheldEntry]:
        """What is withheld, by its name in the record: {"reasons": …, "award": … (any of them)}."""
        return {entry.kind: entry for entry in self.withheld}

    @property
    def strands(self) -> dict[str, str]:
        """The 4Ps and the themes of serious and organised crime that it names, by their short names."""
        entries = [self.record[name] for name in ("four_ps", "soc_themes") if name in self.record]
        return {slugify(name): name for each in entries if isinstance(each.value, tuple) for name in each.value}

    @property
    def makers(self) -> dict[str, str]:
        """Who decided, by the short names of their pages; one named twice stands once."""
        return {slugify(title)[:120]: title for title in self.decision_makers}

    @property
    def lag_days(self) -> int:
        """Calendar days from the decision to its first publication."""
        return (self.first_published_on - self.decided_on).days

    def text(self, name: str) -> str:
        """A field of the record in words; empty where it is blank or withheld."""
        entry = self.entry(name)
        return entry.words if entry else ""

    def entry(self, name: str) -> RecordEntry | None:
        """What is said of a field of the record, whether it is in `record` or has a place of its own here."""
        if name in self.record or name not in type(self).model_fields:
            return self.record.get(name)
        return record_entry(field(name).label, getattr(self, f"{name}_label", getattr(self, name)))

    @property
    def headings(self) -> list[RecordRow]:
        return self.rows(Place.HEADING)

    @property
    def more(self) -> list[RecordRow]:
        return self.rows(Place.MORE)

    def declared(self) -> list[RecordField]:
        """The fields of the record in the order of the list, then those of this document that the list has lost."""
        known = {each.name for each in fields()}
        labels = {entry.what: entry.label for entry in self.withheld if entry.number is None}
        labels |= {name: entry.label for name, entry in self.record.items()}
        return [*fields(), *(RecordField(name, labels[name], "") for name in labels if name not in known)]

    def rows(self, place: Place) -> list[RecordRow]:
        """What one place of a page shows of the record; what is withheld of the top is listed with the rest."""
        rows, parts = [], self.withheld_parts
        for each in self.declared():
            withheld = parts.get(each.name)
            if not (each.place is place or (withheld and (each.place, place) == (Place.TOP, Place.MORE))):
                continue
            entry = self.entry(each.name)
            if entry or withheld or each.is_always_shown:
                is_text = entry.kind == "text" if entry else bool(each.rows)
                label = (entry or withheld or each).label
                rows.append(RecordRow(each.name, label, each.meaning, is_text, entry, withheld))
        return rows


def record_entry(label: str, value: Any, *, kind: EntryKind = "line", code: str = "") -> RecordEntry | None:
    """How a document writes a value of the record; nothing for a blank one. `kind` is that of a string."""
    match value:
        case None | "" | () | []:
            return None
        case bool():
            return RecordEntry(label=label, kind="yes_no", value=value)
        case date():
            return RecordEntry(label=label, kind="day", value=value.isoformat())
        case Decimal():
            return RecordEntry(label=label, kind="pounds", value=f"{value:.2f}")
        case list() | tuple():
            return RecordEntry(label=label, kind="list", value=tuple(str(each) for each in value))
    return RecordEntry(label=label, kind=kind, value=str(value), code=code)


READERS: Mapping[int, type[Document]] = {1: Document}


def read_document(data: Mapping[str, Any]) -> Document:
    """The document that a notice has stored, read by the reader of its schema."""
    return READERS[data["schema"]].model_validate(data)
