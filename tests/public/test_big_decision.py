"""A decision of many awards, read from the whole down to each."""

from decimal import Decimal

import pytest

from conditions.actions.assessments import assess
from conditions.models import Obligation
from grants.models import Decision
from tests import stories
from tests.public.big_decision import big_decision
from tests.public.small_register import Office

FOUR = ("bolton", "bury", "salford", "wigan")


@pytest.fixture
def big(reference, office) -> Decision:
    return big_decision(office, *FOUR)


def vary(big: Decision, office: Office, *numbers: int) -> Decision:
    """Raise these awards by £100.00 each."""
    first, *others = (big.awards.get(number=number) for number in numbers)
    before, after = Decimal("1000.00"), Decimal("1100.00")
    change = stories.variation(by=office.olu, award=first, base_amount=before, new_amount=after)
    change.variation_lines.all().delete()
    lines = [(award, before, after) for award in (first, *others)]
    stories.save_variation_lines(change, by=office.olu, lines=lines)
    return office.publishes(stories.fresh(change))


def test_who_gets_how_much_is_said_by_stream_and_year_before_each_award(big, read):
    page = read(f"/decisions/{big.reference}/")
    assert "16 awards to 4 partnerships, from 2 funding streams, for 2 years. The sums are as decided." in page
    streams, people, *each = [table.findall("tbody/tr") for table in page.root.iter("table")]
    assert page.all(".//table/tbody/tr")[:2] == [
        "Community Safety Grant £4,000.00 £4,000.00 £8,000.00",
        "Violence Reduction Unit £4,000.00 £4,000.00 £8,000.00",
    ]
    assert (len(streams), len(people)) == (2, 4)
    assert page.all(".//tfoot/tr") == ["Total £8,000.00 £8,000.00 £16,000.00"] * 2
    assert page.all(".//details/summary")[:4] == [f"{name} Community Safety Partnership: 4 awards" for name in names()]
    assert [len(rows) for rows in each[:4]] == [4, 4, 4, 4]


def names() -> list[str]:
    return [name.title() for name in FOUR]


def test_what_later_decisions_made_of_it_stands_in_each_sum(big, office, read):
    change = vary(big, office, *range(1, 13))
    page = read(f"/decisions/{big.reference}/")
    assert "Violence Reduction Unit £4,400.00 +£400.00 £4,000.00" in page
    assert "Total £8,800.00 +£800.00 £8,400.00 +£400.00 £17,200.00 +£1,200.00 £16,000.00 as decided" in page
    assert "12 awards, from £12,000.00 to £13,200.00: +£1,200.00 in all, as decided." in page
    varied = read(f"/decisions/{change.reference}/")
    assert "Bolton Metropolitan Borough Council £3,000.00 £3,300.00 +£300.00" in varied
    assert "Total £12,000.00 £13,200.00 +£1,200.00" in varied
    assert "Each of the 12 awards" in varied
    assert varied.links[big.reference] == f"/decisions/{big.reference}/#award-12"


def test_conditions_that_stand_alike_are_one_row(big, office, read):
    for obligation in Obligation.objects.filter(year__isnull=False)[:3]:
        assess(obligation, by=office.oma, finding="met", reasons="The agreement was approved.")
    page = read(f"/decisions/{big.reference}/")
    rows = [row for row in page.all(".//section//tbody/tr") if "Met" in row]
    assert "Asked 8 times: 5 past due; 3 met." in page
    assert len(rows) == 1, rows
    assert rows[0].startswith("Bolton, Bury, Salford, 2023/24")


def test_a_decision_of_few_awards_shows_each_at_once(small, read):
    page = read(f"/decisions/{small.many.reference}/")
    assert "Who gets it" not in page.all(".//caption")
    assert len(page.all(".//table/tbody/tr[@id]")) == 4
