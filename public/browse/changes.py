"""What a variation makes of earlier awards: from, to and the difference, line by line, for each who is paid, in all."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from grants.models.money import ZERO
from public.browse.pivot import MANY
from register.document import Document
from register.document_entries import AwardEntry, FromStream
from register.models import ListedVariationLine, Listing


@dataclass(frozen=True)
class Change:
    """Of one award, or of several together, in pounds as decided. `reference`: the decision that made the award, where
    that is another one, whose stream is then said here (`source`)."""

    label: str
    recipient: str
    before: Decimal
    after: Decimal
    reference: str = ""
    number: int = 0
    source: FromStream | None = None

    @property
    def difference(self) -> Decimal:
        return self.after - self.before

    @property
    def percent(self) -> str:
        """The difference in per cent of what it was before, to two decimals, like +2.60%; empty of what has ended, or
        was nothing."""
        change = f"{self.difference * 100 / self.before:+.2f}%" if self.before and self.after else ""
        return change.replace("-", "−")


@dataclass(frozen=True)
class Changes:
    """`by`: the later decision that made them; None where it is the page's own. `groups`: what they come to for each
    who is paid, where there are many."""

    lines: tuple[Change, ...]
    by: Listing | None = None

    @property
    def total(self) -> Change:
        return together("Total", self.lines)

    @property
    def groups(self) -> list[Change]:
        own: dict[str, list[Change]] = {}
        for line in self.lines if len(self.lines) > MANY else ():
            own.setdefault(line.recipient, []).append(line)
        return [together(name, lines) for name, lines in own.items()]


def together(label: str, lines: Iterable[Change]) -> Change:
    rows = list(lines)
    return Change(label, "", sum((row.before for row in rows), ZERO), sum((row.after for row in rows), ZERO))


def changes_of(document: Document) -> Changes | None:
    """What a variation does to earlier awards; None of another decision."""
    lines = tuple(
        Change(line.title, line.recipient_name, line.base_amount, line.new_amount, line.reference, line.number, line)
        for line in document.varied
    )
    return Changes(lines) if lines else None


def later_changes(lines: Iterable[tuple[AwardEntry, ListedVariationLine]]) -> list[Changes]:
    """What later decisions made of awards, a part for each of these decisions, in the order of the lines."""
    own: dict[Listing, list[Change]] = {}
    for award, line in lines:
        change = Change(award.title, str(award.recipient), line.base_amount, line.new_amount, number=award.number)
        own.setdefault(line.listing, []).append(change)
    return [Changes(tuple(changes), listing) for listing, changes in own.items()]
