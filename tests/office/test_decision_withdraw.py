"""Withdrawing a published decision: one asks, another approver carries it out."""

import re
from decimal import Decimal

from grants.models import Allocation, Decision
from register.models import Withdrawal
from tests import stories
from tests.stories import fresh

ASKED = {"reason": "Taken without the necessary consultation.", "answer": "Nothing was paid."}
SEEN = re.compile(r'name="seen" value="([^"]+)"')


def address(decision, then=""):
    return f"/office/decisions/{decision.reference}/withdraw/{then}"


def shown(client, decision) -> dict[str, str]:
    """What the buttons of the page carry."""
    return {"seen": SEEN.search(client.get(address(decision)).text)[1]}


def test_one_asks_and_another_approver_carries_it_out(published, olu, ada, signed_in):
    client = signed_in(olu)
    assert "Give the reason" in client.post(address(published), {"reason": ""}).content.decode()
    client.post(address(published), ASKED)
    assert fresh(published).state == Decision.State.PUBLISHED
    page = signed_in(ada).get(address(published)).content.decode()
    assert ASKED["reason"] in page
    assert ASKED["answer"] in page
    signed_in(ada).post(address(published, "confirm/"), shown(signed_in(ada), published))
    assert fresh(published).state == Decision.State.WITHDRAWN
    assert published.listing.is_withdrawn


def test_what_hangs_on_it_is_shown_and_needs_an_answer(published, olu, signed_in):
    page = signed_in(olu).get(address(published)).content.decode()
    assert "Reason for exceeding" not in page
    assert "5 conditions of its awards will no longer be asked." in page
    page = signed_in(olu).post(address(published), ASKED | {"answer": ""}).content.decode()
    assert "Say what becomes of it." in page
    assert not Withdrawal.objects.exists()


def test_a_draft_cannot_be_withdrawn(draft, ada, signed_in):
    page = signed_in(ada).post(address(draft), {"reason": "Why not"}).content.decode()
    assert "Only a published decision can be withdrawn." in page


def test_personal_data_in_the_reason_are_shown_and_acknowledged_first(published, ada, signed_in):
    client, reason = signed_in(ada), "It was a mistake of jo@example.org."
    page = client.post(address(published), ASKED | {"reason": reason}).content.decode()
    assert "What looks like an e-mail address is in the reason: It was a mistake of jo@example.org." in page
    assert not Withdrawal.objects.exists()
    client.post(address(published), ASKED | {"reason": reason, "acknowledged": "on"})
    assert Withdrawal.objects.get().reason == reason


def test_money_that_comes_back_past_an_allocation_needs_a_reason_that_nothing_typed_is_lost_for(
    published, olu, ada, signed_in
):
    less = stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("5000.00"))
    less = stories.published(stories.approved(stories.sent(less, by=olu), by=ada), by=ada)
    award = published.awards.get()
    Allocation.objects.create(stream=award.stream, year=award.year, amount=Decimal("6000.00"))
    page = signed_in(olu).post(address(less), ASKED).content.decode()
    assert "£1,500.00 past its allocation of £6,000.00" in page
    assert "Give a reason for exceeding it. It will be published." in page
    assert ASKED["reason"] in page
    signed_in(olu).post(address(less), ASKED | {"exceeding_reason": "Two other projects underspend by more."})
    assert "Two other projects underspend by more." in signed_in(ada).get(address(less)).content.decode()


def test_what_was_asked_for_otherwise_meanwhile_is_not_carried_out_unread(published, olu, ada, abe, signed_in):
    """Abe reads one reason; meanwhile it is kept after all, and asked for again with another one, which would be
    published. Or a correction is published, which he has not read."""
    signed_in(olu).post(address(published), ASKED)
    read = shown(signed_in(abe), published)
    signed_in(ada).post(f"/office/decisions/{published.reference}/keep/", shown(signed_in(ada), published))
    signed_in(olu).post(address(published), ASKED | {"reason": "The recipient is under investigation."})
    page = signed_in(abe).post(address(published, "confirm/"), read).text
    assert "has changed since you opened this page" in page
    assert "under investigation" in page
    assert "has changed since" in signed_in(ada).post(f"/office/decisions/{published.reference}/keep/", read).text
    read = shown(signed_in(abe), published)
    stories.corrected(fresh(published), officer=olu, approver=ada, title="Another title")
    assert "has changed since" in signed_in(abe).post(address(published, "confirm/"), read).text
    assert fresh(published).state == Decision.State.PUBLISHED
    signed_in(abe).post(address(published, "confirm/"), shown(signed_in(abe), published))
    assert fresh(published).state == Decision.State.WITHDRAWN
