"""Match funding to the penny: the worked figures, and the laws that hold for all others (domain §7)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conditions.match import Basis, Match, indicative_repayment, required, total

PENNY = Decimal("0.01")

money = st.decimals("0", "1000000000", places=2)
awards = st.decimals("0.01", "1000000000", places=2)
requirements = st.one_of(
    st.tuples(st.just(Basis.GRANT_PERCENT), st.decimals("0.01", "999", places=2)),
    st.tuples(st.just(Basis.TOTAL_PERCENT), st.decimals("0.01", "99.99", places=2)),
    st.tuples(st.just(Basis.FIXED), awards),
)
matches = st.builds(Match, amount=money, required=money, evidenced=money)


def pounds(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


# What is required


@pytest.mark.parametrize(
    ("amount", "basis", "figure", "match"),
    [
        ("7,500", Basis.GRANT_PERCENT, "100", "7,500.00"),
        ("7,500", Basis.GRANT_PERCENT, "20", "1,500.00"),
        ("7,500", Basis.TOTAL_PERCENT, "20", "1,875.00"),
        ("7,500", Basis.TOTAL_PERCENT, "50", "7,500.00"),
        ("10,000", Basis.TOTAL_PERCENT, "33", "4,925.38"),
        ("7,500", Basis.FIXED, "2,000", "2,000.00"),
        ("0.01", Basis.GRANT_PERCENT, "0.01", "0.01"),
        ("0", Basis.GRANT_PERCENT, "100", "0.00"),
        ("0", Basis.FIXED, "2,000", "0.00"),
    ],
)
def test_the_match_that_an_award_requires(amount, basis, figure, match):
    found = required(pounds(amount), basis, pounds(figure))
    assert str(found) == str(pounds(match))


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("figure", ["0", "-20", "NaN", "Infinity"])
def test_a_figure_that_is_not_above_zero_is_refused(basis, figure):
    with pytest.raises(ValueError, match="figure of a match requirement must be above zero"):
        required(Decimal(7500), basis, Decimal(figure))


def test_the_whole_of_the_total_cannot_be_match():
    with pytest.raises(ValueError, match="percentage of the total project must be below 100"):
        required(Decimal(7500), Basis.TOTAL_PERCENT, Decimal(100))
    assert required(Decimal(7500), Basis.GRANT_PERCENT, Decimal(150)) == pounds("11,250.00")


@given(awards, requirements)
def test_what_is_required_is_never_below_the_exact_figure_and_less_than_a_penny_above(amount, requirement):
    basis, figure = requirement
    share = Fraction(figure)
    exact = {
        Basis.GRANT_PERCENT: Fraction(amount) * share / 100,
        Basis.TOTAL_PERCENT: Fraction(amount) * share / (100 - share) if share != 100 else None,
        Basis.FIXED: share,
    }[basis]
    assert 0 <= Fraction(required(amount, basis, figure)) - exact < Fraction(1, 100)


@given(awards, awards, requirements)
def test_a_larger_award_never_requires_less(amount, other, requirement):
    smaller, larger = sorted((amount, other))
    assert required(smaller, *requirement) <= required(larger, *requirement)


@given(awards, requirements, st.decimals("0.01", "99", places=2))
def test_a_larger_figure_never_requires_less(amount, requirement, more):
    basis, figure = requirement
    assume(basis != Basis.TOTAL_PERCENT or figure + more < 100)
    assert required(amount, basis, figure) <= required(amount, basis, figure + more)


# One award


def test_one_penny_short_is_never_all_of_it():
    match = Match(amount=pounds("7,500"), required=pounds("7,500"), evidenced=pounds("7,499.99"))
    assert match.coverage == Decimal("99.9")
    assert match.gap == PENNY
    assert not match.is_met


def test_to_the_penny_is_enough():
    match = Match(amount=pounds("7,500"), required=pounds("7,500"), evidenced=pounds("7,500.00"))
    assert (match.coverage, match.gap, match.is_met) == (100, 0, True)


def test_more_than_was_asked_shows_as_more():
    match = Match(amount=pounds("7,500"), required=pounds("7,500"), evidenced=pounds("9,000"))
    assert (match.coverage, match.leverage, match.gap) == (Decimal("120.0"), Decimal("1.20"), 0)


def test_where_no_match_is_required_there_is_no_coverage_and_nothing_missing():
    match = Match(amount=Decimal(0), required=Decimal(0), evidenced=Decimal(0))
    assert (match.coverage, match.leverage, match.gap, match.is_met) == (None, None, 0, True)


@given(matches)
def test_the_gap_is_never_negative_and_closes_exactly_when_the_match_is_met(match):
    assert match.gap >= 0
    assert (match.gap == 0) == match.is_met
    assert match.covered + match.gap == match.required


@given(matches)
def test_coverage_never_claims_more_than_was_evidenced(match):
    assume(match.required)
    assert Fraction(match.coverage) * Fraction(match.required) <= Fraction(match.evidenced) * 100


@given(matches)
def test_coverage_reaches_100_exactly_when_the_match_is_met(match):
    assume(match.required)
    assert (match.coverage >= 100) == match.is_met


@given(awards)
def test_a_penny_short_of_anything_is_below_100(asked):
    assert Match(amount=asked, required=asked, evidenced=asked - PENNY).coverage < 100


@given(matches)
def test_leverage_never_claims_more_than_was_evidenced(match):
    assume(match.amount)
    assert 0 <= Fraction(match.evidenced) / Fraction(match.amount) - Fraction(match.leverage) < Fraction(1, 100)


# Several awards


def test_one_award_s_surplus_never_hides_another_s_gap():
    over = Match(amount=pounds("7,500"), required=pounds("7,500"), evidenced=pounds("10,000"))
    short = Match(amount=pounds("7,500"), required=pounds("7,500"), evidenced=pounds("5,000"))
    both = total([over, short])
    assert (both.required, both.evidenced, both.gap) == (pounds("15,000"), pounds("15,000"), pounds("2,500"))
    assert both.coverage == Decimal("83.3")
    assert both.leverage == Decimal("1.00")
    assert not both.is_met


def test_the_total_of_no_awards_asks_nothing():
    nothing = total([])
    assert (nothing.gap, nothing.coverage, nothing.leverage, nothing.is_met) == (0, None, None, True)


@given(st.lists(matches, max_size=6))
def test_the_total_is_100_exactly_when_every_gap_is_closed(several):
    whole = total(several)
    assume(whole.required)
    assert (whole.coverage == 100) == all(match.gap == 0 for match in several) == whole.is_met
    assert whole.coverage <= 100


@given(st.lists(matches, max_size=6))
def test_the_total_s_gap_is_the_sum_of_the_gaps(several):
    assert total(several).gap == sum(match.gap for match in several) >= 0


@given(st.lists(matches, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_awards_changes_nothing_in_the_total(several, random):
    shuffled = random.sample(several, len(several))
    for name in ("amount", "required", "evidenced", "gap", "coverage", "leverage", "is_met"):
        assert getattr(total(shuffled), name) == getattr(total(several), name)


# What would be paid back


@pytest.mark.parametrize(
    ("basis", "figure", "evidenced", "repayment"),
    [
        (Basis.GRANT_PERCENT, "100", "5,000", "2,500.00"),
        (Basis.GRANT_PERCENT, "100", "7,500", "0.00"),
        (Basis.GRANT_PERCENT, "100", "0", "7,500.00"),
        (Basis.GRANT_PERCENT, "20", "1,000", "2,500.00"),
        (Basis.GRANT_PERCENT, "30", "1,000", "4,166.66"),  # 4,166.666… rounded down
        (Basis.TOTAL_PERCENT, "20", "1,250", "2,500.00"),
        (Basis.FIXED, "2,000", "1,500", "1,875.00"),
        (Basis.GRANT_PERCENT, "100", "10,000", "0.00"),
    ],
)
def test_what_would_be_paid_back_of_7500_paid(basis, figure, evidenced, repayment):
    paid = pounds("7,500")
    found = indicative_repayment(paid, paid, pounds(evidenced), basis, pounds(figure))
    assert str(found) == str(pounds(repayment))


def test_only_what_was_paid_can_be_paid_back():
    award, half, evidenced = pounds("7,500"), pounds("3,750"), pounds("3,000")
    assert indicative_repayment(award, half, evidenced, Basis.GRANT_PERCENT, Decimal(100)) == pounds("750.00")


def test_repayment_refuses_the_figures_that_a_requirement_refuses():
    with pytest.raises(ValueError, match="above zero"):
        indicative_repayment(Decimal(1), Decimal(1), Decimal(1), Basis.FIXED, Decimal(0))


@given(awards, money, money, requirements)
def test_repayment_lies_between_nothing_and_what_was_paid(amount, paid, evidenced, requirement):
    assert 0 <= indicative_repayment(amount, paid, evidenced, *requirement) <= paid


@given(awards, requirements)
def test_who_has_met_the_requirement_pays_nothing_back(amount, requirement):
    evidenced = required(amount, *requirement)
    assert indicative_repayment(amount, amount, evidenced, *requirement) == 0


@given(awards, money, money, requirements)
def test_more_match_never_costs_more(amount, evidenced, more, requirement):
    before = indicative_repayment(amount, amount, evidenced, *requirement)
    assert indicative_repayment(amount, amount, evidenced + more, *requirement) <= before
