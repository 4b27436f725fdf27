"""An approver asks on the page of a superseded version."""

import pytest

from register.models import Redaction
from tests import snapshots, stories
from tests.stories import withdrawn


@pytest.fixture
@snapshots.remembered
def corrected(reference, olu, ada):
    first = stories.whole(officer=olu, approver=ada)
    return stories.corrected(first, officer=olu, approver=ada, summary="Nothing about anybody.")


def address(decision, version):
    return f"/office/decisions/{decision.reference}/versions/{version}/redact/"


def test_it_is_asked_for_with_a_reason(corrected, signed_in, ada):
    page = signed_in(ada).post(address(corrected, 1), {"reason": "It named a person."}, follow=True).content.decode()
    assert Redaction.objects.get().asked_by == ada
    assert "An administrator who is somebody else carries it out" in page


def test_the_version_that_stands_is_refused_with_a_sentence(corrected, signed_in, ada):
    page = signed_in(ada).post(address(corrected, 2), {"reason": "It named a person."}).content.decode()
    assert "This is the current version." in page
    assert not Redaction.objects.exists()


def test_only_approvers_come_in_and_find_it_from_the_decision(corrected, signed_in, olu, ada):
    assert signed_in(olu).get(address(corrected, 1)).status_code == 403
    decision = f"/office/decisions/{corrected.reference}/"
    assert address(corrected, 1) in signed_in(ada).get(decision).content.decode()
    assert address(corrected, 2) not in signed_in(ada).get(decision).content.decode()
    assert address(corrected, 1) not in signed_in(olu).get(decision).content.decode()


def test_personal_data_in_the_reason_are_shown_and_acknowledged_first(corrected, signed_in, ada):
    client, reason = signed_in(ada), "It named jo@example.org."
    page = client.post(address(corrected, 1), {"reason": reason}).content.decode()
    assert "What looks like an e-mail address is in the reason: It named jo@example.org." in page
    assert not Redaction.objects.exists()
    client.post(address(corrected, 1), {"reason": reason, "acknowledged": "on"})
    assert Redaction.objects.get().reason == reason


def test_of_a_withdrawn_decision_the_withdrawal_itself_can_be_asked_for(published, signed_in, ada):
    withdrawn(published, by=ada, reason="It was published by mistake.")
    client = signed_in(ada)
    assert address(published, 2) in client.get(f"/office/decisions/{published.reference}/").content.decode()
    assert "a further withdrawal takes its place" in client.get(address(published, 2)).content.decode()
    client.post(address(published, 2), {"reason": "It named a person."})
    assert Redaction.objects.get().notice.version == 2
