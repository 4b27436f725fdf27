"""Builds the document of a notice from the working rows of a decision. No other code copies text to the public."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, cast

from django.contrib.postgres.fields import ArrayField
from django.db.models import TextField, URLField

from conditions.models import Condition
from conditions.terms import ConditionTerms, MatchTerms
from grants import record
from grants.measures import MeasureTerms
from grants.models import (
    Award,
    Decision,
    FundingStream,
    Organisation,
    Paper,
    Partnership,
    VariationLine,
    Withholding,
)
from grants.record import Place, RecordField
from grants.splitting import SplitTerms
from register.document import Document, record_entry
from register.document_entries import (
    WITHHELD,
    AwardEntry,
    EntryKind,
    NamedEntry,
    PaperEntry,
    PriorityEntry,
    RecipientEntry,
    RecordEntry,
    VariationEntry,
    WithheldEntry,
)
from register.loading import conditions_in_force
from register.money.variations import VariationRow, superseded_rows
from register.notices.withholding import parts


def build(decision: Decision, *, withholding: bool = True) -> Document:
    """The document of a decision as its working rows stand. It is complete: nothing on the checklist blocks it.

    What is withheld leaves nothing but its name, ground and view; all of it is there without `withholding`, which is
    for the office alone.
    """
    withholdings = list(decision.withholdings.all()) if withholding else []
    hidden = {row.what for row in withholdings}
    return Document(
        reference=decision.reference,
        kind=decision.kind,
        kind_label=decision.get_kind_display(),
        title=decision.title,
        summary="" if "summary" in hidden else decision.summary,
        decision_makers=tuple(decision.value_of("decision_makers")),
        decided_on=cast(date, decision.decided_on),
        outcome=decision.outcome,
        outcome_label=decision.get_outcome_display(),
        record=record_entries(decision, hidden),
        priorities=tuple(
            PriorityEntry(slug=priority.slug, name=priority.name_on(decision.decided_on), plan=priority.plan.name)
            for priority in decision.priorities.all()
        ),
        makes_awards=decision.makes_awards,
        awards=tuple(award_entry(award, hidden) for award in decision.awards.all()),
        splits=tuple(split_terms(decision, hidden)),
        measures=tuple(measure_terms(decision)),
        varied=(
            *(varied_entry(line) for line in decision.variation_lines.all()),
            *(superseded_entry(row) for row in superseded_rows(decision) if row.difference),
        ),
        conditions=tuple(condition_terms(condition, hidden) for condition in conditions_in_force(decision)),
        papers=tuple(paper_entry(paper) for paper in decision.papers.all() if f"paper-{paper.number}" not in hidden),
        withheld=withheld_entries(decision, withholdings),
        supersedes=decision.supersedes.reference if decision.supersedes else "",
        added_on=decision.published_on if decision.is_past else None,
        first_published_on=min(decision.published_on, decision.published_elsewhere_on or decision.published_on),
    )


def record_entries(decision: Decision, hidden: Collection[str]) -> dict[str, RecordEntry]:
    """The fields of the record that have no place of their own in the document; never those that no page shows (the
    lead officer, above all)."""
    shown = (each for each in record.fields() if each.place is not Place.NOWHERE and each.name not in hidden)
    entries = {each.name: entry_of(decision, each) for each in shown if each.name not in Document.model_fields}
    return {name: entry for name, entry in entries.items() if entry}


def entry_of(decision: Decision, declared: RecordField) -> RecordEntry | None:
    if not decision.says(declared.name):
        return None
    column: Any = Decision._meta.get_field(declared.name)
    value = decision.value_of(declared.name)
    if isinstance(column, ArrayField):
        value = [dict(column.base_field.flatchoices)[each] for each in value]
    if column.choices:
        return record_entry(declared.label, words_of_choice(decision, declared.name), kind="choice", code=value)
    kind: EntryKind = "link" if isinstance(column, URLField) else "text" if isinstance(column, TextField) else "line"
    return record_entry(declared.label, value, kind=kind)


def words_of_choice(decision: Decision, name: str) -> str:
    if name == "legal_power" and decision.uses_another_power:
        return decision.legal_power_other
    return str(getattr(decision, f"get_{name}_display")())


def award_entry(award: Award, hidden: Collection[str] = ()) -> AwardEntry:
    """With its recipient, the title and the partnership of an award are withheld too: they would give it away."""
    is_hidden = f"award-{award.number}" in hidden
    return AwardEntry(
        number=award.number,
        title=WITHHELD if is_hidden else award.title,
        recipient=RecipientEntry(name=WITHHELD) if is_hidden else recipient_entry(recipient_of(award)),
        partnership=None if is_hidden else named_entry(award.partnership),
        **stream_and_rules(award.stream),
        year=str(award.year or ""),
        amount=award.amount,
        starts_on=award.starts_on,
        ends_on=award.ends_on,
        ended_reason=award.ended_reason,
    )


def stream_and_rules(stream: FundingStream | None) -> dict[str, Any]:
    if stream is None:
        return {}
    return {
        "stream": named_entry(stream),
        "stream_restrictions": stream.restrictions,
        "stream_spend_by": stream.spend_by_words,
    }


def split_terms(decision: Decision, hidden: Collection[str]) -> Iterator[SplitTerms]:
    """Those that still say something of an award."""
    numbers = [award.number for award in decision.awards.all()]
    withheld = [number for number in numbers if f"award-{number}" in hidden]
    for split in decision.splits.all():
        if (terms := split.terms.published(numbers, hidden=withheld)).rows:
            yield terms


def measure_terms(decision: Decision) -> Iterator[MeasureTerms]:
    """Those that are still a measure of an award."""
    numbers = [award.number for award in decision.awards.all()]
    for measure in decision.measures.all():
        if (terms := measure.terms.published(numbers)).awards:
            yield terms


def recipient_of(award: Award) -> Organisation:
    """Who is paid: the checklist (P1) makes sure that every award names somebody."""
    if award.recipient is None:
        raise ValueError(f"{award} has no recipient.")
    return award.recipient


def named_entry(named: Partnership | FundingStream | None) -> NamedEntry | None:
    return NamedEntry(slug=named.slug, name=named.name) if named else None


def recipient_entry(recipient: Organisation) -> RecipientEntry:
    if recipient.kind == Organisation.Kind.INDIVIDUAL:
        return RecipientEntry(name=recipient.public_name)
    return RecipientEntry(slug=recipient.slug, name=recipient.name, identifier=recipient.identifier)


def varied_entry(line: VariationLine) -> VariationEntry:
    """Under the title and name that the earlier decision published: what it withholds is withheld here too."""
    listed = getattr(line.award, "listed", None)
    return VariationEntry(
        reference=line.award.decision.reference,
        number=line.award.number,
        title=listed.title if listed else line.award.title,
        recipient_name=listed.recipient_name if listed else recipient_of(line.award).public_name,
        base_amount=line.base_amount,
        new_amount=line.new_amount,
        **stream_and_rules(listed.stream if listed else line.award.stream),
    )


def superseded_entry(row: VariationRow) -> VariationEntry:
    """An award that ends with the decision that supersedes its own."""
    return VariationEntry(
        reference=row.award.award.decision.reference,
        number=row.award.number,
        title=row.award.title,
        recipient_name=row.award.recipient_name,
        base_amount=row.base,
        new_amount=row.new,
        **stream_and_rules(row.award.stream),
    )


def paper_entry(paper: Paper) -> PaperEntry:
    file = paper.file
    if file is None:
        return PaperEntry(number=paper.number, title=paper.title, is_evaluation=paper.is_evaluation, url=paper.url)
    return PaperEntry(
        number=paper.number,
        title=paper.title,
        is_evaluation=paper.is_evaluation,
        file_name=file.name,
        size=file.size,
        sha256=file.sha256,
    )


def withheld_entries(decision: Decision, withholdings: Collection[Withholding]) -> tuple[WithheldEntry, ...]:
    """In the order of the record. The office's own reason stays inside."""
    rows = {row.what: row for row in withholdings}
    return tuple(
        WithheldEntry(
            what=what,
            label=label,
            ground=rows[what].ground,
            ground_label=rows[what].get_ground_display(),
            viewed_on=rows[what].viewed_on if rows[what].rests_on_a_view else None,
            viewed_by=rows[what].viewed_by if rows[what].rests_on_a_view else "",
        )
        for what, label in parts(decision).items()
        if what in rows
    )


def condition_terms(condition: Condition, hidden: Collection[str] = ()) -> ConditionTerms:
    return ConditionTerms(
        number=condition.number,
        code=condition.standard.code if condition.standard else "",
        kind=condition.kind,
        title=condition.title,
        wording="" if f"condition-{condition.number}" in hidden else condition.wording,
        is_dependency=condition.is_dependency,
        is_before_first_payment=condition.is_before_first_payment,
        per=condition.per,
        schedule=condition.schedule,
        due_on=condition.due_on,
        due_month=condition.due_month,
        due_day=condition.due_day,
        due_days=condition.due_days,
        due_set_by_office=condition.due_set_by_office,
        threshold=condition.threshold,
        awards=tuple(sorted(award.number for award in condition.bound_awards)),
        match=match_terms(condition),
    )


def match_terms(condition: Condition) -> MatchTerms | None:
    match = getattr(condition, "match", None)
    if match is None:
        return None
    return MatchTerms(
        basis=match.basis,
        figure=match.figure,
        sources=tuple(match.sources),
        in_kind=match.in_kind,
        in_kind_cap=match.in_kind_cap,
        starts_on=match.starts_on,
        ends_on=match.ends_on,
    )
