"""The totals that a register states are held against what is read of it."""

import pytest

from intake.spreadsheets.opened import Opened
from intake.spreadsheets.totals import stated_totals


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (10, "which is the sum of what is read."),
        (15, "That is with the rows that are hidden or left out; what is read comes to £10.00."),
    ],
)
def test_rows_that_are_left_out_are_in_no_sum_and_a_total_with_them_says_so(total, said):
    lines = ("Recipient,Amount", "Quiet Room,£10", "Bury Council,£5", f"Total,£{total}")
    found = Opened.of("a.csv", "\n".join(lines).encode(), {}, {}, {})
    answers = {"recipient": {"Bury Council": {"leave_out": True}}}
    [stated] = stated_totals(found.read, found.matching, answers)
    assert stated.sentence.endswith(said)
