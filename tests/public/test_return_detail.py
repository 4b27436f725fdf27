"""The statutory return of one month: conditions, recipient, purpose and reasons of each grant."""

from datetime import UTC, datetime

import pytest

from grants.years import Month
from public.scrutiny.returns import grants_of, in_full
from public.views import paging
from register.actions.publishing import publish
from register.models import ListedAward
from tests import stories
from tests.stories import withdrawn

MANY = "Community safety grants for four districts"
IN_TIME, LATE = datetime(2024, 3, 31, 9, tzinfo=UTC), datetime(2024, 4, 1, 9, tzinfo=UTC)


def test_each_grant_has_its_four_parts_and_says_that_they_are_complete(small, read):
    page = read("/returns/2024-02/")
    assert "2 decisions in February 2024 gave or varied grants: £7,500.00 as decided, £7,695.00 as it stands" in page
    assert "£7,500.00 in 1 award as decided; £7,695.00 as it stands now" in page
    assert page.all(".//dt")[:4] == [f"{part} Complete" for part in ("Recipient", "Purpose", "Reasons", "Conditions")]
    assert "Manchester City Council" in page
    assert "Published 7 March 2024, 30 days later" in page


def test_what_was_refused_is_in_no_return(small, read):
    assert small.refused.title not in read("/returns/2024-02/")


def test_what_was_withdrawn_stays_marked_and_counts_for_nothing(small, read):
    page = read("/returns/2024-02/")
    (gone,) = [each for each in page.all(".//section") if small.gone.title in each]
    assert "Withdrawn" in gone
    assert "nothing stands, since it was withdrawn: The council no longer needs the money." in gone
    assert "1 of them was withdrawn since, and is not in these sums." in page


def test_a_month_of_which_nothing_stands_does_not_say_that_nothing_was_decided(reference, office, read):
    gone = [office.grants(district, title=f"Money for {district}") for district in ("bury", "wigan")]
    withdrawn(gone[0], by=office.ada, reason="The council no longer needs the money.")
    page = read("/returns/2024-02/")
    assert "1 of them was withdrawn since, and is not in this sum." in page
    withdrawn(gone[1], by=office.ada, reason="The council no longer needs the money.")
    page = read("/returns/2024-02/")
    assert (
        "2 decisions in February 2024 gave or varied grants. All were withdrawn since: nothing of them stands." in page
    )
    assert "£0.00" not in page


def test_a_variation_is_in_the_return_of_its_own_month(small, read):
    page = read("/returns/2024-05/")
    (change,) = [each for each in page.all(".//section") if small.change.title in each]
    assert "+£195.00 to 1 earlier award as decided" in change
    assert f"The conditions of the earlier awards still stand: {small.hotspot.reference}." in change
    assert "2 decisions in May 2024 gave or varied grants: £400,195.00 as decided" in page


def test_conditions_are_there_in_their_wording(small, read):
    conditions = small.hotspot.conditions.exclude(wording="")
    assert conditions.count() == 5
    page = read("/returns/2024-02/")
    assert all(" ".join(each.wording.split()) in page for each in conditions)


def test_what_came_later_than_the_month_after_the_decision_is_marked(reference, olu, ada, read):
    for district, moment in (("salford", IN_TIME), ("bury", LATE)):
        draft = stories.draft(by=olu, district=district, title=f"Money for {district}")
        publish(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada, at=moment)
    salford, bury = read("/returns/2024-02/").all(".//section")
    assert "Published late" not in salford
    assert "Published late" in bury


def test_the_months_add_up_to_the_register_to_the_penny(small):
    months = [Month.parse(text) for text in ("2024-02", "2024-05")]
    grants = [grant for month in months for grant in in_full(grants_of(month.first_day, month.last_day))]
    assert sum(grant.decided for grant in grants if not grant.listing.is_withdrawn) == ListedAward.objects.total()


@pytest.mark.parametrize("month", ["2024-13", "2024-00", "march", "0000-01", "99999-01", "2024-3", "٢٠٢٤-03"])
def test_what_is_no_month_is_not_found(reference, client, month):
    assert client.get(f"/returns/{month}/").status_code == 404


def test_a_month_without_grants_says_so(reference, read):
    assert "No grant that was decided or varied in January 2021 has been published." in read("/returns/2021-01/")


def test_a_month_of_many_decisions_has_pages_with_the_sums_of_all_on_each(small, read, monkeypatch):
    monkeypatch.setattr(paging, "PAGE_SIZE", 1)
    first, second = read("/returns/2024-05/"), read("/returns/2024-05/?page=2")
    titles = [title for page in (first, second) for title in page.all(".//h2") if title in (MANY, small.change.title)]
    assert sorted(titles) == sorted([MANY, small.change.title])
    assert len(first.all(".//section")) == len(second.all(".//section")) == 1
    for page in (first, second):
        assert "2 decisions in May 2024 gave or varied grants: £400,195.00 as decided" in page
    assert "All of them, with the files of their rows, are in the list of decisions" in first
