"""What several awards have brought about together: only what is alike is added, and nothing is said too early."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from conditions.actions.reviews import accept
from conditions.models import AwardResult
from conditions.results import public_results, results_together
from grants.actions.awards import change_award
from grants.actions.measures import add_measure
from grants.measures import ResultState
from grants.models import FundingStream, Partnership
from grants.years import FinancialYear
from tests import stories
from tests.conditions.test_results import again, decision, mentoring, report  # noqa: F401  # `decision` is a fixture
from tests.office.test_measure_new import SUPPORTED
from tests.stories import award, fresh

IN_TIME = date(2024, 9, 1)
AFTER_THE_YEAR = date(2025, 4, 1)


def together(today=AFTER_THE_YEAR, **of):
    return [
        (each.words, each.awards, each.reported, each.missing)
        for each in results_together(public_results(**of), today=today)
    ]


@pytest.fixture
def two_awards(reference, olu, ada):
    """Manchester is to support 40 young people and 40 families from each of two streams, and no share is added."""
    draft = stories.draft(by=olu, year="2024/25", conditions=("GM3",))
    award(draft, by=olu, amount=Decimal(500), district="manchester", stream="violence-reduction-unit", year="2024/25")
    both = SUPPORTED | {"awards": (1, 2)}
    add_measure(fresh(draft), by=olu, values=both)
    add_measure(fresh(draft), by=olu, values=both | {"unit": "families"})
    add_measure(fresh(draft), by=olu, values=both | {"unit": "%", "kind": "outcome", "name": "Felt safer"})
    return stories.published(stories.approved(stories.sent(fresh(draft), by=olu), by=ada), by=ada)


def test_measures_of_the_library_in_one_unit_are_added_up_over_awards(two_awards, olu, mo, client):
    for number in (1, 2):
        accept(report(two_awards, 0, 10, by=mo, award=number), by=olu)
    said = "20 of 80 young people, 25.0% of target"
    assert together(today=IN_TIME) == [(said, 2, 2, 0)]
    assert together() == [(said, 2, 2, 2)]
    assert said in client.get(f"/decisions/{two_awards.reference}/").text


def test_they_are_added_up_of_a_partnership_a_stream_a_year_and_of_decisions(two_awards, olu, ada, mo):
    for number in (1, 2):
        accept(report(two_awards, 0, 10, by=mo, award=number), by=olu)
    other = mentoring(olu, ada)
    accept(report(other, 0, 5, by=mo), by=olu)
    manchester, salford = (Partnership.objects.get(slug=slug) for slug in ("manchester", "salford"))
    stream = FundingStream.objects.get(slug="violence-reduction-unit")
    assert together(partnership=manchester)[0][0] == "25 of 120 young people, 20.8% of target"
    assert together(stream=stream)[0][0] == "10 of 40 young people, 25.0% of target"
    assert together(references=[other.reference])[0][0] == "5 of 40 young people, 12.5% of target"
    assert together(partnership=salford) == together(year=FinancialYear(2023)) == []


def test_what_was_ended_is_in_no_sum_and_a_target_that_is_not_stated_is_no_zero(decision, olu, ada, mo):  # noqa: F811
    accept(report(decision, 0, 20, by=mo), by=olu)
    mentoring(olu, ada, target=None)
    assert together() == [("20 young people", 2, 1, 2)]
    ended = {"amount": Decimal(0), "ended_reason": "The project stopped in the summer."}
    change_award(decision.awards.get(), by=olu, values=ended)
    again(decision, olu, ada)
    assert together() == [("No accepted figure yet", 1, 0, 1)]


def test_of_what_changes_the_figures_of_different_years_are_not_added(reference, olu, ada):
    outcome = {"kind": "outcome", "standard": "", "target": Decimal(10)}
    for _ in range(2):
        mentoring(olu, ada, **outcome)
        AwardResult.objects.update(standard="alike", total=8)
    first = AwardResult.objects.order_by("pk")[0]
    first.in_force.year = FinancialYear(2023)
    first.in_force.save()
    found = results_together(public_results())
    assert [(str(each.year), each.words) for each in found] == [
        (year, "8 of 10 young people, 80.0% of target") for year in ("2023/24", "2024/25")
    ]


@pytest.mark.parametrize(
    ("figures", "state"),
    [((10, 10, 10, 10), "reached"), ((10, 10, 10, 9), "missed"), ((10, 10, 10), "incomplete"), ((40,), "reached")],
)
def test_an_award_has_missed_its_target_only_when_its_year_is_over_and_no_figure_is_missing(
    decision, olu, mo, figures, state  # noqa: F811
):  # fmt: skip
    for quarter, value in enumerate(figures):
        accept(report(decision, quarter, value, by=mo), by=olu)

    def states(today):
        return [each for each in ResultState if AwardResult.objects.in_state(each, today).exists()]

    assert states(date(2025, 3, 31)) == ["under_way"]
    assert states(AFTER_THE_YEAR) == [state]


def test_working_them_out_again_changes_nothing(decision, olu, mo):  # noqa: F811
    accept(report(decision, 0, 20, by=mo), by=olu)
    stood = list(AwardResult.objects.values("number", "total", "is_complete", "first_missing_on", "target", "unit"))
    AwardResult.objects.update(total=3)
    call_command("rebuild_standings")
    assert list(AwardResult.objects.values(*stood[0])) == stood
