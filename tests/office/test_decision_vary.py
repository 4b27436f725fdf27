"""Varying the awards of an earlier decision."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import Decision
from tests import stories
from tests.stories import bare_draft, fresh


@pytest.fixture
def change(reference, olu):
    return bare_draft(by=olu, kind=Decision.Kind.VARIATION, title="A change to the hotspot money")


def address(decision, of):
    return f"/office/decisions/{decision.reference}/varied-awards/?of={of}"


def save(client, change, earlier, amounts, revision=None):
    sent = {"revision": revision or fresh(change).revision} | amounts
    return client.post(address(change, earlier.reference), sent)


def test_the_new_amount_is_kept_with_the_one_it_is_based_on(published, change, olu, signed_in):
    client = signed_in(olu)
    assert "£7,500.00" in client.get(address(change, published.reference)).content.decode()
    save(client, change, published, {"award_1": "7,695.00"})
    line = change.variation_lines.get()
    assert (line.base_amount, line.new_amount) == (7500, 7695)


def test_nothing_changed_is_refused(published, change, olu, signed_in):
    page = save(signed_in(olu), change, published, {"award_1": "7500"}).content.decode()
    assert "there is nothing to vary" in page


def test_an_unpublished_decision_cannot_be_varied(draft, change, olu, signed_in):
    page = signed_in(olu).get(address(change, draft.reference)).content.decode()
    assert "There is no published decision with this reference or title" in page


def test_the_earlier_decision_is_offered_by_reference_and_title(published, draft, change, olu, ada, signed_in):
    other = stories.whole(officer=olu, approver=ada, district="bury", title="Hotspot work in Bury")
    without_award = stories.bare_draft(by=olu, title="Hotspot work that was not published")
    client, page = signed_in(olu), f"/office/decisions/{change.reference}/varied-awards/"
    offered = client.get(page).content.decode()
    for each in (published, other):
        assert f'<option value="{each.reference}">{each.title}</option>' in offered
    assert without_award.title not in offered
    both = client.get(address(change, "hotspot work")).content.decode()
    assert "Several published decisions fit: choose one of them" in both
    assert f'href="?of={other.reference}"' in both
    one = client.get(address(change, "work in bury")).content.decode()
    assert "The amounts from now on" in one
    assert f"{other.reference}: Hotspot work in Bury" in one


def test_a_percentage_is_worked_out_and_nothing_is_saved_yet(published, change, olu, signed_in):
    page = signed_in(olu).get(address(change, published.reference) + "&percent=2.67").content.decode()
    assert 'value="7,700.25"' in page
    assert "+£200.25" in page
    assert not change.variation_lines.exists()


@pytest.mark.parametrize("percent", ["lots", "-101", "2.678", ""])
def test_a_percentage_that_is_none_gets_a_sentence(percent, published, change, olu, signed_in):
    page = signed_in(olu).get(address(change, published.reference) + f"&percent={percent}").content.decode()
    assert "Enter a percentage" in page


def test_so_many_pounds_more_for_each_are_worked_out_too(published, change, olu, signed_in):
    page = signed_in(olu).get(address(change, published.reference) + "&percent=&added=250.50&year=2023/24").text
    assert 'value="7,750.50"' in page
    assert "Worked out with £250.50 more for each on the awards of 2023/24." in page
    both = signed_in(olu).get(address(change, published.reference) + "&percent=2&added=250.50").text
    assert "one of the two" in both
    assert 'value="7,500.00"' in both


def test_an_award_put_back_to_what_it_was_is_no_longer_varied(published, change, olu, signed_in):
    client = signed_in(olu)
    save(client, change, published, {"award_1": "7,695.00"})
    save(client, change, published, {"award_1": "7,500.00"})
    assert not change.variation_lines.exists()
    assert "not varied" in str(change.events.first().changes)


def test_the_office_and_the_public_read_that_earlier_conditions_stand(published, olu, ada, client, signed_in):
    change = stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    page = signed_in(olu).get(f"/office/decisions/{change.reference}/").content.decode()
    assert "The conditions of the earlier awards still stand" in page
    stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    public = client.get(f"/decisions/{change.reference}/").content.decode()
    assert "The conditions of the earlier awards still stand" in public


def test_a_percentage_may_be_for_one_financial_year(published, change, olu, signed_in):
    worked_out = address(change, published.reference) + "&percent=2.67&year="
    page = signed_in(olu).get(worked_out + "2024/25").content.decode()
    assert 'value="7,500.00"' in page
    assert "on the awards of 2024/25" in page
    assert 'value="7,700.25"' in signed_in(olu).get(worked_out + "2023/24").content.decode()


def test_of_two_windows_the_older_does_not_win_unread(published, change, olu, signed_in):
    client, before = signed_in(olu), fresh(change).revision
    save(client, change, published, {"award_1": "7,695.00"})
    page = save(client, change, published, {"award_1": "7,700.00"}, revision=before).content.decode()
    assert "saved since you opened it" in page
    assert 'value="7,700.00"' in page
    assert change.variation_lines.get().new_amount == 7695
    save(client, change, published, {"award_1": "7,700.00"})
    assert change.variation_lines.get().new_amount == 7700


def test_the_page_costs_the_same_however_many_awards(
    published, draft, change, olu, ada, signed_in, django_assert_num_queries
):
    """Once it asked the database again for each of ninety awards."""
    larger = stories.draft(by=olu, district="bury")
    for _ in range(8):
        stories.award(larger, by=olu, amount=Decimal(100), district="bury", stream="hate-crime-grant")
    many = stories.published(stories.approved(stories.sent(fresh(larger), by=olu), by=ada), by=ada)
    client = signed_in(olu)
    with CaptureQueriesContext(connection) as of_one_award:
        client.get(address(change, published.reference))
    with django_assert_num_queries(len(of_one_award)):
        assert "award_9" in client.get(address(change, many.reference)).content.decode()
