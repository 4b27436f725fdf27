"""The standard conditions: what each asks, how and when it falls due, and that the office's library stays the office's
(domain §6)."""

from datetime import date
from decimal import Decimal

import pytest

from conditions import standard_conditions
from conditions.models import StandardCondition
from conditions.schedule import due_dates
from grants.models import Event
from grants.years import FinancialYear

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> None:
    standard_conditions.load()


@pytest.mark.parametrize(
    ("code", "kind", "per", "is_dependency", "schedule", "month_day"),
    [
        ("SC1", "match", "award", False, "end_of_year", (None, None)),
        ("SC2", "additionality", "award", False, "end_of_year", (None, None)),
        ("SC3", "spending_plan", "award", False, "end_of_year", (None, None)),
        ("SC4", "governance", "award", False, "end_of_year", (None, None)),
        ("SC5", "procurement", "award", False, "end_of_year", (None, None)),
        ("GM1", "underspend", "partnership_year", True, "yearly", (3, 31)),
        ("GM2", "approval", "partnership_year", True, "yearly", (3, 31)),
        ("GM3", "reporting", "partnership_year", True, "start_and_quarters", (None, None)),
        ("GM4", "reporting", "partnership_year", True, "yearly", (2, 31)),
    ],
)
def test_a_standard_condition_falls_due_as_it_should(
    loaded: None,
    *,
    code: str,
    kind: str,
    per: str,
    is_dependency: bool,
    schedule: str,
    month_day: tuple[int | None, int | None],
) -> None:
    condition = StandardCondition.objects.get(code=code)
    assert (condition.version, condition.is_current) == (1, True)
    assert (condition.kind, condition.per, condition.is_dependency) == (kind, per, is_dependency)
    assert (condition.schedule, (condition.due_month, condition.due_day)) == (schedule, month_day)
    assert condition.due_days is None


@pytest.mark.parametrize(
    ("code", "due"),
    [
        ("SC1", [date(2024, 3, 31)]),
        ("GM1", [date(2024, 3, 31)]),
        ("GM2", [date(2024, 3, 31)]),
        ("GM3", [date(2023, 4, 1), date(2023, 6, 30), date(2023, 9, 30), date(2023, 12, 31), date(2024, 3, 31)]),
        ("GM4", [date(2024, 2, 29)]),
    ],
)
def test_the_due_dates_of_2023_24(loaded: None, code: str, due: list[date]) -> None:
    condition = StandardCondition.objects.get(code=code)
    month_day = (condition.due_month, condition.due_day) if condition.due_month and condition.due_day else None
    falls_due = due_dates(condition.schedule, year=FinancialYear(2023), month_day=month_day)
    assert [each.due_on for each in falls_due] == due


def test_only_the_first_asks_for_match_and_it_asks_for_the_whole_grant(loaded: None) -> None:
    asking = StandardCondition.objects.exclude(match_percent=None)
    assert [(each.code, each.match_percent) for each in asking] == [("SC1", Decimal("100.00"))]


def test_only_one_caps_the_underspend_and_the_cap_is_15000_pounds(loaded: None) -> None:
    capping = StandardCondition.objects.exclude(threshold=None)
    assert [(each.code, each.threshold) for each in capping] == [("GM1", Decimal("15000.00"))]


@pytest.mark.parametrize(
    ("code", "essentials"),
    [
        ("SC1", ["community safety partnership", "at least £1", "every £1 of the grant"]),
        ("SC2", ["adds value", "withdrawn"]),
        ("SC3", ["clear spending plan", "performance", "outputs", "outcomes"]),
        ("SC4", ["serious and organised crime", "oversees"]),
        ("SC5", ["procured or commissioned", "appropriate"]),
        ("GM1", ["financial monitoring report", "unallocated underspend", "all the partnership's grants", "£15,000"]),
        ("GM2", ["district", "approves the grant agreement", "each year"]),
        ("GM3", ["spending proposals", "local governance", "before the year's payment", "every quarter"]),
        ("GM4", ["last day of February", "actual spend", "January", "projected spend", "March"]),
    ],
)
def test_a_wording_is_a_sentence_that_holds_its_essentials(loaded: None, code: str, essentials: list[str]) -> None:
    condition = StandardCondition.objects.get(code=code)
    assert condition.wording.endswith(".")
    assert [words for words in essentials if words not in condition.wording] == []
    assert 0 < len(condition.title) <= 60


def test_whether_in_kind_counts_is_not_said(loaded: None) -> None:
    assert "in kind" not in StandardCondition.objects.get(code="SC1").wording.replace("-", " ").lower()


def test_a_second_load_adds_nothing_and_writes_no_diary(nothing_yet: None) -> None:
    assert standard_conditions.load() == {StandardCondition: 9}
    assert not +standard_conditions.load()
    assert StandardCondition.objects.count() == 9
    assert not Event.objects.exists()


def test_a_wording_that_the_office_changed_or_retired_stays_so(loaded: None) -> None:
    StandardCondition.objects.filter(code="SC1").update(wording="The partnership matches the grant.", is_current=False)
    standard_conditions.load()
    kept = StandardCondition.objects.get(code="SC1")
    assert (kept.wording, kept.is_current) == ("The partnership matches the grant.", False)


def test_a_second_version_of_the_office_stands_beside_the_first(loaded: None) -> None:
    StandardCondition.objects.filter(code="GM4").update(is_current=False)
    StandardCondition.objects.create(code="GM4", version=2, kind="reporting", title="Report", wording="A report.")
    standard_conditions.load()
    versions = StandardCondition.objects.filter(code="GM4").values_list("version", "is_current")
    assert list(versions) == [(1, False), (2, True)]
