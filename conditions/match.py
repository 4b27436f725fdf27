"""Match funding to the penny (domain §7): what is required, what counts towards it, and what is still missing.

Pounds go in and come out as Decimal. Fractions carry the sums between, so that no rounding happens but the one stated.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from django.db import models

from grants.formatting import day
from grants.models.money import ZERO


class Basis(models.TextChoices):
    """What the figure of a match requirement is a figure of."""

    GRANT_PERCENT = "grant_percent", "percentage of the grant"
    TOTAL_PERCENT = "total_percent", "percentage of the total project"
    FIXED = "fixed", "fixed sum"


# Findings that leave nothing to be evidenced.
WAIVED, NOT_MET = "waived", "not_met"


class InKind(models.TextChoices):
    """What the notice says of staff time, goods and premises."""

    ALLOWED = "allowed", "Counts"
    NOT_ALLOWED = "not_allowed", "Does not count"
    NOT_STATED = "not_stated", "Not stated"


def required(amount: Decimal, basis: Basis | str, figure: Decimal) -> Decimal:
    """The match that an award of `amount` needs, rounded up to the penny; an amount of 0 needs none.

    ValueError where the figure is not above 0, or is a percentage of the total of 100 or more.
    """
    share = match_per_pound(basis, figure)
    if amount == 0:
        return ZERO
    return from_pennies(ceil((Fraction(figure) if share is None else Fraction(amount) * share) * 100))


def indicative_repayment(
    amount: Decimal, paid: Decimal, evidenced: Decimal, basis: Basis | str, figure: Decimal
) -> Decimal:
    """What would be paid back if the award closed with this much match: what was paid beyond the grant it earned.

    Rounded down to the penny, so that a partnership is never asked for a fraction that it does not owe. Always to be
    labelled indicative. Refuses figures as `required` does.
    """
    share = match_per_pound(basis, figure)
    earned = Fraction(amount) * Fraction(evidenced) / Fraction(figure) if share is None else Fraction(evidenced) / share
    return max(ZERO, from_pennies(floor((Fraction(paid) - earned) * 100)))


def match_per_pound(basis: Basis | str, figure: Decimal) -> Fraction | None:
    """Pounds of match that each pound of grant needs; None for a fixed sum, which does not follow the grant."""
    if not figure.is_finite() or figure <= 0:
        raise ValueError("The figure of a match requirement must be above zero.")
    if basis == Basis.TOTAL_PERCENT and figure >= 100:
        raise ValueError("A percentage of the total project must be below 100.")
    percentage = Fraction(figure)
    match Basis(basis):
        case Basis.GRANT_PERCENT:
            return percentage / 100
        case Basis.TOTAL_PERCENT:
            return percentage / (100 - percentage)
    return None


@dataclass(frozen=True)
class Match:
    """One award's match: its amount, what it requires, and the evidenced contributions that count towards it.
    `finding`: what the office has found, if anything: what is waived or found not met is no longer to be evidenced."""

    amount: Decimal
    required: Decimal
    evidenced: Decimal
    award_id: int | None = None
    finding: str = ""

    @property
    def covered(self) -> Decimal:
        """What is evidenced of the requirement, without any surplus."""
        return min(self.evidenced, self.required)

    @property
    def missing(self) -> Decimal:
        return max(ZERO, self.required - self.evidenced)

    @property
    def gap(self) -> Decimal:
        """What is still to be evidenced."""
        return ZERO if self.finding in (WAIVED, NOT_MET) else self.missing

    @property
    def waived(self) -> Decimal:
        return self.missing if self.finding == WAIVED else ZERO

    @property
    def not_met(self) -> Decimal:
        return self.missing if self.finding == NOT_MET else ZERO

    @property
    def surplus(self) -> Decimal:
        """What is evidenced beyond the requirement."""
        return self.evidenced - self.covered

    @property
    def is_met(self) -> bool:
        return self.evidenced >= self.required

    @property
    def coverage(self) -> Decimal | None:
        """The percentage evidenced, above 100 with a surplus, rounded down to 0.1; None: no match required."""
        return percentage_of(self.evidenced, self.required)

    @property
    def leverage(self) -> Decimal | None:
        """Pounds of match that £1 of grant drew, rounded down to the penny; None where there is no grant."""
        return drawn_per_pound(self.evidenced, self.amount)


@dataclass(frozen=True)
class MatchTotal:
    """The match of several awards together, in which no award's surplus hides another's gap, and the grant of an award
    with several match conditions counts once."""

    amount: Decimal
    required: Decimal
    evidenced: Decimal
    covered: Decimal
    gap: Decimal
    waived: Decimal
    not_met: Decimal

    @property
    def surplus(self) -> Decimal:
        """What is evidenced beyond the requirements."""
        return self.evidenced - self.covered

    @property
    def is_met(self) -> bool:
        return self.gap == ZERO

    @property
    def coverage(self) -> Decimal | None:
        """The percentage covered, 100 at most, rounded down to 0.1; None: no match required."""
        return percentage_of(self.covered, self.required)

    @property
    def leverage(self) -> Decimal | None:
        """Pounds of match that £1 of grant drew, surplus included, rounded down to the penny."""
        return drawn_per_pound(self.evidenced, self.amount)


def total(matches: Iterable[Match]) -> MatchTotal:
    several = list(matches)
    names = [field.name for field in fields(MatchTotal)][1:]
    grants = {each.award_id or -position: each.amount for position, each in enumerate(several, start=1)}
    sums = {name: sum((getattr(each, name) for each in several), ZERO) for name in names}
    return MatchTotal(amount=sum(grants.values(), ZERO), **sums)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One contribution, or one award's share of it, as offered in match."""

    amount: Decimal
    source: str
    spent_on: date | None
    is_in_kind: bool = False
    is_evidenced: bool = False
    is_own_money: bool = False
    counted_elsewhere: bool = False


