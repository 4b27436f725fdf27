"""Cells that go out: none may be taken for a formula."""

from datetime import date
from decimal import Decimal

import pytest

from grants.spreadsheets import safe_cell, safe_row


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "＝1"])
def test_what_a_program_could_take_for_a_formula_goes_behind_an_apostrophe(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["", "Bury", "1-2", "a=b", None, 7, Decimal("-7.50"), date(2024, 3, 31)])
def test_everything_else_stays_as_it_is(value):
    assert safe_cell(value) == value


def test_a_row_is_guarded_cell_by_cell_and_yes_and_no_are_words():
    assert safe_row(["=x", True, 1]) == ["'=x", "True", 1]
