"""What the figures are by the rules of domain.md, sections 5 to 7, worked out from what has happened.

It is written from the rules alone and imports nothing of the product, so that the two can disagree.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from tests.histories.facts import AwardKey, Contents, Facts, Grant, Made, MatchTerm, Occurrence, Offer, Term

Pot = tuple[str, int]  # a stream and a financial year
ZERO = Decimal("0.00")
CENT = Decimal("0.01")


def pence_up(pounds: Fraction) -> Decimal:
    return ceil(pounds * 100) * CENT


def pence_down(pounds: Fraction) -> Decimal:
    return floor(pounds * 100) * CENT


# Money in force (section 5)


def grants_of(facts: Facts) -> dict[AwardKey, Grant]:
    """Every award that a published decision makes, as last published."""
    return {
        (made.reference, number): grant
        for made in facts.published()
        if made.makes_awards
        for number, grant in contents(made).grants.items()
    }


def contents(made: Made) -> Contents:
    assert made.published is not None
    return made.published


def in_force(facts: Facts, *, also: Made | None = None) -> dict[AwardKey, Decimal]:
    """The amount of each award: of the latest published variation, in the order of first publication, or else its own.
    A withdrawn variation falls out. `also`: as if this decision were published as it is now."""
    said = {made.reference: (made, contents(made), made.rank) for made in facts.published()}
    if also:
        said[also.reference] = (also, also.working, also.rank or len(facts.decisions) + 1)
    standing = sorted((each for each in said.values() if each[0].makes_awards), key=lambda each: each[2])
    amounts = {
        (made.reference, number): grant.amount for made, own, _ in standing for number, grant in own.grants.items()
    }
    for _, own, _ in standing:
        amounts |= {award: new for award, (_, new) in own.lines.items() if award in amounts}
    return amounts


def is_varied(facts: Facts, award: AwardKey) -> bool:
    return any(made.makes_awards and award in contents(made).lines for made in facts.published())


def increases(facts: Facts, made: Made) -> dict[Pot, Decimal]:
    """What a decision that is not yet published as it is adds to each stream and year: increases alone."""
    if not made.makes_awards:
        return {}
    now, then = in_force(facts), in_force(facts, also=made)
    grants = grants_of(facts) | {(made.reference, number): grant for number, grant in made.working.grants.items()}
    return summed(
        ((grants[award].stream, grants[award].year), amount - now.get(award, ZERO))
        for award, amount in then.items()
        if amount > now.get(award, ZERO)
    )


def committed(facts: Facts, *, without: Made | None = None) -> dict[Pot, Decimal]:
    """Amounts in force by published notices, and increases approved and not yet published."""
    grants = grants_of(facts)
    rows = [((grants[award].stream, grants[award].year), amount) for award, amount in in_force(facts).items()]
    for made in facts.decisions.values():
        if made.state == "approved" and made is not without:
            rows += increases(facts, made).items()
    return summed(rows)


def passes_allocation(facts: Facts, made: Made) -> bool:
    """Whether it adds to a stream and year past what is allocated: then a reason is asked for."""
    others = committed(facts, without=made)
    return any(
        pot in facts.allocations and others.get(pot, ZERO) + more > facts.allocations[pot]
        for pot, more in increases(facts, made).items()
    )


def total(facts: Facts, wanted: Callable[[AwardKey, Grant], bool] = lambda _, __: True) -> Decimal:
    grants = grants_of(facts)
    return sum((amount for award, amount in in_force(facts).items() if wanted(award, grants[award])), ZERO)


def count(facts: Facts, wanted: Callable[[AwardKey, Grant], bool] = lambda _, __: True) -> int:
    """How many awards: one that has ended is none."""
    grants = grants_of(facts)
    return sum(1 for award, amount in in_force(facts).items() if amount and wanted(award, grants[award]))


def summed(rows: Iterable[tuple[Pot, Decimal]]) -> dict[Pot, Decimal]:
    sums: dict[Pot, Decimal] = defaultdict(lambda: ZERO)
    for pot, amount in rows:
        sums[pot] += amount
    return dict(sums)


# What falls due (section 6)


def due_dates(term: Term, year: int) -> list[date]:
    quarters = [date(year, 6, 30), date(year, 9, 30), date(year, 12, 31), date(year + 1, 3, 31)]
    match term.schedule:
        case "end_of_year":
            return [date(year + 1, 3, 31)]
        case "quarterly":
            return quarters
        case "start_and_quarters":
            return [date(year, 4, 1), *quarters]
    assert term.month_day
    month, day = term.month_day
    calendar_year = year if month >= 4 else year + 1
    return [date(calendar_year, month, min(day, monthrange(calendar_year, month)[1]))]


def occurrences(facts: Facts) -> dict[Occurrence, Term]:
    """All that is asked: of each award that is worth something, or of each partnership and year that has one. None is
    born past its date: what would fall before the decision is not asked."""
    return {
        each: term
        for made in facts.published()
        if made.makes_awards
        for term in contents(made).terms
        for each in of_term(facts, made, term)
        if each.due_on >= made.decided_on
    }


def bound_awards(facts: Facts, made: Made) -> list[AwardKey]:
    """What the conditions of a decision bind: its own awards, and those that it varies."""
    own = contents(made)
    return [*((made.reference, number) for number in own.grants), *own.lines]


def of_term(facts: Facts, made: Made, term: Term) -> Iterator[Occurrence]:
    """Those of awards that are worth something; of an award that was ended, what was assessed stays."""
    amounts, grants = in_force(facts), grants_of(facts)
    groups: dict[tuple[AwardKey | None, str, int], Decimal] = defaultdict(lambda: ZERO)
    for award in bound_awards(facts, made):
        if award in amounts and (term.per == "award" or grants[award].district):
            of = award if term.per == "award" else None
            groups[of, grants[award].district, grants[award].year] += amounts[award]
    for (award_or_none, district, year), worth in groups.items():
        for due_on in due_dates(term, year):
            found = Occurrence(made.reference, term.number, award_or_none, district, year, due_on)
            if worth or found in facts.findings:
                yield found


# Match (section 7)


def required(amount: Decimal, match: MatchTerm) -> Decimal:
    share = Fraction(match.figure)
    match match.basis:
        case "grant_percent":
            return pence_up(Fraction(amount) * share / 100)
        case "total_percent":
            return pence_up(Fraction(amount) * share / (100 - share))
    return match.figure


def evidenced(facts: Facts, occurrence: Occurrence, term: Term, needed: Decimal, *, also_sent: bool = False) -> Decimal:
    """What counts: accepted, spent in the period, from an allowed source, not the office's, counted nowhere else.
    `also_sent`: with what was sent with a paper and waits to be accepted."""
    assert term.match
    cash = in_kind = ZERO
    for offer in facts.offers:
        amount = offer.shares.get(occurrence, ZERO)
        is_in = offer.state == "accepted" or (also_sent and is_sent_with_evidence(offer))
        if amount and is_in and counts(offer, occurrence, term.match):
            if offer.is_in_kind:
                in_kind += amount
            else:
                cash += amount
    if not in_kind_counts(facts, occurrence, term.match):
        return cash
    if term.match.in_kind_cap is not None:
        in_kind = min(in_kind, pence_down(Fraction(needed) * Fraction(term.match.in_kind_cap) / 100))
    return cash + in_kind


def counts(offer: Offer, occurrence: Occurrence, match: MatchTerm) -> bool:
    if offer.is_own_money or offer.counted_elsewhere or offer.spent_on is None:
        return False
    first, last = date(occurrence.year, 4, 1), max(date(occurrence.year + 1, 3, 31), occurrence.due_on)
    return offer.source in match.sources and first <= offer.spent_on <= last


def is_sent_with_evidence(offer: Offer) -> bool:
    return offer.state == "sent" and offer.has_paper and offer.stage != "pledged" and offer.spent_on is not None


def in_kind_counts(facts: Facts, occurrence: Occurrence, match: MatchTerm) -> bool:
    if match.in_kind == "not_stated":
        return facts.interpretations.get((occurrence.reference, occurrence.condition), False)
    return match.in_kind == "allowed"


def match_of(facts: Facts, occurrence: Occurrence, term: Term) -> tuple[Decimal, Decimal, Decimal] | None:
    """Required, evidenced, still to be evidenced; what is waived or found not met is no longer to be evidenced."""
    if term.match is None or occurrence.award is None:
        return None
    needed = required(in_force(facts)[occurrence.award], term.match)
    shown = evidenced(facts, occurrence, term, needed)
    is_over = finding(facts, occurrence, term) in ("waived", "not_met")
    return needed, shown, ZERO if is_over else max(ZERO, needed - shown)


def finding(facts: Facts, occurrence: Occurrence, term: Term) -> str:
    """The finding that stands, or nothing. Met stands only while what is evidenced covers what is required."""
    newest = (facts.findings.get(occurrence) or [""])[-1]
    if newest == "met" and term.match and occurrence.award:
        needed = required(in_force(facts)[occurrence.award], term.match)
        return "met" if evidenced(facts, occurrence, term, needed) >= needed else ""
    return newest


def standing(facts: Facts, occurrence: Occurrence, term: Term) -> str:
    """The finding that stands, or what the calendar says: due soon from 28 days before, past due from the day after."""
    if found := finding(facts, occurrence, term):
        return found
    if facts.today > occurrence.due_on:
        return "past_due"
    return "due_soon" if occurrence.due_on - facts.today <= timedelta(days=28) else "not_yet_due"


def turn(facts: Facts, occurrence: Occurrence, term: Term) -> str:
    """Whose turn it is: the office's once what was asked for has been sent."""
    if finding(facts, occurrence, term):
        return "nobody"
    if term.match and occurrence.award:
        needed = required(in_force(facts)[occurrence.award], term.match)
        is_sent = evidenced(facts, occurrence, term, needed, also_sent=True) >= needed
    else:
        is_sent = any(each.occurrence == occurrence and each.state != "returned" for each in facts.sent)
    return "office" if is_sent else "partnership"