AGAINST_IN_KIND = {
    InKind.ALLOWED: "",
    InKind.NOT_ALLOWED: "In-kind does not count towards this condition.",
    InKind.NOT_STATED: "The condition does not say whether in-kind counts, so it is shown apart.",
}


@dataclass(frozen=True, kw_only=True)
class MatchRules:
    """What a match requirement lets count: when it was spent, both days included, from which source, and in-kind.

    `in_kind_cap` is the most that in-kind may be, as a percentage of what is required; None means no cap.
    """

    first_day: date
    last_day: date
    sources: Collection[str]
    in_kind: InKind | str = InKind.NOT_STATED
    in_kind_cap: Decimal | None = None

    def objection(self, offer: Offer) -> str:
        """Why an offer does not count, in one sentence; empty where nothing speaks against it."""
        if not offer.is_evidenced:
            return "No evidence of it has been accepted yet."
        if offer.is_own_money:
            return "It is this office's own money."
        if offer.counted_elsewhere:
            return "It already counts towards something else."
        if offer.source not in self.sources:
            return "The condition does not allow this source."
        in_kind = AGAINST_IN_KIND[InKind(self.in_kind)] if offer.is_in_kind else ""
        return self.objection_to_date(offer.spent_on) or in_kind

    def objection_to_date(self, spent_on: date | None) -> str:
        if spent_on is None:
            return "The date on which it was spent is not recorded."
        if self.first_day <= spent_on <= self.last_day:
            return ""
        first, last = day(self.first_day), day(self.last_day)
        return f"It was spent on {day(spent_on)}; only {first} to {last} counts."


@dataclass(frozen=True, kw_only=True)
class CountedMatch:
    """What became of the offers: `cash` and `in_kind` count; `left_out` says of each other offer why it does not."""

    cash: Decimal
    in_kind: Decimal
    in_kind_over_cap: Decimal
    in_kind_apart: Decimal
    left_out: tuple[tuple[Offer, str], ...]

    @property
    def evidenced(self) -> Decimal:
        return self.cash + self.in_kind


def counted(offers: Iterable[Offer], rules: MatchRules, *, required: Decimal) -> CountedMatch:
    """Sorts the offers by what the rules say; in-kind counts up to its cap of `required`, rounded down to the penny.

    `in_kind_apart` is in-kind that would count had the condition said so.
    """
    judged = [(offer, rules.objection(offer)) for offer in offers]
    in_kind = added_up(offer for offer, objection in judged if offer.is_in_kind and not objection)
    within_cap = min(in_kind, cap_on_in_kind(rules, required, in_kind))
    return CountedMatch(
        cash=added_up(offer for offer, objection in judged if not offer.is_in_kind and not objection),
        in_kind=within_cap,
        in_kind_over_cap=in_kind - within_cap,
        in_kind_apart=added_up(offer for offer, objection in judged if objection == AGAINST_IN_KIND[InKind.NOT_STATED]),
        left_out=tuple((offer, objection) for offer, objection in judged if objection),
    )


def cap_on_in_kind(rules: MatchRules, required: Decimal, in_kind: Decimal) -> Decimal:
    if rules.in_kind_cap is None:
        return in_kind
    return from_pennies(floor(Fraction(required) * Fraction(rules.in_kind_cap)))


def added_up(offers: Iterable[Offer]) -> Decimal:
    return sum((offer.amount for offer in offers), ZERO)


def percentage_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """Rounded down to one decimal; None of nothing."""
    return Decimal(floor(Fraction(part) / Fraction(whole) * 1000)).scaleb(-1) if whole else None


def drawn_per_pound(evidenced: Decimal, amount: Decimal) -> Decimal | None:
    return from_pennies(floor(Fraction(evidenced) / Fraction(amount) * 100)) if amount else None


def from_pennies(pennies: int) -> Decimal:
    return Decimal(pennies).scaleb(-2)
