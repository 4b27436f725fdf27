"""Passkeys, in a real browser with a made-up security key: added, signed in with, asked again, removed."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from grants.letters_of_accounts import letters
from grants.models import SecurityEntry
from tests.stories import PASSWORD

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def browsed(transactional_db, new_context, live_server, settings):
    """A visitor whose computer keeps passkeys; `key.send` changes what it does."""
    settings.REQUIRES_SECOND_FACTOR = True
    cache.clear()
    page = new_context().new_page()
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    number = key.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page, lambda **said: key.send("WebAuthn.setUserVerified", {"authenticatorId": number, **said})
    assert complaints == []


def test_the_whole_life_of_a_passkey(browsed, olu, axe):
    page, key = browsed
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(olu.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Add a passkey").click()
    axe(page)
    page.get_by_label("What you call it").fill("Olu’s computer")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Codes to keep")).to_be_visible()
    page.goto("/office/")
    page.wait_for_url("/office/")

    sign_out(page)
    key(isUserVerified=False)
    sign_in_by_passkey(page)
    expect(page.get_by_role("alert").filter(has_text="No passkey was given")).to_be_visible()
    key(isUserVerified=True)
    sign_in_by_passkey(page)
    page.wait_for_url("/office/")
    page.goto("/account/reauthenticate/?next=/office/")
    page.get_by_role("link", name="Use your passkey").click()
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url("/office/")

    page.goto("/account/passkeys/")
    axe(page)
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("You have none.")).to_be_visible()
    assert not Authenticator.objects.filter(type="webauthn").exists()
    sign_out(page)
    sign_in_by_passkey(page)
    expect(page.get_by_text("This passkey is not known here.")).to_be_visible()
    assert_told(olu)


def sign_out(page):
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def sign_in_by_passkey(page):
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()


def assert_told(person):
    """By letter, and in the security log."""
    told = [letter.subject for letter in letters(timezone.now()) if letter.person == person]
    assert sorted(told) == ["A passkey was added to your account", "A passkey was removed from your account"]
    happened = SecurityEntry.objects.filter(by=person).order_by("pk").values_list("what", flat=True)
    assert [what for what in happened if "passkey" in what] == ["added a passkey", "removed a passkey"]
    assert happened.filter(what="signed in").count() == 2
