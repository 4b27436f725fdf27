"""Who approves, publishes, redacts, restores or gives roles says again who it is, once in 15 minutes."""

from datetime import timedelta

import pytest

from grants.models import Decision, Role
from pcc_decisions import urls
from register.models import Notice
from tests.stories import PASSWORD, as_shown, fresh

ASKED = {
    *("decision_approve", "decision_publish", "decision_withdraw_confirm", "redaction_confirm", "take_down_restore"),
    *(
        "account_publish",
        "account_redact",
        "strategy_publish",
        "scrutiny_entry_settle",
        "import_approve",
        "import_publish",
    ),
}


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.ASKS_AGAIN = True


def test_which_pages_ask():
    assert {each.name for each in urls.office_pages if getattr(each.callback, "is_fresh", False)} == ASKED


def test_it_goes_on_with_what_was_sent(signed_in, approved, olu):
    client = signed_in(olu)
    page = client.post(f"/office/decisions/{approved.reference}/publish/", as_shown(approved), follow=True)
    assert "Is it still you?" in page.text
    assert not Notice.objects.exists()
    where = page.redirect_chain[-1][0]
    assert (
        "Is it still you?"
        in client.post(where, {"password": "wrong", "next": page.context["redirect_field_value"]}).text
    )
    client.post(where, {"password": PASSWORD, "next": page.context["redirect_field_value"]})
    assert Notice.objects.get().published_by == olu


def test_it_is_asked_once_in_fifteen_minutes(client, sent, ada, time_machine):
    time_machine.move_to("2026-03-02T09:00Z", tick=False)
    client.post("/sign-in/", {"login": ada.email, "password": PASSWORD})
    time_machine.shift(timedelta(minutes=16))
    address = f"/office/decisions/{sent.reference}/approve/"
    assert "/account/reauthenticate/" in client.post(address, as_shown(sent))["Location"]
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    time_machine.shift(timedelta(minutes=14))
    client.post(address, as_shown(sent))
    assert fresh(sent).state == Decision.State.APPROVED


def test_so_are_roles_in_the_admin(signed_in, ann, olu):
    client = signed_in(ann)
    for page, typed in (
        ("/admin/grants/membership/add/", {"person": olu.pk, "role": Role.LEAD}),
        ("/admin/grants/membership/", {"action": "end", "_selected_action": [olu.memberships.get().pk]}),
    ):
        assert "/account/reauthenticate/" in client.post(page, typed)["Location"]
    assert olu.memberships.current().count() == 1
