"""Illustrative allocations. Those of 2016/17 are real, and come with the reference data."""

from datetime import datetime
from decimal import Decimal

from grants.actions import keep_reference
from grants.models import Allocation, FundingStream
from grants.years import FinancialYear, london_today
from pcc_decisions.sample.cast import person
from pcc_decisions.sample.stories import moment

NOTE = "Illustrative: this sum is invented for the sample."
CSG, VRU = "Community Safety Grant", "Violence Reduction Unit"
ALLOCATED = (
    ("Hate Crime Grant", "2018/19", "30000.00"),
    (CSG, "2022/23", "2200000.00"),
    (VRU, "2022/23", "400000.00"),
    ("Police Property Act Fund", "2022/23", "60000.00"),
    ("MoJ Victims Grant", "2023/24", "2000000.00"),
    (VRU, "2023/24", "450000.00"),
    ("Hate Crime Grant", "2023/24", "40000.00"),
    ("Safer Streets Round 5", "2023/24", "500000.00"),
    ("Safer Streets Round 5", "2024/25", "600000.00"),
    (CSG, "2024/25", "2100000.00"),
    (VRU, "2024/25", "700000.00"),
    ("Voluntary and Community Sector Grant", "2024/25", "260000.00"),
    ("Police Property Act Fund", "2024/25", "60000.00"),
    (CSG, "2025/26", "2200000.00"),
    (VRU, "2025/26", "790000.00"),
    ("Voluntary and Community Sector Grant", "2025/26", "265000.00"),
    ("MoJ Victims Grant", "2025/26", "2100000.00"),
)
# In releases, so that they stand beside a sum that is allocated above for the same year.
ALLOCATED_THIS_YEAR = (
    (CSG, "First release", "2300000.00"),
    (VRU, "First release", "480000.00"),
    ("Challenger SOC hotspot fund", "First release", "40000.00"),
    ("Voluntary and Community Sector Grant", "First release", "150000.00"),
    ("Police Property Act Fund", "First release", "20000.00"),
    ("Police Property Act Fund", "Second release", "10000.00"),
)


def allocate(*, now: datetime) -> None:
    """Put the money into the streams, on the first day of each year that has begun."""
    this_year = FinancialYear.of(london_today(now))
    for name, year, amount in ALLOCATED:
        if FinancialYear.parse(year) <= this_year:
            put_in(name, FinancialYear.parse(year), amount)
    for name, release, amount in ALLOCATED_THIS_YEAR:
        put_in(name, this_year, amount, release=release)


def put_in(name: str, year: FinancialYear, amount: str, *, release: str = "") -> None:
    stream = FundingStream.objects.get(name=name)
    values = {"stream": stream, "year": year, "release": release, "amount": Decimal(amount), "note": NOTE}
    keep_reference(Allocation(), values, by=person("ann"), at=moment(year.first_day, 0))
