"""A finding belongs to one occurrence: the condition, the award or partnership and year, the due date and the published
terms (domain §6)."""

from datetime import date
from decimal import Decimal

import pytest

from conditions.actions.assessments import assess, carry_over, record_interpretation
from conditions.actions.conditions import attach_standard, change_condition
from conditions.actions.contributions import change_contribution, record_contribution
from conditions.actions.reviews import accept, return_sent
from conditions.models import Obligation, StandardCondition
from conditions.standing import (
    lapsed_with_assessments,
    of_decision,
    public_obligations,
    standings,
    standings_one_by_one,
)
from conditions.standing_states import StandingState, Turn
from conditions.tallies import match_total
from grants.actions.awards import change_award
from grants.actions.decisions import revise
from grants.formatting import day as in_words
from grants.refused import Refused
from grants.years import FinancialYear, london_today
from register.actions.publishing import publish
from tests import stories
from tests.stories import approved, contribution, fresh, match_obligation, send, sends_return, sent, variation, whole


def corrected(decision, *, by, approver):
    publish(approved(sent(fresh(decision), by=by), by=approver), by=approver, note="What was wrong is put right.")


@pytest.fixture
def met(published, mo, olu):
    obligation = match_obligation(published)
    accept(send(obligation, by=mo, amount=Decimal("7500.00")), by=olu)
    assess(obligation, by=olu, finding="met", reasons="Invoices of the provider were seen.")
    return obligation


def reschedule(published, *, by):
    values = {"schedule": "once", "due_on": date(2024, 6, 30)}
    change_condition(published.conditions.get(number=1), by=by, values=values, match=MATCH)


def reword(published, *, by):
    values = {"wording": "Match funded twice over by a contribution from the partnership."}
    change_condition(published.conditions.get(number=1), by=by, values=values, match=MATCH)


def another_year(published, *, by):
    change_award(published.awards.get(), by=by, values={"year": FinancialYear.parse("2024/25")})


MATCH = {"basis": "grant_percent", "figure": Decimal(100), "sources": ["partnership"], "in_kind": "not_stated"}


@pytest.mark.parametrize("change", [reschedule, reword, another_year])
def test_a_finding_never_moves_to_another_occurrence(met, published, olu, abe, change):
    change(published, by=olu)
    corrected(published, by=olu, approver=abe)
    now = next(each for each in of_decision(published.reference) if each.match)
    assert (now.obligation_id, now.findings, now.is_settled) != (met.pk, (), False)
    assert (now.findings, now.is_settled) == ((), False)
    [before] = lapsed_with_assessments(published.reference)
    assert (before.obligation_id, before.finding.reasons) == (met.pk, "Invoices of the provider were seen.")


WHY = "The same invoices show it for the new date too."


@pytest.fixture
def again(met, published, olu, abe):
    """The same condition, due on another day since a correction, and without a finding."""
    reschedule(published, by=olu)
    corrected(published, by=olu, approver=abe)
    return match_obligation_now(published)


def match_obligation_now(published):
    return Obligation.objects.in_force().get(condition__decision=published, terms_data__kind="match")


def test_a_finding_is_carried_over_with_a_reason(again, met, published, oma):
    carry_over(again, by=oma, earlier=met.assessments.get(), reasons=WHY)
    now = next(each for each in of_decision(published.reference) if each.match)
    assert (now.state, now.finding.reasons, now.finding.evidenced) == (StandingState.MET, WHY, Decimal("7500.00"))
    made_on = in_words(london_today())
    from_where = f"Carried over from the finding of {made_on}: met (due on 31 March 2024, 2023/24)."
    assert now.finding.where_from == from_where


def test_read_in_one_query_or_one_by_one_it_is_told_alike(again, met, published, oma):
    carry_over(again, by=oma, earlier=met.assessments.get(), reasons=WHY)
    record_interpretation(again, by=oma, counts=True, reasons="The scheme's guide says so.")
    every = Obligation.objects.order_by("pk")
    assert standings(every) == list(standings_one_by_one(every))
    assert any(each.interpretation for each in standings(every))


