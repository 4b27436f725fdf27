"""Monitoring returns: what a partnership says of an award for a period, and what the office says of that."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conditions.actions.assessments import assess
from conditions.actions.returns import Reported, Told, save_draft, submit_return
from conditions.actions.reviews import accept, return_sent
from conditions.models import MonitoringReturn, Obligation, ReturnDraft
from conditions.standing import of_decision
from conditions.standing_states import StandingState, Turn
from grants.actions.awards import change_award
from grants.actions.measures import add_measure
from grants.refused import Refused
from tests import snapshots, stories
from tests.office.test_measure_new import SUPPORTED
from tests.stories import award, draft, fresh, sends_return, sends_returns, whole

END = date(2024, 3, 31)


@pytest.fixture
@snapshots.remembered
def decision(reference, olu, ada):
    return whole(officer=olu, approver=ada, conditions=("GM1",))


@pytest.fixture
def obligation(decision):
    return decision.conditions.get().obligations.get()


def standing(decision):
    stands = of_decision(decision.reference)[0]
    return stands.state, stands.turn


def turns(code):
    return set(Obligation.objects.filter(terms_data__code=code, due_on__gte=date(2024, 1, 1)).values_list("turn"))


def test_a_lead_reports_and_the_office_accepts(decision, obligation, mo, olu):
    sent = sends_return(obligation, by=mo, left=100)
    assert standing(decision) == (StandingState.PAST_DUE, Turn.OFFICE)
    assert (sent.forecast, sent.underspend) == (Decimal("7400.00"), Decimal("100.00"))
    assert accept(sent, by=olu).accepted_by == olu
    assert standing(decision) == (StandingState.PAST_DUE, Turn.OFFICE)  # the finding is still to come


def test_one_return_answers_every_condition_that_asks_for_a_report_of_the_period(reference, olu, ada, mo):
    whole(officer=olu, approver=ada, conditions=("GM1", "GM3", "GM4"), decided_on=date(2023, 3, 30))
    sent = sends_return(Obligation.objects.get(terms_data__code="GM4"), by=mo)
    assert sorted(each.terms.code for each in sent.obligations.all()) == ["GM1", "GM3", "GM4"]
    assert [turns(code) for code in ("GM1", "GM3", "GM4")] == [{("office",)}] * 3
    return_sent(sent, by=olu, comment="March is not in it.")
    assert [turns(code) for code in ("GM1", "GM3", "GM4")] == [{("partnership",)}] * 3


def test_what_is_returned_says_why_and_another_may_follow(decision, obligation, mo, olu):
    sent = sends_return(obligation, by=mo)
    with pytest.raises(Refused, match="with the office already"):
        sends_return(obligation, by=mo)
    with pytest.raises(Refused, match="Say what is missing"):
        return_sent(sent, by=olu, comment=" ")
    return_sent(sent, by=olu, comment="February is not in it.")
    with pytest.raises(Refused, match="has already been returned"):
        accept(sent, by=olu)
    assert standing(decision) == (StandingState.PAST_DUE, Turn.PARTNERSHIP)
    again = sends_return(obligation, by=mo)
    assert (again.awaits_review, again.version) == (True, 2)


def test_the_same_form_sent_twice_is_one_return_and_with_other_figures_it_is_refused(obligation, mo):
    of, key = obligation.awards.get(), uuid4()
    told = Told(spent=Decimal(1), forecast=Decimal(2))
    first, second = (submit_return(of, END, by=mo, told=told, form_key=key) for _ in range(2))
    assert first == second
    with pytest.raises(Refused, match="sent already, with other figures or words"):
        submit_return(of, END, by=mo, told=Told(spent=Decimal(1), forecast=Decimal(3)), form_key=key)


def test_nobody_else_reports_and_nobody_accepts_her_own(obligation, sal, olu, oma, mo):
    with pytest.raises(Refused, match="Only an officer"):
        sends_return(obligation, by=sal)
    with pytest.raises(Refused, match="Only an officer"):
        save_draft(obligation.awards.get(), END, by=sal, typed={"spent": "1"})
    own = sends_return(obligation, by=olu)
    for person, why in ((mo, "Only an officer"), (olu, "another officer")):
        with pytest.raises(Refused, match=why):
            accept(own, by=person)
    assert accept(own, by=oma)


def test_a_condition_on_several_grants_is_answered_once_each_of_them_is(reference, olu, ada, mo):
    asked = draft(by=olu, conditions=("GM1",))
    award(asked, by=olu, amount=Decimal(100), district="manchester", stream="hate-crime-grant")
    award(asked, by=olu, amount=Decimal(100), district="salford", stream="hate-crime-grant")
    stories.published(stories.approved(stories.sent(asked, by=olu), by=ada), by=ada)
    obligation = Obligation.objects.get(partnership__slug="manchester")
    [first, second] = obligation.awards
    told = Told(spent=Decimal(1), forecast=Decimal(1))
    submit_return(first, END, by=mo, told=told)
    assert Obligation.objects.get(pk=obligation.pk).turn == "partnership"
    submit_return(second, END, by=mo, told=told)
    assert Obligation.objects.get(pk=obligation.pk).turn == "office"


@pytest.mark.parametrize(
    ("money", "why"),
    [({"spent": "-0.01", "forecast": "1"}, "below zero"), ({"spent": "2", "forecast": "1"}, "More is spent to date")],
)
def test_money_that_cannot_be_is_refused(obligation, mo, money, why):
    with pytest.raises(Refused, match=why):
        sends_return(obligation, by=mo, **{name: Decimal(value) for name, value in money.items()})


def test_a_forecast_above_the_award_leaves_nothing(obligation, mo):
    assert sends_return(obligation, by=mo, forecast=Decimal(9000)).underspend == 0


def test_the_approval_before_the_payment_is_no_report_and_the_updates_are(reference, olu, ada):
    decision = whole(officer=olu, approver=ada, conditions=("GM3", "GM2"), decided_on=date(2023, 3, 30))
    asked = decision.conditions.get(number=1).obligations.order_by("occurrence_number")
    assert [each.asks_for_report for each in asked] == [False, True, True, True, True]
    assert not decision.conditions.get(number=2).obligations.get().asks_for_report


def test_an_underspend_is_kept_within_its_cap_to_the_penny(reference, olu, ada, mo):
    decision = whole(officer=olu, approver=ada, conditions=("GM1",), amount=Decimal(20000))
    obligation = decision.conditions.get().obligations.get()
    with pytest.raises(Refused, match="No monitoring return has been accepted yet"):
        assess(obligation, by=olu, finding="met", reasons="The return has come.")
    accept(sends_return(obligation, by=mo, left="15000.01"), by=olu)
    with pytest.raises(Refused, match=r"£15,000\.01 is left unallocated"):
        assess(obligation, by=olu, finding="met", reasons="The return has come.")
    accept(sends_return(obligation, by=mo, left="15000.00"), by=olu)
    assert assess(obligation, by=olu, finding="met", reasons="The return has come.")


def test_an_award_varied_after_a_return_keeps_what_it_stood_at_then(decision, obligation, olu, ada, mo):
    before = sends_return(obligation, by=mo, left=100)
    change = stories.variation(by=olu, award=decision.awards.get(), new_amount=Decimal(9000))
    stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    accept(before, by=olu)
    after = sends_return(obligation, by=mo, forecast=Decimal(8000), spent=Decimal(1))
    assert (before.underspend, after.underspend) == (100, 1000)


def test_of_an_award_that_was_ended_nothing_more_is_asked(decision, obligation, olu, ada, mo):
    accept(sends_return(obligation, by=mo), by=olu)
    ended = {"amount": Decimal(0), "ended_reason": "The project stopped in the summer."}
    change_award(decision.awards.get(), by=olu, values=ended)
    again = stories.approved(stories.sent(fresh(decision), by=olu), by=ada)
    stories.published(again, by=ada, note="The award has come to its end.")
    with pytest.raises(Refused, match="Nothing is asked of this award"):
        submit_return(decision.awards.get(), END, by=mo, told=Told(spent=Decimal(1), forecast=Decimal(1)))
    assert MonitoringReturn.objects.get().accepted_at


@pytest.fixture
def asks_for_paper(reference, olu, ada):
    asked = draft(by=olu, conditions=("GM4",))
    add_measure(asked, by=olu, values=SUPPORTED | {"asks_for_paper": True})
    return stories.published(stories.approved(stories.sent(fresh(asked), by=olu), by=ada), by=ada)


def test_a_figure_comes_with_the_paper_that_its_measure_asks_for_and_another_version_keeps_it(asks_for_paper, mo, olu):
    obligation = Obligation.objects.get()
    with pytest.raises(Refused, match="add the paper that is asked for"):
        sends_return(obligation, by=mo, results={1: Reported(Decimal(20))})
    sent = sends_return(
        obligation, by=mo, results={1: Reported(Decimal(20), "", SimpleUploadedFile("list.csv", b"supported,20\n"))}
    )
    assert sent.figures.get().paper.name == "list.csv"
    return_sent(sent, by=olu, comment="The figure is not that of the list.")
    again = sends_return(obligation, by=mo, results={1: Reported(Decimal(21))})
    assert again.figures.get().paper == sent.figures.get().paper


def test_a_draft_is_its_writers_alone_and_sending_takes_it_away(obligation, mo, olu):
    of = obligation.awards.get()
    for typed in ({"spent": "12"}, {"spent": "12,00"}):
        save_draft(of, END, by=mo, typed=typed)
    assert ReturnDraft.objects.get().typed == {"spent": "12,00"}
    save_draft(of, END, by=olu, typed={"spent": "1"})
    sends_returns(obligation, by=mo)
    assert ReturnDraft.objects.get().by == olu
