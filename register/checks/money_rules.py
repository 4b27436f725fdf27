"""The rules of the publish gate about money in force: how much at most, what a variation locks, and until when money is
to be spent (domain §5)."""

import re
from calendar import month_name, monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.urls import reverse

from grants.formatting import day, pounds
from grants.models import Award, Decision, FundingStream
from grants.years import FinancialYear
from register.checks.checklist_items import HOUSE_RULE, ChecklistItem, award_address, field_address
from register.money.budget import amount_published
from register.money.variations import superseded_rows

MONTHS = [name.casefold() for name in month_name[1:]]
NAMED_DAY = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? )?({'|'.join(MONTHS)}),? (20\d\d)\b", re.IGNORECASE)
NAMED_YEAR = re.compile(r"(?<![\d/-])(20\d\d)[/–-]((?:20)?\d\d)(?![\d/-])")
HIGHEST_TOTAL = Decimal("10000000000.00")


def p5_highest_total(decision: Decision) -> Iterator[ChecklistItem]:
    if decision.total > HIGHEST_TOTAL:
        address = reverse("office:decision_detail", args=[decision.reference]) + "#awards"
        sentence = (
            f"The awards come to {pounds(decision.total)}, and one decision makes {pounds(HIGHEST_TOTAL)} at most."
        )
        yield ChecklistItem("P5", sentence, HOUSE_RULE, address)


def p5_varied_awards(decision: Decision) -> Iterator[ChecklistItem]:
    """A correction leaves the own amount of a varied award as it was published."""
    for award in decision.awards.all():
        published = amount_published(award)
        if published and award.amount != published and award.listed_variation_lines.exists():
            sentence = (
                f"Award {award.number} has been varied, so its own amount stays at {pounds(published)}. Change it by "
                "another variation; a new amount of £0 ends it."
            )
            yield ChecklistItem("P5", sentence, HOUSE_RULE, award_address(decision, award.number))


def p1_superseded(decision: Decision) -> Iterator[ChecklistItem]:
    """Of a decision that it supersedes it says, award by award, what becomes of it."""
    if decision.supersedes and decision.superseded_stand is None and superseded_rows(decision):
        sentence = f"Say which awards of {decision.supersedes.reference} end with this decision, and which stand."
        yield ChecklistItem("P1", sentence, HOUSE_RULE, reverse("office:decision_supersede", args=[decision.reference]))


def w_spend_by(decision: Decision) -> Iterator[ChecklistItem]:
    """Money that has to be spent within its financial year: an award's dates, the day of the decision that adds it, and
    what the purpose speaks of do not come later."""
    lines = [line for line in decision.variation_lines.all() if line.difference > 0]
    for award, year in yearly(decision.awards.all()):
        spend_by = f"money of {award.stream} has to be spent by {day(year.last_day)}, the end of its financial year"
        address = award_address(decision, award.number)
        if award.starts_on and award.starts_on > year.last_day:
            sentence = f"Award {award.number} begins on {day(award.starts_on)}, but {spend_by}."
            yield ChecklistItem("W", sentence, HOUSE_RULE, f"{address}#id_starts_on")
        elif award.ends_on and award.ends_on > year.last_day:
            sentence = f"Award {award.number} runs to {day(award.ends_on)}, but {spend_by}."
            yield ChecklistItem("W", sentence, HOUSE_RULE, f"{address}#id_ends_on")
    added = [*decision.awards.all(), *(line.award for line in lines)]
    yield from decided_too_late(decision, added)
    yield from spent_too_late(decision, added)


def yearly(awards: Iterable[Award]) -> Iterator[tuple[Award, FinancialYear]]:
    """Those whose money has to be spent within their financial year, with that year."""
    for award in awards:
        if award.stream and award.year and award.stream.spend_by == FundingStream.SpendBy.YEAR_END:
            yield award, award.year


def decided_too_late(decision: Decision, added: Iterable[Award]) -> Iterator[ChecklistItem]:
    pots = dict.fromkeys((award.stream, year) for award, year in yearly(added))
    for stream, year in pots:
        if decision.decided_on and decision.decided_on > year.last_day:
            sentence = (
                f"Money of {stream} for {year} had to be spent by {day(year.last_day)}, and it was decided on "
                f"{day(decision.decided_on)}."
            )
            yield ChecklistItem("W", sentence, HOUSE_RULE, field_address(decision, "decided_on"))


def spent_too_late(decision: Decision, added: Sequence[Award]) -> Iterator[ChecklistItem]:
    """Where no award of the decision may be spent that late."""
    pots = [(award.stream, year.last_day) for award, year in yearly(added)]
    if not pots or len(pots) < len(added):
        return
    last, named = max(last_day for _, last_day in pots), ", ".join(dict.fromkeys(str(stream) for stream, _ in pots))
    for words in later_than(last, decision.purpose):
        sentence = f"The purpose speaks of {words}, but money of {named} has to be spent by {day(last)}."
        address = field_address(decision, "purpose")
        yield ChecklistItem("W", sentence, HOUSE_RULE, address, text=decision.purpose)


def later_than(last: date, text: str) -> Iterator[str]:
    """The days, months and financial years that a text names and that begin after a day, as they are written."""
    for match in NAMED_DAY.finditer(text):
        year, month = int(match[3]), MONTHS.index(match[2].casefold()) + 1
        on = min(int(match[1] or 1), monthrange(year, month)[1]) or 1
        if date(year, month, on) > last:
            yield match[0]
    for match in NAMED_YEAR.finditer(text):
        if int(match[2][-2:]) == (int(match[1]) + 1) % 100 and FinancialYear(int(match[1])).first_day > last:
            yield match[0]
