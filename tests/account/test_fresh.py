"""Who approves, publishes, redacts, restores or gives roles says again who it is, once in 15 minutes."""

import inspect
from datetime import timedelta

import pytest
from django.contrib import admin

from grants.models import Decision, Role
from pcc_decisions import urls
from pcc_decisions.management.commands.site_map import deeds, deeds_of
from pcc_decisions.partner_pages import partner_pages
from pcc_decisions.public_pages import public_pages
from public.views.api import service
from register.models import Notice
from tests.stories import PASSWORD, as_shown, fresh

# What takes a fresh sign-in, by whatever page it is done.
DEEDS = {
    "approving": {"approve", "approve_spreadsheet"},
    "publishing": {"publish", "publish_approved", "publish_plan", "publish_account", "publish_entry"},
    "publishing what is planned": {"plan_decision", "change_plan", "withdraw_plan"},
    "withdrawing": {"withdraw", "withdraw_strategy"},
    "giving roles": {"add_lead", "invite_lead", "add_membership", "confirm_membership", "end_membership"},
    "asking for a redaction": {"ask_for_redaction", "ask_for_redaction_of_reasons"},
    "redacting": {"carry_out", "redact", "redact_plan", "redact_account"},
    "restoring": {"restore", "restore_plan", "restore_account"},
}
ALL_DEEDS = set().union(*DEEDS.values())
OF_THE_ADMIN = {"add_membership", "confirm_membership", "end_membership", "add_lead", "redact"}


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.ASKS_AGAIN = True


def test_every_page_that_does_such_a_thing_asks():
    pages = [*urls.office_pages, *partner_pages, *public_pages]
    done = {page.name: ALL_DEEDS.intersection(deeds_of(page.callback)) for page in pages}
    assert set().union(*done.values()) >= ALL_DEEDS - OF_THE_ADMIN
    assert [name for name, deeds in done.items() if deeds and not is_fresh(name, pages)] == []


def is_fresh(name, pages):
    return all(getattr(page.callback, "is_fresh", False) for page in pages if page.name == name)


def test_so_does_every_page_of_the_admin_on_which_anything_is_sent():
    theirs = [page for each in admin.site._registry.values() for page in each.get_urls()]
    named = [page for page in theirs if page.name]
    assert len(named) > 100
    assert [page.name for page in named if not getattr(page.callback, "is_fresh", False)] == []


def test_the_api_changes_nothing():
    described = service.get_openapi_schema(path_prefix="/")["paths"]
    assert {method for page in described.values() for method in page} == {"get"}


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
        ("/office/leads/new/", {"name": "Lea", "email": "lea@example.org"}),
        ("/admin/grants/membership/add/", {"person": olu.pk, "role": Role.LEAD}),
        ("/admin/grants/membership/", {"action": "end", "_selected_action": [olu.memberships.get().pk]}),
    ):
        assert "/account/reauthenticate/" in client.post(page, typed)["Location"]
    assert olu.memberships.current().count() == 1


SETTLING = ("accept", "approve", "publish", "return", "withdraw")
SHOWN = {"seen", "revision"}


def test_who_settles_what_another_has_written_says_what_was_shown_of_it():
    """Approving, accepting, publishing, returning, withdrawing: each takes what the button carried of the page."""
    named = {each for page in urls.office_pages for each in deeds(page.callback)}
    settling = {each for each in named if each.__name__.startswith(SETTLING)}
    assert len(settling) > 10
    blind = {each.__name__ for each in settling if not SHOWN & inspect.signature(each).parameters.keys()}
    assert blind == {"publish_approved"}  # which publishes what was approved
