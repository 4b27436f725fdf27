"""What is asked, by when, and where it stands, by the rules of domain.md, sections 6 and 7, worked out from what has
happened.

It is written from the rules alone and imports nothing of the product, so that the two can disagree.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor

from tests.histories.facts import Asked, AwardKey, Facts, Grant, Made, MatchTerm, Occurrence, Offer, Sent, Term
from tests.histories.oracle_money import ZERO, contents, grants_of, in_force, pence_down, pence_up

# What falls due


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


def bound_awards(made: Made, term: Term) -> list[AwardKey]:
    """What a condition binds: awards of its decision, and those that it varies where it binds all."""
    own = contents(made)
    numbers = own.grants if term.awards is None else own.grants.keys() & term.awards
    varied = own.lines if made.kind == "variation" and term.awards is None else ()
    return [*((made.reference, number) for number in numbers), *varied]


def followed_from(facts: Facts, made: Made) -> date | None:
    """What a decision asked for before this day is history: as an approver has said; of a past decision, before it was
    added; else before the office began to follow conditions. None of these concerns what was decided since."""
    day = made.followed_from or (made.published_on if made.is_past else facts.follows_from)
    return day if day and made.decided_on < day else None


def asked(facts: Facts) -> dict[Occurrence, Asked]:
    """All that is asked: of each award that is worth something, or of each partnership and year that has one. None is
    born past its date, and history is not asked."""
    amounts = in_force(facts)
    return {
        occurrence: each
        for made in facts.published()
        if made.makes_awards
        for term in contents(made).terms
        for occurrence, each in of_term(facts, made, term, amounts)
        if each.published_on >= max(made.decided_on, followed_from(facts, made) or made.decided_on)
        if not (each.published_on == made.decided_on and is_update(term, each.published_on))
    }


def is_update(term: Term, due_on: date) -> bool:
    """For a quarter, which ends with the day."""
    return term.schedule == "quarterly" or (term.schedule == "start_and_quarters" and due_on.day != 1)


def of_term(
    facts: Facts, made: Made, term: Term, amounts: dict[AwardKey, Decimal]
) -> Iterator[tuple[Occurrence, Asked]]:
    """Those of awards that are worth something; of an award that was ended, what was assessed stays."""
    grants = grants_of(facts)
    groups: dict[tuple[AwardKey | None, str, int], Decimal] = defaultdict(lambda: ZERO)
    for award in bound_awards(made, term):
        if award in amounts and (term.per == "award" or grants[award].district):
            of = award if term.per == "award" else None
            groups[of, grants[award].district, grants[award].year] += amounts[award]
    for (award_or_none, district, year), worth in groups.items():
        for nth, due_on in enumerate(due_dates(term, year)):
            occurrence = Occurrence(made.reference, term.number, award_or_none, district, year, nth)
            each = Asked(term, due_on, later_date(facts, occurrence, due_on) or due_on)
            if worth or newest_finding(facts, occurrence, each):
                yield occurrence, each


def newest_finding(facts: Facts, occurrence: Occurrence, each: Asked) -> str:
    """A finding is about one occurrence, its date and its terms."""
    about = [found for found in facts.findings.get(occurrence, []) if substance(found.about) == substance(each)]
    return about[-1].finding if about else ""


def substance(each: Asked) -> dict[str, object]:
    """Which other awards a condition binds is nothing that a finding is about."""
    return vars(each.term) | {"awards": None, "published_on": each.published_on}


# Later dates


def later_date(facts: Facts, occurrence: Occurrence, published_on: date) -> date | None:
    """The one that was granted, for as long as the notice gives the date that it took the place of."""
    instead_of, granted = facts.later_dates.get(occurrence, (None, None))
    return granted if instead_of == published_on else None


def forget_later_dates(facts: Facts, made: Made) -> None:
    """Those of dates that the notice of a decision gives no more."""
    of_terms = {term.number: term for term in contents(made).terms}
    for occurrence, (instead_of, _) in list(facts.later_dates.items()):
        if occurrence.reference == made.reference and (term := of_terms.get(occurrence.condition)):
            dates = due_dates(term, occurrence.year)
            if occurrence.nth >= len(dates) or dates[occurrence.nth] != instead_of:
                del facts.later_dates[occurrence]


# Match


def required(amount: Decimal, match: MatchTerm) -> Decimal:
    share = Fraction(match.figure)
    match match.basis:
        case "grant_percent":
            return pence_up(Fraction(amount) * share / 100)
        case "total_percent":
            return pence_up(Fraction(amount) * share / (100 - share))
    return match.figure


def evidenced(
    facts: Facts, occurrence: Occurrence, each: Asked, needed: Decimal, *, also_sent: bool = False
) -> Decimal:
    """What counts: accepted, spent in the period, from an allowed source, not the office's, counted nowhere else.
    `also_sent`: with what was sent with a paper and waits to be accepted."""
    match = each.term.match
    assert match
    cash = in_kind = ZERO
    for offer in facts.offers:
        amount = offer.shares.get(occurrence, ZERO)
        is_in = offer.state == "accepted" or (also_sent and is_sent_with_evidence(offer))
        if amount and is_in and counts(facts, offer, occurrence, each):
            if offer.is_in_kind:
                in_kind += amount
            else:
                cash += amount
    if not in_kind_counts(facts, occurrence, match):
        return cash
    if match.in_kind_cap is not None:
        in_kind = min(in_kind, pence_down(Fraction(needed) * Fraction(match.in_kind_cap) / 100))
    return cash + in_kind


def counts(facts: Facts, offer: Offer, occurrence: Occurrence, each: Asked) -> bool:
    if offer.is_own_money or offer.counted_elsewhere or offer.spent_on is None:
        return False
    assert each.term.match
    assert occurrence.award
    first, last = match_period(facts, occurrence.award, each)
    return offer.source in each.term.match.sources and first <= offer.spent_on <= last


def match_period(facts: Facts, award: AwardKey, each: Asked) -> tuple[date, date]:
    """The award's own dates, or else its financial year; to the due date at least."""
    grant = grants_of(facts)[award]
    first = grant.starts_on or date(grant.year, 4, 1)
    return first, max(grant.ends_on or date(grant.year + 1, 3, 31), each.due_on)