def test_it_is_held_to_what_any_finding_is_held_to(again, met, olu, published):
    earlier = met.assessments.get()
    for reasons, sentence in (("It holds.", "at least 20 characters"), ("Ring 0161 496 0000 and ask.", "phone number")):
        with pytest.raises(Refused, match=sentence):
            carry_over(again, by=olu, earlier=earlier, reasons=reasons)
    Obligation.objects.filter(pk=again.pk).update(award_amount=Decimal("8000.00"))
    with pytest.raises(Refused, match=r"£500\.00 of match is still to be evidenced"):
        carry_over(again, by=olu, earlier=earlier, reasons=WHY)


def test_a_waiver_is_carried_over_by_an_approver_alone(published, olu, ada, abe):
    before = match_obligation(published)
    waiver = assess(before, by=ada, finding="waived", reasons="The provider closed before it could begin.")
    another_year(published, by=olu)
    corrected(published, by=olu, approver=abe)
    now = match_obligation_now(published)
    with pytest.raises(Refused, match="Only an approver may waive"):
        carry_over(now, by=olu, earlier=waiver, reasons=WHY)
    assert carry_over(now, by=abe, earlier=waiver, reasons=WHY).finding == "waived"


def test_only_the_finding_of_an_earlier_occurrence_is_carried_over_and_once(again, met, published, olu):
    plan = published.conditions.get(standard__code="SC3").obligations.get()
    elsewhere = assess(plan, by=olu, finding="met", reasons="The plan has been read.")
    with pytest.raises(Refused, match="not the finding that stood on an earlier occurrence"):
        carry_over(again, by=olu, earlier=elsewhere, reasons=WHY)
    carry_over(again, by=olu, earlier=met.assessments.get(), reasons=WHY)
    with pytest.raises(Refused, match="assessed since you opened"):
        carry_over(again, by=olu, earlier=met.assessments.get(), reasons=WHY)


def test_what_was_sent_goes_with_the_condition_that_takes_its_place(met, published, olu, abe):
    reschedule(published, by=olu)
    corrected(published, by=olu, approver=abe)
    now = next(each for each in of_decision(published.reference) if each.match)
    assert (now.match.evidenced, now.turn) == (Decimal("7500.00"), Turn.OFFICE)


def test_a_correction_of_nothing_that_a_finding_is_about_leaves_it(met, published, olu, abe):
    revise(published, by=olu, values={"summary": "Manchester gets £7,500 for mentoring."})
    attach_standard(published, StandardCondition.objects.get(code="GM4"), by=olu)
    corrected(published, by=olu, approver=abe)
    assert next(each for each in of_decision(published.reference) if each.match).state == StandingState.MET


def test_a_change_and_a_change_back_brings_the_finding_back(met, published, olu, abe):
    was = published.conditions.get(number=1).wording
    for wording in ("Match funded twice over by a contribution.", was):
        change_condition(published.conditions.get(number=1), by=olu, values={"wording": wording}, match=MATCH)
        corrected(published, by=olu, approver=abe)
    now = next(each for each in of_decision(published.reference) if each.match)
    assert (now.obligation_id, now.state) == (met.pk, StandingState.MET)


def test_no_occurrence_is_born_past_its_date(reference, olu, ada):
    decision = whole(officer=olu, approver=ada, conditions=("GM3", "GM4"), decided_on=date(2023, 10, 2))
    due = [each.due_on for each in of_decision(decision.reference)]
    assert due == [date(2023, 12, 31), date(2024, 3, 31), date(2024, 2, 29)]


@pytest.fixture
def varied(published, olu, ada):
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("9000.00"))
    revise(change, by=olu, values={"no_conditions": False, "decided_on": date(2024, 2, 20)})
    attach_standard(change, StandardCondition.objects.get(code="SC1"), by=olu)
    attach_standard(change, StandardCondition.objects.get(code="GM4"), by=olu)
    return stories.published(approved(sent(fresh(change), by=olu), by=ada), by=ada)


