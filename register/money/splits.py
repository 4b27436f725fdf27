"""Works out how a sum is divided among awards of a decision (domain §5), for its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from grants.models import Award, FundingStream
from grants.pasted_figures import PastedFigures
from grants.refused import Refused
from grants.splitting import SplitMeasure, SplitMethod, SplitRow, SplitTerms, apportion, uplifted, weighted
from grants.years import FinancialYear, london_today
from register.models import ListedAward

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Pot:
    """The awards of a decision from one stream for one year."""

    stream: FundingStream | None
    year: FinancialYear | None
    awards: tuple[Award, ...]

    def __str__(self) -> str:
        return f"{self.stream or 'No stream yet'}, {self.year or 'no year yet'}"

    @property
    def slug(self) -> str:
        return f"{self.stream.slug if self.stream else ''}/{self.year.slug if self.year else ''}"

    @property
    def total(self) -> Decimal:
        return sum((award.amount for award in self.awards), Decimal("0.00"))


@dataclass(frozen=True)
class Given:
    """What an officer says about a split. `weights` are those of the columns, in per cent."""

    method: str
    total: Decimal | None
    percent: Decimal | None
    added: Decimal | None
    weights: tuple[Decimal, ...]
    figures: PastedFigures | None
    source: str
    figures_on: date | None
    explanation: str


def pots_of(awards: Sequence[Award]) -> list[Pot]:
    """In the order in which the awards begin them; what has ended is in none."""
    groups: dict[tuple[Any, Any], list[Award]] = {}
    for award in awards:
        if award.amount:
            groups.setdefault((award.stream, award.year), []).append(award)
    return [Pot(stream, year, tuple(group)) for (stream, year), group in groups.items()]


def worked_out(pot: Pot, given: Given) -> SplitTerms:
    """How the sum of a pot is divided; Refused with sentences where the figures do not say it."""
    named = {(str(award.partnership or award.recipient or ""), award.number): award for award in pot.awards}
    measures, figures, source, day = measured(pot, given)
    of_award = {key: figures.get(award.number, ()) for key, award in named.items()}
    try:
        amounts = shares(given, given.total or pot.total, of_award)
    except ValueError as error:
        raise Refused(str(error)) from error
    rows = [SplitRow(award=named[key].number, figures=of_award[key], amount=amount) for key, amount in amounts.items()]
    return SplitTerms(
        method=given.method,
        method_label=SplitMethod(given.method).label,
        total=sum(amounts.values(), Decimal("0.00")),
        percent=given.percent,
        added=given.added,
        measures=measures,
        source=source,
        figures_on=day,
        explanation=given.explanation,
        rows=tuple(sorted(rows, key=lambda row: row.award)),
    )


def shares(
    given: Given, total: Decimal, figures: Mapping[tuple[str, int], tuple[Decimal, ...]]
) -> dict[tuple[str, int], Decimal]:
    match given.method:
        case SplitMethod.FORMULA:
            return apportion(total, weighted(given.weights, figures))
        case SplitMethod.UPLIFT:
            return uplifted({key: own[0] for key, own in figures.items()}, percent=given.percent, added=given.added)
        case SplitMethod.NEED:
            return {key: own[0] for key, own in figures.items()}
    return apportion(total, dict.fromkeys(figures, Fraction(1)))


def measured(
    pot: Pot, given: Given
) -> tuple[tuple[SplitMeasure, ...], Mapping[int, tuple[Decimal, ...]], str, date | None]:
    """The measures, the figures of each award by its number, their source and their day."""
    if given.method == SplitMethod.EQUAL:
        return (), {}, given.source, given.figures_on
    if given.figures is None:
        return earlier_amounts(pot, given)
    weights = given.weights if given.method == SplitMethod.FORMULA else (None,) * len(given.figures.headings)
    named = zip(given.figures.headings, weights, strict=True)
    measures = tuple(SplitMeasure(name=name, weight=weight) for name, weight in named)
    return measures, given.figures.of(pot.awards), given.source, given.figures_on


def earlier_amounts(
    pot: Pot, given: Given
) -> tuple[tuple[SplitMeasure, ...], Mapping[int, tuple[Decimal, ...]], str, date | None]:
    """What this register says was awarded from the stream the year before, as it stands. Refused where it does not."""
    if pot.year is None or pot.stream is None:
        raise Refused("Choose the stream and the year of these awards first, or paste the figures of the year before.")
    before = pot.year.previous
    listed = ListedAward.objects.filter(stream=pot.stream, year=before, current_amount__gt=0)
    amounts: dict[tuple[int | None, int | None], Decimal] = {}
    for partnership, recipient, amount in listed.values_list("partnership", "recipient", "current_amount"):
        amounts[partnership, recipient] = amounts.get((partnership, recipient), Decimal(0)) + amount
    keyed = {award.number: (award.partnership_id, award.recipient_id) for award in pot.awards}
    wrong = [
        f"The register has no award of {before} from the {pot.stream} to {award.partnership or award.recipient}: "
        "paste the figures."
        for award in pot.awards
        if keyed[award.number] not in amounts
    ]
    if len(set(keyed.values())) < len(keyed):
        wrong.append("Somebody has two of these awards: the year before does not say which is which.")
    if wrong:
        raise Refused(*wrong)
    figures = {number: (amounts[key],) for number, key in keyed.items()}
    return (SplitMeasure(name=f"Awarded for {before}"),), figures, "This register, as it stands", london_today()
