"""Financial reports: what a partnership says of its spending, and what the office says of that."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from conditions.actions.assessments import assess
from conditions.actions.reports import AwardFigures, submit_report
from conditions.actions.reviews import accept, return_sent
from conditions.models import Report
from conditions.standing import of_decision
from conditions.standing_states import StandingState, Turn
from grants.refused import Refused
from tests import snapshots, stories
from tests.stories import award, draft, whole

SPENT = AwardFigures(actual=Decimal("7000.00"), projected=Decimal("7400.00"), underspend=Decimal("100.00"))


@pytest.fixture
@snapshots.remembered
def decision(reference, olu, ada):
    return whole(officer=olu, approver=ada, conditions=("GM1",))


@pytest.fixture
def obligation(decision):
    return decision.conditions.get().obligations.get()


def submit(obligation, *, by, **changes):
    told = {"statement": "Spend to January.", "figures": dict.fromkeys(obligation.awards, SPENT)}
    return submit_report(obligation, by=by, **told | changes)


def standing(decision):
    stands = of_decision(decision.reference)[0]
    return stands.state, stands.turn


def test_a_lead_reports_and_the_office_accepts(decision, obligation, mo, olu):
    report = submit(obligation, by=mo)
    assert standing(decision) == (StandingState.PAST_DUE, Turn.OFFICE)
    assert (report.lines.get().projected, report.underspend) == (Decimal("7400.00"), Decimal("100.00"))
    assert accept(report, by=olu).accepted_by == olu
    assert standing(decision) == (StandingState.PAST_DUE, Turn.OFFICE)  # the finding is still to come


def test_what_is_returned_says_why_and_another_may_follow(decision, obligation, mo, olu):
    report = submit(obligation, by=mo)
    with pytest.raises(Refused, match="A report is with the office already"):
        submit(obligation, by=mo)
    with pytest.raises(Refused, match="Say what is missing"):
        return_sent(report, by=olu, comment=" ")
    return_sent(report, by=olu, comment="February is not in it.")
    with pytest.raises(Refused, match="has already been returned"):
        accept(report, by=olu)
    assert standing(decision) == (StandingState.PAST_DUE, Turn.PARTNERSHIP)
    assert submit(obligation, by=mo).awaits_review


def test_the_same_form_sent_twice_is_one_report(obligation, mo):
    key = uuid4()
    assert submit(obligation, by=mo, form_key=key) == submit(obligation, by=mo, form_key=key)
    assert Report.objects.count() == 1


def test_the_same_form_with_other_figures_is_refused(obligation, mo):
    key = uuid4()
    submit(obligation, by=mo, form_key=key)
    more = AwardFigures(Decimal(1), Decimal(2), Decimal(3))
    for other in ({"statement": "Spend to February."}, {"figures": dict.fromkeys(obligation.awards, more)}):
        with pytest.raises(Refused, match="sent already, with other figures or words"):
            submit(obligation, by=mo, form_key=key, **other)


def test_nobody_else_reports_and_nobody_accepts_her_own(obligation, sal, olu, oma, mo):
    with pytest.raises(Refused, match="Only an officer"):
        submit(obligation, by=sal)
    own = submit(obligation, by=olu)
    for person, why in ((mo, "Only an officer"), (olu, "another officer")):
        with pytest.raises(Refused, match=why):
            accept(own, by=person)
    assert accept(own, by=oma)


def test_every_grant_of_the_partnership_and_year_is_told_of_and_no_other(reference, olu, ada, mo):
    decision = draft(by=olu, conditions=("GM1",))
    award(decision, by=olu, amount=Decimal(100), district="manchester", stream="hate-crime-grant")
    award(decision, by=olu, amount=Decimal(100), district="salford", stream="hate-crime-grant")
    stories.published(stories.approved(stories.sent(decision, by=olu), by=ada), by=ada)
    first, second, in_salford = decision.awards.order_by("number")
    obligation = decision.conditions.get().obligations.get(partnership__slug="manchester")
    for figures in ({first: SPENT}, {first: SPENT, second: SPENT, in_salford: SPENT}):
        with pytest.raises(Refused, match="every award that the condition is about, and for no others"):
            submit(obligation, by=mo, figures=figures)
    assert submit(obligation, by=mo, figures={first: SPENT, second: SPENT}).underspend == Decimal("200.00")


@pytest.mark.parametrize(
    ("changes", "why"), [({"statement": " "}, "what the report covers"), ({"underspend": "-0.01"}, "below zero")]
)
def test_a_report_says_something_and_nothing_in_it_is_negative(obligation, mo, changes, why):
    if left := changes.pop("underspend", None):
        changes["figures"] = {obligation.awards.get(): AwardFigures(Decimal(1), Decimal(1), Decimal(left))}
    with pytest.raises(Refused, match=why):
        submit(obligation, by=mo, **changes)


def test_the_approval_before_the_payment_is_no_report_and_the_updates_are(reference, olu, ada):
    decision = whole(officer=olu, approver=ada, conditions=("GM3", "GM2"), decided_on=date(2023, 3, 30))
    asked = decision.conditions.get(number=1).obligations.order_by("occurrence_number")
    assert [each.asks_for_report for each in asked] == [False, True, True, True, True]
    assert not decision.conditions.get(number=2).obligations.get().asks_for_report


def test_an_underspend_is_kept_within_its_cap_to_the_penny(obligation, mo, olu):
    def report(underspend):
        figures = {obligation.awards.get(): AwardFigures(Decimal(0), Decimal(0), Decimal(underspend))}
        accept(submit(obligation, by=mo, figures=figures), by=olu)

    with pytest.raises(Refused, match="No financial report has been accepted yet"):
        assess(obligation, by=olu, finding="met", reasons="The report has come.")
    report("15000.01")
    with pytest.raises(Refused, match=r"£15,000\.01 is left unallocated"):
        assess(obligation, by=olu, finding="met", reasons="The report has come.")
    report("15000.00")
    assert assess(obligation, by=olu, finding="met", reasons="The report has come.")
