"""The terms of a condition in words."""

from datetime import date
from decimal import Decimal

import pytest

from conditions import terms_in_words
from conditions.terms import MatchTerms


def match(**values):
    terms = {"basis": "grant_percent", "figure": Decimal("100.00"), "sources": ("partnership",), "in_kind": "allowed"}
    return MatchTerms(**terms | values)


@pytest.mark.parametrize(
    ("basis", "figure", "words"),
    [
        ("grant_percent", "100.00", "100% of the grant"),
        ("total_percent", "33.50", "33.5% of the total cost of the project"),
        ("fixed", "5000.00", "a fixed £5,000.00"),
    ],
)
def test_the_basis_is_always_stated(basis, figure, words):
    assert terms_in_words.basis(match(basis=basis, figure=Decimal(figure))) == words


def test_sources_in_kind_and_period():
    terms = match(sources=("council", "police"), in_kind_cap=Decimal("25.00"), starts_on=date(2023, 4, 1))
    assert terms_in_words.sources(terms) == "the council or the police"
    assert terms_in_words.in_kind_rule(terms) == "Counts, up to 25% of the match"
    own = "the award’s own dates, or else its financial year"
    assert terms_in_words.match_period(match()) == f"within {own}, and until the due date at least"
    open_ended = f"from 1 April 2023 to the last day of {own}, or to the due date if that is later"
    assert terms_in_words.match_period(terms) == open_ended
    until = match(ends_on=date(2024, 3, 31))
    assert terms_in_words.match_period(until) == f"from the first day of {own} to 31 March 2024"
    both = match(starts_on=date(2023, 4, 1), ends_on=date(2024, 3, 31))
    assert terms_in_words.match_period(both) == "from 1 April 2023 to 31 March 2024"


@pytest.mark.parametrize(
    ("number", "month", "words"),
    [(31, 3, "31 March"), (31, 2, "the last day of February"), (28, 2, "28 February"), (31, 6, "the last day of June")],
)
def test_no_day_is_named_that_its_month_does_not_have(number, month, words):
    assert terms_in_words.day_of_year(number, month) == words
