"""Mo reports what a grant brought about, Olu accepts it, and the public reads it beside the target."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from conditions.actions.payments import record_payment
from conditions.actions.returns import Reported, Told, submit_return
from conditions.actions.reviews import accept, return_sent
from conditions.models import MonitoringReturn, ReturnFigure
from conditions.results import results_of
from grants.actions.awards import change_award
from grants.actions.measures import add_measure, change_measure
from grants.formatting import day
from grants.measures import percent_of
from grants.refused import Refused
from grants.years import london_today
from register.actions.redacting import ask_for_redaction, redact
from register.actions.withholding import withhold
from tests import snapshots, stories
from tests.office.test_measure_new import SUPPORTED
from tests.stories import fresh

QUARTERS = [date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31), date(2025, 3, 31)]
PRIVATE, SAID = "What Mo wrote for the office alone", "Two groups began late"
WHY = "Two of them had been counted twice."


@pytest.fixture
@snapshots.remembered
def decision(reference, olu, ada):
    return mentoring(olu, ada)


def mentoring(olu, ada, *, decided_on=date(2024, 2, 6), **measure):
    """£7,500 for 2024/25, to support 40 young people, with an update each quarter."""
    draft = stories.draft(by=olu, year="2024/25", conditions=("GM3",), decided_on=decided_on)
    add_measure(draft, by=olu, values=SUPPORTED | measure)
    return stories.published(stories.approved(stories.sent(fresh(draft), by=olu), by=ada), by=ada)


def report(decision, quarter, value, *, by, number=1, award=1, **words):
    """The return of a quarter (0 to 3) of an award, with the figure of a measure."""
    told = dict.fromkeys(("went_well", "went_badly", "change_wanted"), PRIVATE)
    told |= {"spent": Decimal(1000), "forecast": Decimal(7500), "results": {number: Reported(Decimal(value), SAID)}}
    of = decision.awards.get(number=award)
    return submit_return(of, QUARTERS[quarter], by=by, told=Told(**told | words))


def result(decision, **options):
    [found] = results_of(decision.reference, **options)
    return found


def test_accepted_figures_are_added_and_others_are_missing_or_not_due(decision, mo, olu):
    accept(report(decision, 0, 20, by=mo), by=olu)
    accept(report(decision, 2, 14, by=mo), by=olu)
    found = result(decision, today=date(2025, 1, 1))
    assert found.words == "34 of 40 young people, 85.0% of target"
    assert [each.words for each in found.periods] == [
        "20 young people",
        "missing, no figure is accepted",
        "14 young people",
        "not yet due",
    ]


def test_a_quarter_is_missing_only_from_the_day_after_it(decision):
    assert result(decision, today=date(2024, 6, 30)).periods[0].words == "not yet due"
    assert result(decision, today=date(2024, 7, 1)).periods[0].words.startswith("missing")


def test_what_is_not_accepted_or_was_returned_is_not_public(decision, mo, olu, client):
    sent = report(decision, 0, 33, by=mo)
    assert result(decision).words == "No accepted figure yet"
    return_sent(sent, by=olu, comment="Which young people are these?")
    assert result(decision).words == "No accepted figure yet"
    accept(report(decision, 0, 31, by=mo), by=olu)
    page = client.get(f"/decisions/{decision.reference}/").content.decode()
    assert "31 of 40 young people, 77.5% of target" in page
    assert SAID in page
    assert PRIVATE not in page


def test_an_accepted_figure_is_changed_by_another_version_with_a_reason_and_shown_as_replaced(
    decision, mo, olu, client
):
    accept(report(decision, 0, 20, by=mo), by=olu)
    with pytest.raises(Refused, match="why the accepted figures change"):
        report(decision, 0, 18, by=mo)
    sent = report(decision, 0, 18, by=mo, reason=WHY)
    assert result(decision).total == 20  # until it is accepted
    accept(sent, by=olu)
    assert result(decision).total == 18
    page = client.get(f"/decisions/{decision.reference}/").text
    assert f"20 young people until {day(london_today())}: {WHY}" in page
    assert [each.version for each in MonitoringReturn.objects.order_by("version")] == [1, 2]


def test_a_figure_that_a_later_version_leaves_out_is_missing_again(decision, mo, olu):
    accept(report(decision, 0, 20, by=mo), by=olu)
    accept(report(decision, 0, 0, by=mo, reason=WHY, results={}), by=olu)
    found = result(decision)
    assert found.total is None
    assert found.periods[0].words.startswith("missing")


def test_no_one_is_named_in_what_the_public_reads(decision, mo):
    for words in ({"results": {1: Reported(Decimal(1), "Ask jo@example.org")}}, {"reason": "Call 0161 496 0000"}):
        with pytest.raises(Refused, match="the public will read this"):
            report(decision, 0, 1, by=mo, **words)


def test_out_of_order_makes_no_difference(decision, mo, olu):
    accept(report(decision, 3, 5, by=mo), by=olu)
    accept(report(decision, 0, 6, by=mo), by=olu)
    assert result(decision).total == 11


def test_of_a_share_the_newest_counts_and_it_is_at_most_100(reference, olu, ada, mo):
    share = {"standard": "", "name": "Felt safer", "kind": "outcome", "unit": "%", "target": Decimal(60)}
    decision = mentoring(olu, ada, **share)
    with pytest.raises(Refused, match="at most 100%"):
        report(decision, 0, "100.01", by=mo)
    accept(report(decision, 1, 50, by=mo), by=olu)
    accept(report(decision, 0, 30, by=mo), by=olu)
    assert result(decision).words == "50%, target 60%, 83.3% of target"


def test_more_than_the_target_is_more_than_100(decision, mo, olu):
    accept(report(decision, 0, 50, by=mo), by=olu)
    found = result(decision)
    assert found.words == "50 of 40 young people, 125.0% of target"
    assert found.bar == 100


@pytest.mark.parametrize(
    ("value", "target", "direction", "said"),
    [
        (34, 40, "more", "85.0%"),
        (2, 3, "more", "66.6%"),
        (5, 0, "less", ""),
        (5, 10, "less", ""),
        (5, None, "more", ""),
    ],
)
def test_percentages_are_rounded_down_and_never_a_part_of_nothing(value, target, direction, said):
    of_target = None if target is None else Decimal(target)
    assert percent_of(Decimal(value), of_target, direction) == said


def test_a_target_of_none_at_all_divides_nothing(reference, olu, ada, mo):
    decision = mentoring(olu, ada, direction="less", target=Decimal(0))
    accept(report(decision, 0, 3, by=mo), by=olu)
    assert result(decision).words == "3 young people, target: at most 0"
    assert result(decision).bar is None


def test_a_figure_keeps_the_measure_as_it_was_when_it_was_reported(decision, mo, olu, ada):
    accept(report(decision, 0, 20, by=mo), by=olu)
    change_measure(decision.measures.get(), by=olu, values=SUPPORTED | {"unit": "families"})
    again(decision, olu, ada)
    found = result(decision)
    assert found.total is None
    assert found.periods[0].words == "20, as it was measured then; not counted"


def again(decision, olu, ada):
    changed = stories.approved(stories.sent(fresh(decision), by=olu), by=ada)
    stories.published(changed, by=ada, note="Something in this version is put right.")


def test_a_redaction_takes_the_texts_of_measures_out_of_figures(reference, mo, olu, ada, ann):
    decision = mentoring(olu, ada, standard="", how_counted="As Unmistakable counts.")
    accept(report(decision, 0, 20, by=mo), by=olu)
    change_measure(decision.measures.get(), by=olu, values=SUPPORTED)
    again(decision, olu, ada)
    redact(ask_for_redaction(decision.notices.get(version=1), by=ada, reason="It named a person."), by=ann)
    assert "Unmistakable" not in str(ReturnFigure.objects.get().terms_data)


def test_an_award_that_is_ended_keeps_its_figures_and_is_asked_nothing_more(decision, mo, olu, ada):
    accept(report(decision, 0, 20, by=mo), by=olu)
    ended = {"amount": Decimal(0), "ended_reason": "The project stopped in the summer."}
    change_award(decision.awards.get(), by=olu, values=ended)
    again(decision, olu, ada)
    found = result(decision)
    assert (found.is_ended, found.total, len(found.periods)) == (True, 20, 1)


def test_a_variation_in_the_middle_changes_no_measure(decision, mo, olu, ada):
    accept(report(decision, 0, 20, by=mo), by=olu)
    draft = stories.variation(by=olu, award=decision.awards.get(), new_amount=Decimal(9000))
    stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)
    accept(report(decision, 1, 5, by=mo), by=olu)
    assert result(decision).words == "25 of 40 young people, 62.5% of target"


def test_a_withheld_recipient_has_no_public_result(reference, olu, ada):
    texts = dict.fromkeys(("summary", "decision_text"), "A council gets money for mentoring.")
    reasons = "Where the threat is greatest, a pound does more than it would if it were spread thinly over all."
    draft = stories.draft(by=olu, year="2024/25", conditions=("GM3",), reasons=reasons, **texts)
    add_measure(draft, by=olu, values=SUPPORTED)
    withhold(fresh(draft), by=olu, what="award-1", values={"ground": "enactment"})
    decision = stories.published(stories.approved(stories.sent(fresh(draft), by=olu), by=ada), by=ada)
    assert decision.awards.get().in_force.measures
    assert results_of(decision.reference) == []


def test_what_each_result_cost_is_a_plain_division_where_money_was_paid(decision, mo, olu, client):
    accept(report(decision, 0, 30, by=mo), by=olu)
    assert not result(decision).cost
    paid = {"amount": Decimal(100), "paid_on": date(2024, 7, 1)}
    record_payment(decision.awards.get(), by=olu, **paid, reason="The quarter's update has come, and the rest is met.")
    page = client.get(f"/decisions/{decision.reference}/").content.decode()
    assert "£100.00 paid ÷ 30 = £3.33" in page


def test_a_measure_that_is_due_at_the_end_is_asked_for_then(reference, olu, ada, mo):
    decision = mentoring(olu, ada, period="end")
    with pytest.raises(Refused, match="not due now"):
        report(decision, 0, 20, by=mo)
    accept(report(decision, 3, 20, by=mo), by=olu, at=datetime(2025, 4, 2, tzinfo=UTC))
    assert [each.ends_on for each in result(decision).periods] == QUARTERS[3:]
