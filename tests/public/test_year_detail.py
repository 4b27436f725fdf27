"""One financial year, and the one before it."""

from datetime import UTC, date, datetime

import pytest

from tests.public.small_register import FOUR
from tests.stories import whole


def test_a_year_has_its_total_its_districts_and_its_streams(small, read):
    page = read("/years/2024-25/")
    assert page.all(".//dl[@class='tiles']/div/dd")[:3] == ["£400,000.00", "1", "4"]
    districts = [row for row in page.all(".//tbody/tr") if row.startswith(tuple(name.title() for name in FOUR))]
    assert all("£100,000.00" in row for row in districts)
    assert "Community Safety Grant £0.00 £400,000.00" in page


def test_a_year_is_compared_with_the_year_before(small, read):
    rows = read("/years/2024-25/").all(".//tbody/tr")
    assert "Challenger SOC hotspot fund £7,695.00 £0.00 £7,695.00 less" in rows
    assert "Community Safety Grant £0.00 £400,000.00 £400,000.00 more" in rows
    assert "All streams £7,695.00 £400,000.00 £392,305.00 more" in rows


def test_a_year_that_is_not_over_is_not_held_against_a_whole_one(small, read, time_machine):
    said = "2024/25 is not over: more may still be awarded for it."
    assert said not in read("/years/2024-25/")
    time_machine.move_to(datetime(2025, 3, 31, 12, tzinfo=UTC))
    assert said in read("/years/2024-25/")


@pytest.mark.parametrize("year", ["2019-20", "2024-26", "never", "0000-01", "9" * 50])
def test_a_year_of_which_the_register_tells_nothing_is_not_found(small, read, year):
    read(f"/years/{year}/", status=404)


def test_the_first_year_of_all_is_shown_without_one_before(olu, ada, reference, read):
    whole(officer=olu, approver=ada, decided_on=date(1990, 5, 1), year="1990/91", conditions=())
    page = read("/years/1990-91/")
    assert "£7,500.00" in page
    assert "Beside the year before" not in page
