"""A second factor: the office has to give one in production, leads may."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache

from grants.models import Event
from tests.stories import PASSWORD

ON = "/account/second-factor/on/"
OFF = "/account/second-factor/off/"


@pytest.fixture(autouse=True)
def as_in_production(settings, db):
    settings.REQUIRES_SECOND_FACTOR = True
    cache.clear()


def sign_in(client, person, page="/arrive/"):
    return client.post(f"/sign-in/?next={page}", {"login": person.email, "password": PASSWORD}, follow=True)


def code_of(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


def turn_on(client):
    secret = re.search(r"<code>(\w+)</code>", client.get(ON).text).group(1)
    client.post(ON, {"code": code_of(secret)})
    return secret


@pytest.fixture
def with_factor(client, olu):
    """Olu's secret, once she has turned it on and signed out."""
    sign_in(client, olu)
    secret = turn_on(client)
    client.post("/sign-out/")
    return secret


def test_the_office_gets_no_further_than_turning_it_on(transactional_db, client, olu):
    page = sign_in(client, olu, "/office/")
    assert page.redirect_chain[-1][0] == "/account/second-factor/"
    assert "Whoever works in the office needs it" in page.text
    assert client.get("/office/decisions/").url == "/account/second-factor/"
    assert client.get("/account/sessions/").status_code == 200
    turn_on(client)
    assert client.get("/office/").status_code == 200
    assert Event.objects.get(verb="turned a second factor on", by=olu).thing == olu


def test_a_lead_may_do_without(client, mo):
    assert sign_in(client, mo, "/partners/manchester/").status_code == 200
    assert client.get("/account/second-factor/").status_code == 200


def test_a_password_alone_lets_nobody_in(client, olu, with_factor):
    page = sign_in(client, olu)
    assert "Enter your code" in page.text
    assert client.get("/office/").status_code == 302
    assert client.post("/account/second-factor/code/", {"code": "000000"}).status_code == 200
    assert client.get("/office/").status_code == 302
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    cache.clear()
    client.post("/account/second-factor/code/", {"code": code_of(with_factor)})
    assert client.get("/office/").status_code == 200


def test_a_kept_code_works_once(client, olu, with_factor):
    kept = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for is_in in (True, False):
        sign_in(client, olu)
        client.post("/account/second-factor/code/", {"code": kept})
        assert (client.get("/office/").status_code == 200) == is_in
        client.post("/sign-out/")


def test_turned_off_it_has_to_be_turned_on_again(transactional_db, client, olu):
    sign_in(client, olu)
    turn_on(client)
    assert client.get("/office/").status_code == 200
    assert client.get("/account/second-factor/kept-codes/").text.count("<li><code>") == 10
    assert client.get(OFF).status_code == 200
    client.post(OFF)
    assert client.get("/office/").url == "/account/second-factor/"
    assert Event.objects.filter(verb="turned a second factor off", by=olu).exists()


def test_an_administrator_removes_one_that_is_lost(client, signed_in, olu, ann, settings, with_factor):
    settings.REQUIRES_SECOND_FACTOR = False
    chosen = {"action": "remove_factor", "_selected_action": [olu.pk]}
    assert "signs in with the password alone" in signed_in(ann).post("/admin/grants/user/", chosen, follow=True).text
    assert sign_in(client, olu, "/office/").status_code == 200
    assert Event.objects.latest("pk").by == ann
