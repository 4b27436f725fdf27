"""Wrong passwords are slowed down; nobody locks another person out, and nobody everybody."""

import pytest
from django.core.cache import cache

from tests.stories import PASSWORD

TOO_OFTEN = "Too many failed login attempts"


@pytest.fixture(autouse=True)
def nothing_counted(db):
    cache.clear()


def sign_in(client, person, password=PASSWORD, *, at="192.0.2.1", written=""):
    """Through the proxy, which writes the address that it saw behind what the visitor wrote."""
    seen = f"{written}, {at}" if written else at
    typed = {"login": person.email, "password": password}
    return client.post("/sign-in/", typed, headers={"X-Forwarded-For": seen})


def try_often(client, person, times, **where):
    for _ in range(times):
        answer = sign_in(client, person, "wrong", **where)
    return answer


def test_a_visitor_who_tries_ten_times_waits_and_another_does_not(client, olu, oma, ada):
    assert TOO_OFTEN in try_often(client, olu, 11).text
    assert TOO_OFTEN in sign_in(client, oma).text
    assert sign_in(client, ada, at="192.0.2.2").status_code == 302


def test_addresses_that_a_visitor_writes_himself_count_for_nothing(client, olu, oma):
    for number in range(11):
        answer = sign_in(client, olu, "wrong", written=f"198.51.100.{number}")
    assert TOO_OFTEN in answer.text
    assert sign_in(client, oma, at="192.0.2.2", written="192.0.2.1").status_code == 302


def test_with_two_proxies_the_outer_one_says_who_asks(client, olu, oma, settings):
    settings.TRUSTED_PROXIES = 2
    for _ in range(11):
        sign_in(client, olu, "wrong", written="192.0.2.1", at="10.0.0.1")
    assert sign_in(client, oma, written="192.0.2.2", at="10.0.0.1").status_code == 302


def test_an_account_that_many_networks_try_opens_to_its_owner(client, olu):
    client.cookies.clear()
    assert sign_in(client, olu).status_code == 302
    client.post("/sign-out/")
    stranger = type(client)()
    for number in range(3):
        answer = try_often(stranger, olu, 8, at=f"198.51.100.{number}")
    assert TOO_OFTEN in answer.text
    assert TOO_OFTEN in sign_in(stranger, olu, at="203.0.113.9").text
    assert sign_in(client, olu, at="203.0.113.9").status_code == 302


def test_a_colleague_behind_the_same_address_shuts_out_nobody_who_was_here_before(client, olu, oma):
    sign_in(client, olu)
    client.post("/sign-out/")
    try_often(type(client)(), oma, 12)
    assert sign_in(client, olu).status_code == 302


def test_a_known_browser_is_slowed_down_too_and_only_for_its_account(client, olu, oma):
    sign_in(client, olu)
    client.post("/sign-out/")
    assert TOO_OFTEN in try_often(client, olu, 6).text
    assert TOO_OFTEN not in sign_in(client, oma, "wrong").text


def test_who_asks_for_too_many_letters_is_told_to_wait(client, olu):
    for _ in range(6):
        answer = client.post("/account/password/reset/", {"email": olu.email})
    assert answer.status_code == 429
    assert "Wait a few minutes" in answer.text