def test_conditions_of_a_variation_bind_the_awards_that_it_varies(varied, published, manchester):
    match, report = of_decision(varied.reference)
    assert (match.match.required, match.award_name) == (Decimal("9000.00"), f"award 1 of {published.reference}")
    assert (report.partnership_slug, report.due_on) == ("manchester", date(2024, 2, 29))
    assert public_obligations(partnership=manchester).count() == 7


def test_they_follow_what_becomes_of_these_awards(varied, published, olu, ada):
    again = variation(
        by=olu, award=published.awards.get(), new_amount=Decimal("5000.00"), base_amount=Decimal("9000.00")
    )
    stories.published(approved(sent(again, by=olu), by=ada), by=ada)
    assert of_decision(varied.reference)[0].match.required == Decimal("5000.00")
    stories.withdrawn(fresh(varied), by=ada, reason="It was taken by mistake.")
    assert of_decision(varied.reference) == []


def test_the_grant_counts_once_under_two_match_conditions(varied, published, mo, olu):
    """£9,000 of grant, £9,000 of match for each of two conditions: £1 drew £2, not £1."""
    for obligation in Obligation.objects.in_force().exclude(required=None):
        accept(send(obligation, by=mo, amount=Decimal("9000.00")), by=olu)
    total = match_total(public_obligations())
    assert (total.amount, total.evidenced, total.leverage) == (9000, 18000, Decimal("2.00"))


def test_the_unallocated_underspend_is_summed_over_all_grants_of_the_year(reference, olu, ada, mo):
    for _ in range(2):
        whole(officer=olu, approver=ada, conditions=("GM1",), title=f"Grants of the year, part {_ + 1}", amount=8000)
    first, second = Obligation.objects.order_by("pk")
    for obligation in (first, second):
        accept(sends_return(obligation, by=mo, left="7500.01"), by=olu)
    with pytest.raises(Refused, match=r"£15,000\.02 is left unallocated over all grants of the year"):
        assess(second, by=olu, finding="met", reasons="The report has come.")


def test_an_unpublished_edit_of_the_partnership_shows_its_new_lead_nothing(published, sal, salford, signed_in):
    published.awards.update(partnership=salford)  # no form does this: it is fixed once published
    page = signed_in(sal).get("/partners/salford/").content.decode()
    assert published.reference not in page
    obligation = match_obligation(published)
    assert signed_in(sal).get(f"/partners/salford/conditions/{obligation.pk}/").status_code == 404
    assert "Mentoring" not in signed_in(sal).get("/partners/salford/conditions.csv").content.decode()


def test_what_is_accepted_is_what_was_seen(published, mo, olu):
    offered = record_contribution(match_obligation(published), by=mo, values=contribution(amount=Decimal("100.00")))
    seen = offered.as_seen
    change_contribution(offered, by=mo, values={"amount": Decimal("7500.00")})
    for answer in (accept, return_sent):
        with pytest.raises(Refused, match="changed since you opened this page"):
            answer(offered, by=olu, comment="Fine.", seen=seen)
    offered.refresh_from_db()
    assert accept(offered, by=olu, seen=offered.as_seen).is_evidenced


def test_the_page_shows_the_change_before_it_can_be_accepted(published, mo, olu, signed_in):
    offered = record_contribution(match_obligation(published), by=mo, values=contribution(amount=Decimal("100.00")))
    client, address = signed_in(olu), f"/office/contributions/{offered.pk}/"
    opened = client.get(address).context["form"]["seen"].value()
    change_contribution(offered, by=mo, values={"amount": Decimal("7500.00")})
    page = client.post(address, {"accept": "", "comment": "", "seen": opened})
    assert "changed since you opened this page" in page.content.decode()
    assert "£7,500.00" in page.content.decode()
    offered.refresh_from_db()
    assert not offered.is_evidenced
    client.post(address, {"accept": "", "comment": "", "seen": page.context["form"]["seen"].value()})
    offered.refresh_from_db()
    assert offered.is_evidenced
