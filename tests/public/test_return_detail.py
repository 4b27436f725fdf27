"""The statutory return of one month: conditions, recipient, purpose and reasons of each grant."""

from datetime import UTC, datetime

import pytest

from grants.years import Month
from public.scrutiny.returns import grants_of
from register.actions.publishing import publish
from register.models import ListedAward
from tests import stories

IN_TIME, LATE = datetime(2024, 3, 31, 9, tzinfo=UTC), datetime(2024, 4, 1, 9, tzinfo=UTC)


def test_each_grant_has_its_four_parts_and_says_that_they_are_complete(small, read):
    page = read("/returns/2024-02/")
    assert "1 decision in February 2024 awarded £7,695.00" in page
    assert page.all(".//dt") == [f"{part} Complete" for part in ("Recipient", "Purpose", "Reasons", "Conditions")]
    assert "Manchester City Council" in page
    assert "Published 7 March 2024, 30 days later" in page


def test_what_awards_nothing_is_in_no_return(small, read):
    page = read("/returns/2024-02/")
    assert small.refused.title not in page
    assert small.gone.title not in page


def test_what_came_later_than_the_month_after_the_decision_is_marked(reference, olu, ada, read):
    for district, moment in (("salford", IN_TIME), ("bury", LATE)):
        draft = stories.draft(by=olu, district=district, title=f"Money for {district}")
        publish(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada, at=moment)
    salford, bury = read("/returns/2024-02/").all(".//section")
    assert "Published late" not in salford
    assert "Published late" in bury


def test_the_months_add_up_to_the_register_to_the_penny(small):
    months = [Month.parse(text) for text in ("2024-02", "2024-05")]
    grants = [grant for month in months for grant in grants_of(month.first_day, month.last_day)]
    assert sum(grant.listing.total for grant in grants) == ListedAward.objects.total()


@pytest.mark.parametrize("month", ["2024-13", "2024-00", "march", "0000-01", "99999-01", "2024-3", "٢٠٢٤-03"])
def test_what_is_no_month_is_not_found(reference, client, month):
    assert client.get(f"/returns/{month}/").status_code == 404


def test_a_month_without_grants_says_so(reference, read):
    assert "No grant that was decided in January 2021 has been published." in read("/returns/2021-01/")
