"""The register that `make bench` invents is one that publishing could have made."""

from local_setup import invented, multiplied
from register.actions.listing import rebuild_listing
from register.models import ListedAward, ListedWord, Listing, Notice
from register.notices.verification import verify

PATTERNS = 3


def test_its_notices_hold_and_its_listing_is_what_they_make(reference, olu, ada, monkeypatch):
    for module in (invented, multiplied):
        monkeypatch.setattr(module, "PATTERNS", PATTERNS)
    multiplied.fill(3 * PATTERNS, invented.Inventor(olu, ada))
    found, before = verify(), listed()
    assert (found.fault, found.verified) == ("", Notice.objects.count())
    assert len(before[0]) == 3 * PATTERNS
    rebuild_listing()
    assert listed() == before


def listed():
    listings = Listing.objects.order_by("reference").values_list("reference", "title", "total", "search", "words")
    awards = ListedAward.objects.order_by("award").values_list("award", "current_amount", "recipient__name")
    return list(listings), list(awards), set(ListedWord.objects.values_list("word", "stem"))
