"""`manage.py rebuild_listing`: what lists read comes out of the notices again, the same."""

from io import StringIO

from django.core.management import call_command
from django.test import Client

from register.models import ListedAward, Listing

LISTED = ("reference", "title", "total", "is_withdrawn", "words")
AWARDS = ("award", "amount", "current_amount", "recipient_name")


def test_the_listing_comes_out_the_same(published):
    before = list(Listing.objects.values(*LISTED)), list(ListedAward.objects.values(*AWARDS))
    Listing.objects.update(title="Spoilt")
    out = StringIO()
    call_command("rebuild_listing", stdout=out)
    assert out.getvalue() == "1 decision listed.\n"
    assert (list(Listing.objects.values(*LISTED)), list(ListedAward.objects.values(*AWARDS))) == before


def test_readers_copies_of_public_pages_are_made_anew(published):
    before = Client().get("/decisions/")["ETag"]
    call_command("rebuild_listing")
    assert Client().get("/decisions/")["ETag"] != before
