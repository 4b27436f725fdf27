"""What a percentage makes of earlier awards: each for itself, rounded half up to the penny."""

from decimal import Decimal

import pytest

from grants.years import FinancialYear
from register.models import Listing
from register.money.variations import Uplift, variation_rows, variation_total
from tests import stories
from tests.stories import bare_draft, whole

STREAM = "challenger-soc-hotspot-fund"


@pytest.fixture
def change(reference, olu):
    return bare_draft(by=olu, kind="variation")


@pytest.mark.parametrize(
    ("amount", "percent", "new", "rounding"),
    [
        ("100000.00", "2.6", "102600.00", "0"),
        ("333.25", "2.6", "341.91", "-0.0045"),  # 341.9145
        ("0.50", "1", "0.51", "0.005"),  # 0.505: half goes up
        ("7500.00", "-10", "6750.00", "0"),
        ("7500.00", "-100", "0.00", "0"),
    ],
)
def test_each_award_is_rounded_half_up(amount, percent, new, rounding, change, olu, ada):
    whole(officer=olu, approver=ada, amount=Decimal(amount))
    (row,) = rows = variation_rows(change, Listing.objects.get(), Uplift(Decimal(percent)))
    assert (row.new, row.rounding) == (Decimal(new), Decimal(rounding))
    assert variation_total(rows).difference == Decimal(new) - Decimal(amount)


def test_a_percentage_may_change_one_year_alone(change, draft, olu, ada):
    stories.award(draft, by=olu, amount=Decimal("1000.00"), district="salford", stream=STREAM, year="2024/25")
    stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)
    rows = variation_rows(change, Listing.objects.get(), Uplift(Decimal("2.6"), year=FinancialYear(2024)))
    assert [row.new for row in rows] == [Decimal("7500.00"), Decimal("1026.00")]


def test_all_awards_are_looked_up_at_once(change, draft, olu, ada, django_assert_num_queries):
    """Once it asked again for each of ninety awards."""
    for year in ("2024/25", "2025/26"):
        stories.award(draft, by=olu, amount=Decimal("1000.00"), district="salford", stream=STREAM, year=year)
    stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)
    listing = Listing.objects.get()
    with django_assert_num_queries(4):
        assert len(variation_rows(change, listing)) == 3
