"""Mo reports what a grant brought about, Olu accepts it, and the public reads it beside the target."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from conditions.actions.payments import record_payment
from conditions.actions.reports import AwardFigures, Reported, Told, submit_report
from conditions.actions.reviews import accept, return_sent
from conditions.models import Report, ReportFigure
from conditions.results import results_of
from grants.actions.awards import change_award
from grants.actions.measures import add_measure, change_measure
from grants.measures import percent_of
from grants.refused import Refused
from register.actions.redacting import ask_for_redaction, redact
from register.actions.withholding import withhold
from tests import snapshots, stories
from tests.office.test_measure_new import SUPPORTED
from tests.stories import fresh

MONEY = AwardFigures(Decimal(1000), Decimal(7500), Decimal(0))
QUARTERS = [date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31), date(2025, 3, 31)]
PRIVATE = "What Mo wrote for the office alone"


@pytest.fixture
@snapshots.remembered
def decision(reference, olu, ada):
    return mentoring(olu, ada)


def mentoring(olu, ada, **measure):
    """£7,500 for 2024/25, to support 40 young people, with an update each quarter."""
    draft = stories.draft(by=olu, year="2024/25", conditions=("GM3",))
    add_measure(draft, by=olu, values=SUPPORTED | measure)
    return stories.published(stories.approved(stories.sent(fresh(draft), by=olu), by=ada), by=ada)


def report(decision, quarter, value, *, by, number=1):
    """The update of a quarter (0 to 3), with the figure of a measure of each award."""
    asked = decision.conditions.get().obligations.in_force().get(due_on=QUARTERS[quarter])
    awards = list(asked.awards)
    results = {(each, number): Reported(Decimal(value), PRIVATE) for each in awards}
    told = Told(results, went_well=PRIVATE, went_badly=PRIVATE, change_wanted=PRIVATE)
    return submit_report(asked, by=by, statement="Update.", figures=dict.fromkeys(awards, MONEY), told=told)


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
    assert PRIVATE not in page


def test_of_a_quarter_reported_twice_the_figure_accepted_last_counts(decision, mo, olu):
    accept(report(decision, 0, 20, by=mo), by=olu)
    accept(report(decision, 0, 18, by=mo), by=olu)
    assert result(decision).total == 18


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
    assert "Unmistakable" not in str(ReportFigure.objects.get().terms_data)


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


def test_mo_is_asked_for_the_measures_that_are_due_and_shown_what_was_said_last(decision, mo, olu, signed_in):
    accept(report(decision, 0, 20, by=mo), by=olu)
    asked = decision.conditions.get().obligations.in_force().get(due_on=QUARTERS[1])
    address = reverse("partners:report_new", args=["manchester", asked.pk])
    page = signed_in(mo).get(address)
    assert "Last time, to 30 June 2024: 20 young people." in page.content.decode()
    form, pk = page.context["form"], decision.awards.get().pk
    assert form.initial[f"projected_{pk}"] == 7500
    money = {f"{name}_{pk}": "0" for name in ("actual", "projected", "underspend")}
    typed = {"statement": "Update.", "form_key": form["form_key"].value(), f"result_{pk}_1": "12", **money}
    signed_in(mo).post(address, typed)
    sent = Report.objects.latest("pk")
    assert sent.figures.get().value == 12
    page = signed_in(olu).get(reverse("office:report_detail", args=[sent.pk])).content.decode()
    assert "12 young people" in page


def test_a_measure_that_is_due_at_the_end_is_asked_for_then(reference, olu, ada, mo):
    decision = mentoring(olu, ada, period="end")
    with pytest.raises(Refused, match="not due now"):
        report(decision, 0, 20, by=mo)
    accept(report(decision, 3, 20, by=mo), by=olu, at=datetime(2025, 4, 2, tzinfo=UTC))
    assert [each.ends_on for each in result(decision).periods] == QUARTERS[3:]
