"""Assessing: the office's finding, with the figures of the day; and how it reads what a decision leaves unsaid."""

from decimal import Decimal

import pytest

from conditions.actions.assessments import assess, record_interpretation
from conditions.actions.conditions import remove_condition
from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import accept
from conditions.models import Assessment
from grants.refused import Refused
from register.actions.publishing import publish
from tests import stories
from tests.stories import contribution, match_obligation

REASONS = "Invoices and time sheets were seen."


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def plan(published):
    """The condition that asks for a spending plan."""
    return published.conditions.get(number=3).obligations.get()


def evidence(obligation, *, lead, officer, **values):
    return accept(record_contribution(obligation, by=lead, values=contribution(**values)), by=officer)


def test_met_once_the_match_is_evidenced_with_the_figures_of_the_day(obligation, mo, olu):
    evidence(obligation, lead=mo, officer=olu, amount=Decimal("7500.00"))
    finding = assess(obligation, by=olu, finding="met", reasons=REASONS)
    assert (finding.required, finding.evidenced) == (Decimal("7500.00"), Decimal("7500.00"))


def test_a_penny_short_is_not_met(obligation, mo, olu):
    evidence(obligation, lead=mo, officer=olu, amount=Decimal("7499.99"))
    with pytest.raises(Refused, match=r"£0\.01 of match is still to be evidenced"):
        assess(obligation, by=olu, finding="met", reasons=REASONS)
    assert assess(obligation, by=olu, finding="not_met", reasons=REASONS).evidenced == Decimal("7499.99")


def test_what_asks_for_no_match_has_no_figures(plan, olu):
    finding = assess(plan, by=olu, finding="met", reasons=REASONS)
    assert (finding.required, finding.evidenced) == (None, None)


def test_only_an_approver_waives(plan, olu, ada):
    with pytest.raises(Refused, match="Only an approver may waive"):
        assess(plan, by=olu, finding="waived", reasons=REASONS)
    assert assess(plan, by=ada, finding="waived", reasons=REASONS).made_by == ada


def test_the_public_is_given_reasons(plan, olu):
    with pytest.raises(Refused, match="Give the reasons"):
        assess(plan, by=olu, finding="met", reasons=" \n")


def test_there_are_three_findings(plan, olu):
    with pytest.raises(Refused, match="Choose a finding"):
        assess(plan, by=olu, finding="past_due", reasons=REASONS)


def test_a_second_finding_stands_and_the_first_stays(plan, olu, oma):
    assess(plan, by=olu, finding="not_met", reasons="No plan was ever sent to us.")
    assess(plan, by=oma, finding="met", reasons="The plan has come.")
    assert plan.assessments.latest().finding == "met"
    assert Assessment.objects.count() == 2


def test_what_is_no_longer_asked_is_not_assessed(published, plan, olu, abe):
    remove_condition(plan.condition, by=olu)
    publish(stories.approved(stories.sent(published, by=olu), by=abe), by=abe, note="No plan is asked for.")
    with pytest.raises(Refused, match="This condition has lapsed"):
        assess(plan, by=olu, finding="met", reasons=REASONS)


def test_only_the_office_assesses(plan, mo, ann):
    for person in (mo, ann):
        with pytest.raises(Refused, match="Only an officer"):
            assess(plan, by=person, finding="met", reasons=REASONS)


def test_in_kind_counts_once_the_office_has_put_its_reading_on_record(obligation, mo, olu):
    hours = {"is_in_kind": True, "valuation": "hours", "amount": Decimal("7500.00")}
    evidence(obligation, lead=mo, officer=olu, **hours)
    with pytest.raises(Refused, match=r"£7,500\.00 of match is still"):
        assess(obligation, by=olu, finding="met", reasons=REASONS)
    record_interpretation(obligation, by=olu, counts=True, reasons="The scheme's guide says so.")
    assert assess(obligation, by=olu, finding="met", reasons=REASONS)


def test_an_interpretation_says_why(obligation, olu):
    with pytest.raises(Refused, match="and why"):
        record_interpretation(obligation, by=olu, counts=True, reasons=" ")


def test_only_the_office_interprets(obligation, mo):
    with pytest.raises(Refused, match="Only an officer"):
        record_interpretation(obligation, by=mo, counts=True, reasons="It suits us.")