def is_sent_with_evidence(offer: Offer) -> bool:
    return offer.state == "sent" and offer.has_paper and offer.stage != "pledged" and offer.spent_on is not None


def in_kind_counts(facts: Facts, occurrence: Occurrence, match: MatchTerm) -> bool:
    if match.in_kind == "not_stated":
        return facts.interpretations.get((occurrence.reference, occurrence.condition), False)
    return match.in_kind == "allowed"


def per_pound(drawn: Decimal, amount: Decimal) -> Decimal:
    """What £1 of grant drew, rounded down to the penny."""
    return pence_down(Fraction(drawn) / Fraction(amount))


def coverage(pairs: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Of what is required, by award, what is evidenced for that award: a percentage, rounded down to 0.1."""
    rows = list(pairs)
    needed = sum((each for each, _ in rows), ZERO)
    if not needed:
        return None
    covered = sum((min(shown, each) for each, shown in rows), ZERO)
    return floor(Fraction(covered) / Fraction(needed) * 1000) * Decimal("0.1")


# Where it stands


@dataclass(frozen=True)
class Match:
    """Required, evidenced, and evidenced with what was sent with a paper; `gap`: still to be evidenced."""

    required: Decimal
    evidenced: Decimal
    with_sent: Decimal
    gap: Decimal


@dataclass(frozen=True)
class Standing:
    """Where an occurrence stands: the finding if there is one, else what the calendar says; and whose turn it is."""

    asked: Asked
    match: Match | None
    finding: str
    standing: str
    turn: str


def standings(facts: Facts) -> dict[Occurrence, Standing]:
    amounts = in_force(facts)
    return {occurrence: standing_of(facts, occurrence, each, amounts) for occurrence, each in asked(facts).items()}


def standing_of(facts: Facts, occurrence: Occurrence, each: Asked, amounts: dict[AwardKey, Decimal]) -> Standing:
    """Met stands only while what is evidenced covers what is required; what is waived or found not met is no longer to
    be evidenced."""
    finding, match = newest_finding(facts, occurrence, each), None
    if each.term.match and occurrence.award:
        needed = required(amounts[occurrence.award], each.term.match)
        shown = evidenced(facts, occurrence, each, needed)
        if finding == "met" and shown < needed:
            finding = ""
        gap = ZERO if finding in ("waived", "not_met") else max(ZERO, needed - shown)
        match = Match(needed, shown, evidenced(facts, occurrence, each, needed, also_sent=True), gap)
    turn = "nobody" if finding else turn_of(facts, occurrence, match)
    return Standing(each, match, finding, finding or calendar_says(facts.today, each.due_on), turn)


def calendar_says(today: date, due_on: date) -> str:
    """Due soon from 28 days before, past due from the day after."""
    if today > due_on:
        return "past_due"
    return "due_soon" if due_on - today <= timedelta(days=28) else "not_yet_due"


def turn_of(facts: Facts, occurrence: Occurrence, match: Match | None) -> str:
    """The office's once what was asked for has been sent."""
    is_sent = match.with_sent >= match.required if match else is_answered(facts, occurrence)
    return "office" if is_sent else "partnership"


def is_answered(facts: Facts, occurrence: Occurrence) -> bool:
    """By a paper; or by the returns of all the awards that it is about and that are worth something."""
    sent = [each for each in facts.sent if occurrence in each.occurrences and each.state != "returned"]
    told_of = {each.award for each in sent}
    return None in told_of or (bool(told_of) and set(worth_something(facts, occurrence)) <= told_of)


def worth_something(facts: Facts, occurrence: Occurrence) -> list[AwardKey]:
    """Of the awards that an occurrence is about."""
    made, grants = facts.decisions[occurrence.reference], grants_of(facts)
    term = next(each for each in contents(made).terms if each.number == occurrence.condition)
    return [
        key
        for key in bound_awards(made, term)
        if in_force(facts).get(key)
        if key == occurrence.award
        or (not occurrence.award and is_of(grants[key], occurrence.district, occurrence.year))
    ]


def reports_to(facts: Facts, award: AwardKey, ends_on: date) -> tuple[Occurrence, ...]:
    """The occurrences that a return of an award for the quarter that ends on a day answers."""
    return tuple(
        occurrence
        for occurrence, each in asked(facts).items()
        if each.term.code in ("GM1", "GM4") or (each.term.code == "GM3" and occurrence.nth)
        if quarter_of(each.published_on) == ends_on and award in worth_something(facts, occurrence)
    )


def quarter_of(day: date) -> date:
    """The last day of the quarter of a day."""
    return next(end for end in quarter_ends(day.year) if day <= end)


def quarter_ends(year: int) -> list[date]:
    return [date(year, month, last) for month, last in ((3, 31), (6, 30), (9, 30), (12, 31))]


# What an officer may find, and pay


def may_be_found(facts: Facts, occurrence: Occurrence, standing: Standing, finding: str) -> bool:
    if finding == "not_met":
        return facts.today > standing.asked.due_on
    return finding == "waived" or may_be_met(facts, occurrence, standing)


def may_be_met(facts: Facts, occurrence: Occurrence, standing: Standing) -> bool:
    """Match is evidenced; and of an underspend a return was accepted, and not more is left than may be."""
    if standing.match:
        return standing.match.evidenced >= standing.match.required
    threshold = standing.asked.term.threshold
    if threshold is None:
        return True
    accepted = any(occurrence in each.occurrences and is_accepted_return(each) for each in facts.sent)
    return accepted and unallocated(facts, occurrence.district, occurrence.year) <= threshold


def unallocated(facts: Facts, district: str, year: int) -> Decimal:
    """What the newest accepted return of each grant of a partnership and year says is left of it."""
    accepted = [each for each in facts.sent if is_accepted_return(each)]
    left = {each.award: each.underspend for each in sorted(accepted, key=lambda each: each.ends_on)}
    grants = grants_of(facts)
    return sum((amount for key, amount in left.items() if key in grants and is_of(grants[key], district, year)), ZERO)


def is_of(grant: Grant, district: str, year: int) -> bool:
    return (grant.district, grant.year) == (district, year)


def is_accepted_return(each: Sent) -> bool:
    return each.award is not None and each.state == "accepted"


def unmet_dependencies(facts: Facts, key: AwardKey) -> list[Occurrence]:
    """What has to be met before an award is paid, was due by today or before the first payment, and is neither met nor
    waived."""
    grant = grants_of(facts)[key]
    return [
        occurrence
        for occurrence, standing in standings(facts).items()
        if standing.asked.term.is_dependency or standing.asked.term.is_before_first_payment
        if standing.asked.due_on <= facts.today or standing.asked.term.is_before_first_payment
        if standing.finding not in ("met", "waived")
        if key in bound_awards(facts.decisions[occurrence.reference], standing.asked.term)
        and (occurrence.award == key or (not occurrence.award and is_of(grant, occurrence.district, occurrence.year)))
    ]
