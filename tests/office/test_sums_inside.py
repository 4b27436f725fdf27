"""What a figure is a figure of, also inside (domain §5): the office's pages, the partnerships' and letters."""

from decimal import Decimal

import pytest
from django.utils import timezone

from register.letters import letters
from register.models import Listing
from tests import stories


@pytest.fixture
def raised(published, olu, ada):
    """£7,695 in place of Manchester's £7,500."""
    change = stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    return stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)


def text(client, address):
    return " ".join(client.get(address).content.decode().split())


def test_the_office_reads_both(published, raised, olu, signed_in):
    page = text(signed_in(olu), f"/office/decisions/{published.reference}/")
    assert page.count("£7,695.00 as it stands") == 2  # the award and the total
    award = text(signed_in(olu), f"/office/decisions/{published.reference}/awards/1/")
    assert "£7,500.00 as decided, £7,695.00 as it stands" in award


def test_the_partnership_reads_both(published, raised, mo, signed_in):
    page = text(signed_in(mo), "/partners/manchester/")
    assert '£7,695.00</span> as it stands, <span class="money">£7,500.00</span> as decided' in page
    assert "2023/24: £7,695.00 as it stands" in page


def test_where_they_are_the_same_one_is_shown(published, olu, mo, signed_in):
    assert "as it stands" not in text(signed_in(olu), f"/office/decisions/{published.reference}/").split("Payments")[0]
    assert "as decided" not in text(signed_in(mo), "/partners/manchester/")


def test_a_letter_about_a_new_grant_says_both(published, raised, mo):
    Listing.objects.update(first_published_on=timezone.localdate())
    [letter] = [each for each in letters(timezone.now()) if each.kind == "grant"]
    assert letter.subject.startswith("A new grant: £7,500.00")
    assert "This is as decided; £7,695.00 as it stands now." in letter.body
