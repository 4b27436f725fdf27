"""`manage.py rebuild_listing`: what lists read comes out of the notices again, the same."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from register.actions import listing
from register.actions.listing import list_again
from register.actions.listing_check import listing_faults, total_faults
from register.models import ListedAward, ListedVariationLine, ListedWord, Listing
from tests.stories import whole

LISTED = ("pk", "reference", "title", "total", "is_withdrawn", "words")
AWARDS = ("award", "amount", "current_amount", "recipient_name")


def test_the_listing_comes_out_the_same(published):
    before = list(Listing.objects.values(*LISTED)), list(ListedAward.objects.values(*AWARDS))
    Listing.objects.update(title="Spoilt")
    ListedWord.objects.create(word="spoilt", stem="spoilt")
    out = StringIO()
    call_command("rebuild_listing", stdout=out)
    assert out.getvalue() == "1 decision listed.\n"
    assert (list(Listing.objects.values(*LISTED)), list(ListedAward.objects.values(*AWARDS))) == before
    assert not ListedWord.objects.filter(word="spoilt")


def test_a_cut_in_the_middle_leaves_every_decision_listed(published, olu, ada, monkeypatch):
    whole(officer=olu, approver=ada, district="salford")
    Listing.objects.update(title="Spoilt")
    again = []

    def cut_off(decisions):
        if again:
            raise ConnectionError
        again.append(decisions)
        list_again(decisions)

    monkeypatch.setattr(listing, "PAGE", 1)
    monkeypatch.setattr(listing, "list_again", cut_off)
    with pytest.raises(ConnectionError):
        call_command("rebuild_listing")
    assert sorted(Listing.objects.values_list("title", flat=True)) == ["Hotspot work against organised crime", "Spoilt"]
    [fault] = [*total_faults(), *listing_faults()]
    assert "is listed otherwise than its notice says: title" in fault


def test_readers_copies_of_public_pages_are_made_anew(published):
    before = Client().get("/decisions/")["ETag"]
    call_command("rebuild_listing")
    assert Client().get("/decisions/")["ETag"] != before


def test_a_variation_that_no_notice_states_is_listed_no_more(published, olu, ada):
    award = whole(officer=olu, approver=ada, district="salford").awards.get()
    amounts = {"base_amount": 7500, "new_amount": 1, "current_difference": -7499}
    ListedVariationLine.objects.create(listing=published.listing, award=award, **amounts)
    ListedAward.objects.filter(award=award).update(current_amount=1)
    call_command("rebuild_listing")
    assert not ListedVariationLine.objects.exists()
    assert not [*total_faults(), *listing_faults()]
