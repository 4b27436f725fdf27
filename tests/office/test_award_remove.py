"""Removing an award from a draft; a published one stays on record."""

from tests.stories import award


def address(decision, number=1):
    return f"/office/decisions/{decision.reference}/awards/{number}/remove/"


def test_it_asks_first_and_never_uses_the_number_again(draft, olu, signed_in):
    client = signed_in(olu)
    assert "Remove award 1?" in client.get(address(draft)).content.decode()
    assert draft.awards.exists()
    client.post(address(draft))
    assert not draft.awards.exists()
    assert award(draft, by=olu, amount=1, district="bury", stream="violence-reduction-unit").number == 2


def test_a_published_award_is_not_removed(published, olu, signed_in):
    page = signed_in(olu).post(address(published)).content.decode()
    assert "A published award cannot be removed" in page
    assert published.awards.exists()
