"""A sum divided to the penny (domain §5), whatever the sum, the figures and their order."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.splitting import apportion, uplifted, weighted

KEYS = st.tuples(st.text("abc", max_size=2), st.integers(1, 30))
SUMS = st.decimals("0.01", "1000000000", places=2)
PARTS = st.dictionaries(KEYS, st.fractions(0, 1000), min_size=1).filter(lambda parts: any(parts.values()))


@given(SUMS, PARTS)
def test_the_parts_are_the_sum_and_none_is_a_penny_off(total, weights):
    parts, whole = apportion(total, weights), sum(weights.values())
    assert sum(parts.values()) == total
    for key, weight in weights.items():
        assert abs(Fraction(parts[key]) - Fraction(total) * weight / whole) < Fraction(1, 100)


@given(SUMS, PARTS, st.randoms())
def test_their_order_does_not_matter(total, weights, random):
    shuffled = list(weights.items())
    random.shuffle(shuffled)
    assert apportion(total, dict(shuffled)) == apportion(total, weights)


@given(st.dictionaries(KEYS, SUMS, min_size=1), st.decimals("0.01", "999", places=2))
def test_an_uplift_is_of_the_whole_sum_to_the_nearest_penny(base, percent):
    whole = sum(map(Fraction, base.values())) * (1 + Fraction(percent) / 100)
    assert abs(Fraction(sum(uplifted(base, percent=percent, added=None).values())) - whole) <= Fraction(1, 200)


def test_the_last_pennies_go_to_the_largest_remainders_and_ties_by_name():
    assert apportion(
        Decimal("100.00"), {("Wigan", 3): Fraction(1), ("Bury", 2): Fraction(1), ("Oldham", 1): Fraction(1)}
    ) == {
        ("Bury", 2): Decimal("33.34"),
        ("Oldham", 1): Decimal("33.33"),
        ("Wigan", 3): Decimal("33.33"),
    }
    assert apportion(Decimal("0.10"), {("a", 1): Fraction(1), ("b", 2): Fraction(2)})[("b", 2)] == Decimal("0.07")


def test_a_formula_weighs_each_measure_by_itself():
    figures = {("Bury", 1): (Decimal(30), Decimal(1)), ("Wigan", 2): (Decimal(10), Decimal(3))}
    assert weighted((Decimal(75), Decimal(25)), figures) == {
        ("Bury", 1): Fraction(125, 2),
        ("Wigan", 2): Fraction(75, 2),
    }


def test_so_many_pounds_more_are_added_to_each():
    assert uplifted({("Bury", 1): Decimal("10.00")}, percent=None, added=Decimal("2.50")) == {
        ("Bury", 1): Decimal("12.50")
    }


@pytest.mark.parametrize("weights", [{("a", 1): Fraction(0)}, {("a", 1): Fraction(2), ("b", 2): Fraction(-1)}])
def test_nothing_is_divided_by_nothing(weights):
    with pytest.raises(ValueError, match="cannot be divided"):
        apportion(Decimal(1), weights)
    with pytest.raises(ValueError, match="all zero"):
        weighted((Decimal(100),), {("a", 1): (Decimal(0),)})
