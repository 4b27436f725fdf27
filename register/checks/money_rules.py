"""The rules of the publish gate about money in force: how much at most, what a variation locks, and until when money is
to be spent (domain §5)."""

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse

from grants.formatting import day, pounds
from grants.models import Decision, FundingStream
from register.checks.checklist_items import HOUSE_RULE, ChecklistItem, award_address
from register.money.budget import amount_published
from register.money.variations import superseded_rows

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
    for award in decision.awards.all():
        is_yearly = award.stream and award.stream.spend_by == FundingStream.SpendBy.YEAR_END
        if is_yearly and award.year and award.ends_on and award.ends_on > award.year.last_day:
            sentence = (
                f"Award {award.number} runs to {day(award.ends_on)}, but money of {award.stream} has to be spent by "
                f"{day(award.year.last_day)}, the end of its financial year."
            )
            yield ChecklistItem("W", sentence, HOUSE_RULE, award_address(decision, award.number) + "#id_ends_on")
