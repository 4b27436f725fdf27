"""Standing: where an obligation stands on a day, as the public reads it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from conditions.actions.assessments import assess, record_interpretation
from conditions.actions.conditions import change_condition, remove_condition
from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import accept, return_sent
from conditions.models import ConditionKind
from conditions.standing import lapsed_with_assessments, of_decision, public_obligations
from conditions.standing_states import StandingState, Turn
from conditions.tallies import counts, match_total, tally
from register.actions.publishing import publish
from tests import stories
from tests.stories import contribution, match_obligation, send, variation, whole, withdrawn

DUE = date(2024, 3, 31)


@pytest.fixture
def obligation(published):
    return match_obligation(published)


def match_of(decision, today=date(2024, 3, 1)):
    return next(each for each in of_decision(decision.reference, today=today) if each.match)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-29, StandingState.NOT_YET_DUE),
        (-28, StandingState.DUE_SOON),
        (0, StandingState.DUE_SOON),
        (1, StandingState.PAST_DUE),
    ],
)
def test_nothing_is_past_due_before_the_day_after(published, days, state):
    today = DUE + timedelta(days=days)
    assert {each.state for each in of_decision(published.reference, today=today)} == {state}


def test_an_overdue_figure_stands_beside_what_has_been_sent_and_when(obligation, published, mo, time_machine):
    late = DUE + timedelta(days=1)
    missing = "Past due since 31 March 2024: £7,500.00 of match still to be evidenced."
    assert match_of(published, today=late).sentences == f"{missing} Nothing has been sent yet."
    time_machine.move_to("2024-03-20T12:00Z")
    send(obligation, by=mo)
    assert (
        match_of(published, today=late).sentences
        == f"{missing} Last sent on 20 March 2024; that is not yet all that is needed."
    )
    time_machine.move_to("2024-03-22T12:00Z")
    send(obligation, by=mo, amount=Decimal("2500.00"))
    assert match_of(published, today=late).sentences == f"{missing} Sent on 22 March 2024; with the office for 10 days."


def test_a_hundred_pounds_without_a_paper_clear_nothing(obligation, published, mo):
    record_contribution(obligation, by=mo, values=contribution(amount=Decimal("100.00")))
    stands = match_of(published, today=DUE + timedelta(days=1))
    assert (stands.state, stands.turn) == (StandingState.PAST_DUE, Turn.PARTNERSHIP)
    record_contribution(obligation, by=mo, values=contribution(amount=Decimal("7500.00")))
    assert match_of(published, today=DUE + timedelta(days=1)).turn == Turn.PARTNERSHIP  # it is only said


def test_who_has_evidenced_everything_is_not_called_overdue_without_saying_so(published, obligation, mo, olu):
    accept(send(obligation, by=mo, amount=Decimal("7500.00")), by=olu)
    stands = match_of(published, today=DUE + timedelta(days=1))
    assert (stands.state, stands.turn) == (StandingState.PAST_DUE, Turn.OFFICE)
    said = "Past due since 31 March 2024. Evidenced in full; the office has not yet recorded its finding."
    assert stands.sentences == said


def test_what_is_past_due_counts_whoever_s_turn_it_is_and_says_how_many_are_with_the_office(
    published, obligation, mo, time_machine
):
    time_machine.move_to("2024-03-20T12:00Z")
    send(obligation, by=mo, amount=Decimal("7500.00"))
    time_machine.move_to("2024-04-12T12:00Z")
    tile = next(each for each in tally(public_obligations()) if each.value == StandingState.PAST_DUE)
    assert (tile.number, tile.with_office, tile.since) == (5, 1, date(2024, 3, 20))


@pytest.mark.parametrize(
    ("finding", "sentence"),
    [("waived", "£7,500.00 of match is waived."), ("not_met", "£7,500.00 of match was not evidenced.")],
)
def test_what_is_waived_or_not_met_is_no_longer_to_be_evidenced(published, obligation, ada, finding, sentence):
    assert match_total(public_obligations()).gap == 7500
    assess(obligation, by=ada, finding=finding, reasons="The scheme ended before its time.")
    total = match_total(public_obligations())
    assert (total.gap, getattr(total, finding)) == (0, 7500)
    assert match_of(published).sentences.endswith(sentence)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2024-03-31T22:59:59Z", StandingState.DUE_SOON),  # 23:59 in London: the clocks went forward that morning
        ("2024-03-31T23:00:00Z", StandingState.PAST_DUE),
        ("2025-03-31T22:59:59Z", StandingState.PAST_DUE),
    ],
)
def test_days_end_at_midnight_in_london(published, time_machine, moment, state):
    time_machine.move_to(moment)
    assert match_of(published, today=None).state == state


def test_the_first_hour_of_a_day_in_london_is_that_day_in_winter_too(reference, olu, ada, time_machine):
    decision = whole(officer=olu, approver=ada, conditions=("GM3",), decided_on=date(2023, 3, 30))
    time_machine.move_to("2023-12-31T23:59:59Z")
    assert of_decision(decision.reference)[3].state == StandingState.DUE_SOON
    time_machine.move_to("2024-01-01T00:00:00Z")
    assert of_decision(decision.reference)[3].state == StandingState.PAST_DUE


def test_what_was_sent_with_its_paper_is_with_the_office_until_it_is_returned(published, obligation, mo, olu):
    offered = send(obligation, by=mo, amount=Decimal("7500.00"))
    assert match_of(published).turn == Turn.OFFICE
    return_sent(offered, by=olu, comment="The invoice has no date.")
    stands = match_of(published)
    assert (stands.turn, stands.state) == (Turn.PARTNERSHIP, StandingState.NOT_YET_DUE)
    assert "returned by the office" in stands.sentences


def test_what_is_not_accepted_is_in_no_public_figure(published, obligation, mo, olu):
    offered = record_contribution(obligation, by=mo, values=contribution())
    assert match_of(published).match.evidenced == 0
    accept(offered, by=olu)
    standing = match_of(published)
    assert (standing.match.required, standing.match.evidenced, standing.match.gap) == (7500, 5000, 2500)
    assert standing.match.coverage == Decimal("66.6")
    assert standing.state == StandingState.NOT_YET_DUE


@pytest.mark.parametrize("finding", ["met", "not_met", "waived"])
def test_a_finding_stands_whatever_the_day(published, ada, finding):
    plan = published.conditions.get(number=3).obligations.get()
    assess(plan, by=ada, finding=finding, reasons="As the papers of the group show.")
    standing = of_decision(published.reference, today=date(2030, 1, 1))[2]
    assert standing.state == StandingState(finding)
    assert (standing.finding.reasons, standing.finding.label) == ("As the papers of the group show.", standing.label)


def test_the_newest_finding_stands(published, ada):
    plan = published.conditions.get(number=3).obligations.get()
    assess(plan, by=ada, finding="not_met", reasons="No plan was ever sent to us.")
    assess(plan, by=ada, finding="met", reasons="The plan has come.")
    assert of_decision(published.reference)[2].state == StandingState.MET


@pytest.fixture
def met(published, obligation, mo, olu):
    """The match of £7,500 was evidenced in full, and found met."""
    accept(record_contribution(obligation, by=mo, values=contribution(amount=Decimal("7500.00"))), by=olu)
    assess(obligation, by=olu, finding="met", reasons="Invoices were seen.")
    return published


def test_a_variation_upwards_opens_a_met_condition_again(met, olu, ada):
    assert match_of(met).state == StandingState.MET
    change = variation(by=olu, award=met.awards.get(), new_amount=Decimal("7695.00"))
    change = stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    standing = match_of(met)
    assert (standing.state, standing.was_met_before) == (StandingState.NOT_YET_DUE, True)
    assert (standing.finding.required, standing.finding.evidenced) == (7500, 7500)
    assert (standing.match.required, standing.match.gap) == (7695, 195)
    withdrawn(change, by=ada, reason="It was decided by mistake.")
    assert match_of(met).state == StandingState.MET


def test_a_variation_below_what_is_matched_already_leaves_it_met_with_a_surplus(met, olu, ada):
    change = variation(by=olu, award=met.awards.get(), new_amount=Decimal("5000.00"))
    stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    standing = match_of(met)
    assert standing.state == StandingState.MET
    assert (standing.match.required, standing.match.evidenced, standing.match.surplus) == (5000, 7500, 2500)
    assert (standing.match.coverage, standing.match.gap) == (Decimal("150.0"), 0)
    assert (standing.finding.required, standing.finding.evidenced) == (7500, 7500)


def test_what_a_correction_took_away_stays_readable_once_it_was_assessed(met, olu, abe):
    for number in (1, 2):
        remove_condition(met.conditions.get(number=number), by=olu)
    publish(stories.approved(stories.sent(met, by=olu), by=abe), by=abe, note="Two conditions are taken away.")
    assert [each.terms.number for each in of_decision(met.reference)] == [3, 4, 5]
    [gone] = lapsed_with_assessments(met.reference)
    assert (gone.terms.number, gone.finding.reasons) == (1, "Invoices were seen.")


def test_earlier_findings_and_the_office_s_reading_are_public_and_nobody_s_name_is(published, obligation, olu, ada):
    assert match_of(published).interpretation is None
    record_interpretation(obligation, by=olu, counts=True, reasons="Staff time has always counted.")
    assess(obligation, by=olu, finding="not_met", reasons="Nothing has come to us yet.")
    assess(obligation, by=ada, finding="waived", reasons="The scheme ended early.")
    standing = match_of(published)
    assert (standing.interpretation.counts, standing.interpretation.reasons) == (True, "Staff time has always counted.")
    assert [each.reasons for each in standing.findings] == ["The scheme ended early.", "Nothing has come to us yet."]
    assert not any(name in repr(standing) for name in ("Olu", "Ada"))


def test_an_unpublished_change_of_the_condition_is_not_seen(met, olu):
    condition = met.conditions.get(number=1)
    change_condition(condition, by=olu, values={"kind": ConditionKind.OTHER, "wording": "No match is asked for now."})
    standing = match_of(met)
    assert standing.state == StandingState.MET
    assert standing.terms.wording == condition.wording


def test_a_withdrawn_decision_owes_nothing(published, ada):
    withdrawn(published, by=ada, reason="Taken by somebody without the power to take it.")
    assert of_decision(published.reference) == []


def test_each_partnership_has_its_own(published, manchester, salford, olu, ada):
    whole(officer=olu, approver=ada, district="salford", conditions=("SC1",))
    of_salford = public_obligations(partnership=salford)
    assert {each.partnership for each in of_salford} == {salford}
    of_manchester = public_obligations(partnership=manchester)
    assert (of_manchester.count(), of_salford.count(), public_obligations().count()) == (5, 1, 6)


def test_a_tally_names_every_state(published, ada):
    plan = published.conditions.get(number=3).obligations.get()
    assess(plan, by=ada, finding="waived", reasons="The plan of last year still serves.")
    found = counts(public_obligations(), today=DUE + timedelta(days=1))
    assert found == dict.fromkeys(StandingState, 0) | {StandingState.WAIVED: 1, StandingState.PAST_DUE: 4}


def test_the_standing_of_many_costs_as_many_queries_as_of_one(published, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        assert len(of_decision(published.reference)) == 5
