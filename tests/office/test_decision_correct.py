"""A correction begins with its note, which is kept and proposed when it is published."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from grants.actions.decisions import revise
from grants.models import PublishedRows
from register.actions.publishing import publish
from tests.stories import JUST_OPENED, approved, fresh, sent

NOTE = "The title named another scheme, and now names this one."


def address(name, decision):
    return reverse(f"office:{name}", args=[decision.reference])


def test_the_note_is_asked_kept_changed_and_proposed(published, olu, ada, signed_in):
    client = signed_in(olu)
    assert "Correct this decision" in client.get(address("decision_detail", published)).text
    assert (
        "Say what changes, and why"
        in client.post(address("decision_correct", published), {"note": ""} | JUST_OPENED).text
    )
    client.post(address("decision_correct", published), {"note": "Something."} | JUST_OPENED)
    client.post(address("decision_correct", published), {"note": NOTE} | JUST_OPENED)
    revise(fresh(published), by=olu, values={"title": "This scheme"})
    assert f"“{NOTE}”" in client.get(address("decision_detail", published)).text
    decision = approved(sent(fresh(published), by=olu), by=ada)
    page = signed_in(ada).get(address("decision_preview", decision))
    assert page.context["publish_form"]["note"].value() == NOTE
    publish(decision, by=ada, note=NOTE)
    assert not PublishedRows.objects.exists()
    assert client.get(address("decision_correct", published)).context["form"]["note"].value() == ""


def test_a_draft_is_not_corrected(draft, olu, signed_in):
    assert signed_in(olu).get(address("decision_correct", draft)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_half_typed_text_is_not_left_without_being_asked(published, olu, signed_in, live_server, new_context):
    context = new_context()
    session = signed_in(olu).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page, asked = context.new_page(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    for leave, asks in (("Save", []), ("Decisions", ["beforeunload"])):
        page.goto(address("decision_correct", published))
        page.get_by_label("What changes, and why").fill("Half a")
        page.locator("main button, nav a").get_by_text(leave, exact=True).click()
        expect(page).not_to_have_url(live_server.url + address("decision_correct", published))
        assert asked == asks