def coverage(pairs: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Of what is required, by award, what is evidenced for that award: a percentage, rounded down to 0.1."""
    rows = list(pairs)
    needed = sum((each for each, _ in rows), ZERO)
    if not needed:
        return None
    covered = sum((min(shown, each) for each, shown in rows), ZERO)
    return floor(Fraction(covered) / Fraction(needed) * 1000) * Decimal("0.1")


# As decided (section 5, "What a figure is a figure of")


def difference(made: Made) -> Decimal:
    """A variation's own money: the sum of its differences."""
    return sum((new - base for base, new in contents(made).lines.values()), ZERO)


def as_decided(
    facts: Facts, decisions: Iterable[Made], wanted: Callable[[AwardKey, Grant], bool] = lambda _, __: True
) -> Decimal:
    """What decisions gave as their notices say, with the differences that their variations made, each once. Withdrawn
    decisions give nothing, and what varied a withdrawn decision fell with it."""
    grants = grants_of(facts)
    said = [
        (award, amount)
        for made in decisions
        if made.makes_awards
        for award, amount in [
            *(((made.reference, number), grant.amount) for number, grant in contents(made).grants.items()),
            *((award, new - base) for award, (base, new) in contents(made).lines.items()),
        ]
    ]
    return sum((amount for award, amount in said if award in grants and wanted(award, grants[award])), ZERO)


def per_pound(evidenced: Decimal, amount: Decimal) -> Decimal:
    """What £1 of grant drew, rounded down to the penny."""
    return pence_down(Fraction(evidenced) / Fraction(amount))
