"""Obligations: born from a notice, and following what is published after it."""

from datetime import date
from decimal import Decimal

import pytest

from conditions.actions.assessments import assess
from conditions.actions.conditions import attach_standard, change_condition, remove_condition
from conditions.actions.contributions import record_contribution
from conditions.models import Obligation, StandardCondition
from register.actions.listing import rebuild_listing
from register.actions.publishing import publish
from tests import stories
from tests.stories import award, contribution, draft, match_obligation, variation, whole, withdrawn


def republish(decision, *, by, approver):
    publish(
        stories.approved(stories.sent(decision, by=by), by=approver),
        by=approver,
        note="Corrected after a meeting.",
    )


def test_a_draft_has_no_obligations(approved):
    assert not Obligation.objects.exists()


def test_each_condition_of_each_award_falls_due_once(published):
    obligations = Obligation.objects.all()
    assert [each.condition.number for each in obligations] == [1, 2, 3, 4, 5]
    assert {each.due_on for each in obligations} == {date(2024, 3, 31)}
    assert {each.award_amount for each in obligations} == {Decimal("7500.00")}


def test_several_awards_to_one_partnership_and_year_share_its_obligations(reference, olu, ada):
    decision = draft(by=olu, conditions=("GM3",), decided_on=date(2023, 3, 30))
    award(decision, by=olu, amount=Decimal(100), district="manchester", stream="hate-crime-grant")
    award(decision, by=olu, amount=Decimal(100), district="salford", stream="hate-crime-grant")
    stories.published(stories.approved(stories.sent(decision, by=olu), by=ada), by=ada)
    due = Obligation.objects.order_by("partnership", "due_on").values_list("partnership__slug", "due_on")
    days = [date(2023, 4, 1), date(2023, 6, 30), date(2023, 9, 30), date(2023, 12, 31), date(2024, 3, 31)]
    assert list(due) == [(slug, day) for slug in ("manchester", "salford") for day in days]


@pytest.mark.parametrize(
    ("decided_on", "first"),
    [(date(2023, 4, 1), date(2023, 4, 1)), (date(2023, 6, 30), date(2023, 9, 30)), (date(2024, 3, 31), None)],
)
def test_no_update_is_asked_on_a_quarter_that_ends_with_the_day_of_the_decision(reference, olu, ada, decided_on, first):
    whole(officer=olu, approver=ada, conditions=("GM3",), decided_on=decided_on)
    assert Obligation.objects.order_by("due_on").values_list("due_on", flat=True).first() == first


@pytest.mark.parametrize(("year", "day"), [("2023/24", date(2024, 2, 29)), ("2024/25", date(2025, 2, 28))])
def test_the_february_report_is_due_on_the_last_day_of_february(reference, olu, ada, year, day):
    whole(officer=olu, approver=ada, conditions=("GM4",), year=year)
    assert Obligation.objects.get().due_on == day


def test_an_unpublished_change_asks_nothing_new(published, olu):
    attach_standard(published, StandardCondition.objects.get(code="GM4"), by=olu)
    change_condition(published.conditions.get(number=2), by=olu, values={"wording": "Something else."})
    assert Obligation.objects.count() == 5
    assert "Something else." not in {each.terms.wording for each in Obligation.objects.all()}


def test_a_correction_brings_its_conditions(published, olu, abe):
    attach_standard(published, StandardCondition.objects.get(code="GM4"), by=olu)
    change_condition(published.conditions.get(number=2), by=olu, values={"wording": "Something else."})
    republish(published, by=olu, approver=abe)
    assert Obligation.objects.in_force().count() == 6
    assert Obligation.objects.get(condition__number=2).terms.wording == "Something else."


def test_what_is_no_longer_asked_lapses_and_keeps_its_contributions(published, olu, abe, mo):
    obligation = match_obligation(published)
    record_contribution(obligation, by=mo, values=contribution())
    remove_condition(obligation.condition, by=olu)
    republish(published, by=olu, approver=abe)
    obligation.refresh_from_db()
    assert obligation.lapsed_at
    assert obligation.shares.exists()
    assert obligation not in Obligation.objects.in_force()


def test_match_follows_a_variation_and_its_withdrawal(published, olu, ada):
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    change = stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    assert match_obligation(published).award_amount == Decimal("7695.00")
    withdrawn(change, by=ada, reason="It was decided by mistake.")
    assert match_obligation(published).award_amount == Decimal("7500.00")


def test_a_correction_after_a_variation_keeps_the_varied_amount(published, olu, ada, abe):
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    change_condition(published.conditions.get(number=2), by=olu, values={"wording": "Something else."})
    republish(published, by=olu, approver=abe)
    assert match_obligation(published).award_amount == Decimal("7695.00")


def test_nothing_is_asked_of_a_withdrawn_decision(published, ada):
    withdrawn(published, by=ada, reason="Taken by somebody without the power to take it.")
    assert not Obligation.objects.in_force().exists()


def test_nothing_is_asked_where_nothing_was_granted(reference, olu, ada):
    whole(officer=olu, approver=ada, outcome="not_approved")
    assert not Obligation.objects.exists()


def varied(decision, *, to, by, approver, base="7500.00"):
    change = variation(by=by, award=decision.awards.get(), new_amount=Decimal(to), base_amount=Decimal(base))
    return stories.published(stories.approved(stories.sent(change, by=by), by=approver), by=approver)


def test_of_an_award_ended_at_nothing_only_what_was_assessed_goes_on_standing(published, olu, ada):
    plan = published.conditions.get(number=3).obligations.get()
    assess(plan, by=olu, finding="met", reasons="The plan was read.")
    change = varied(published, to="0.00", by=olu, approver=ada)
    assert list(Obligation.objects.in_force()) == [plan]
    withdrawn(change, by=ada, reason="It was decided by mistake.")
    assert Obligation.objects.in_force().count() == 5


def test_a_partnership_and_year_are_asked_while_any_of_its_awards_has_money(reference, olu, ada):
    decision = draft(by=olu, conditions=("GM2",))
    award(decision, by=olu, amount=Decimal(100), district="manchester", stream="hate-crime-grant")
    decision = stories.published(stories.approved(stories.sent(decision, by=olu), by=ada), by=ada)
    first, second = decision.awards.order_by("number")
    for ended, asked in ((first, 1), (second, 0)):
        change = variation(by=olu, award=ended, new_amount=Decimal(0), base_amount=ended.amount)
        stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
        assert Obligation.objects.in_force().count() == asked


def test_a_variation_brings_amounts_and_not_what_is_still_being_worked_on(published, olu, ada):
    due = {"schedule": "once", "due_on": date(2030, 1, 1), "wording": "Something else."}
    change_condition(published.conditions.get(number=2), by=olu, values=due)
    varied(published, to="7695.00", by=olu, approver=ada)
    asked = Obligation.objects.get(condition__number=2)
    assert (asked.due_on, asked.award_amount) == (date(2024, 3, 31), Decimal("7695.00"))
    assert asked.terms.wording != "Something else."


def test_rebuilding_the_listing_touches_no_obligation(published, olu, ada):
    varied(published, to="7695.00", by=olu, approver=ada)
    Obligation.objects.update(award_amount=Decimal("1.00"))
    rebuild_listing()
    assert set(Obligation.objects.values_list("award_amount", flat=True)) == {Decimal("1.00")}
