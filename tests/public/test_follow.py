"""Following a list by e-mail: asked for without an account or a cookie, and without telling who follows."""

import re
from urllib.parse import quote

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from grants.models import Subscription

HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(autouse=True)
def nobody_has_asked_before(db):
    cache.clear()


def ask(query: str = "", *, email: str = "Reader@example.org", headers=HERE, **extra):
    return Client(enforce_csrf_checks=True).post(
        f"/follow/{query}", {"email": email, "frequency": "daily"} | extra, **headers
    )


def test_the_list_is_the_one_that_the_address_asks_for(small, read):
    page = read("/follow/?partnership=salford")
    assert "Partnership: Salford Community Safety Partnership" in page


def test_asking_sends_one_letter_with_a_link_and_sets_no_cookie(small):
    response = ask("?year=2023-24&partnership=salford&q=")
    assert response.url == "/follow/sent/"
    assert not response.cookies
    subscription = Subscription.objects.get()
    assert (subscription.email, subscription.query) == ("reader@example.org", "partnership=salford&year=2023-24")
    assert subscription.confirmed_at is None
    (letter,) = mail.outbox
    assert letter.to == ["reader@example.org"]
    assert f"/follow/{subscription.token}/" in letter.body


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(db):
    assert ask().url == ask().url == ask(email="another@example.org").url
    assert Subscription.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"},
    ],
)
def test_a_form_of_another_site_changes_nothing(db, headers):
    assert ask(headers=headers).status_code == 403
    assert not Subscription.objects.exists()


def test_an_older_browser_says_where_it_comes_from_in_another_header(db):
    assert ask(headers={"HTTP_ORIGIN": "http://testserver"}).status_code == 302


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Enter your e-mail address"),
        ("nobody", "Enter an e-mail address, like name@example.org"),
        ("a@example.org\nBcc: b@example.org", "Enter an e-mail address, like name@example.org"),
        (f"{'a' * 300}@example.org", "Enter an e-mail address"),
    ],
)
def test_what_is_no_address_gets_a_sentence(db, email, sentence):
    assert sentence in ask(email=email).content.decode()
    assert not mail.outbox


def test_nobody_can_fill_another_persons_letter_box(db):
    for _ in range(8):
        assert ask().url == "/follow/sent/"
    assert len(mail.outbox) == 5


def test_the_letters_of_a_day_are_counted_all_day(db, time_machine):
    time_machine.move_to("2026-06-30T09:00:00Z")
    for _ in range(5):
        ask()
    time_machine.move_to("2026-06-30T20:00:00Z")
    ask()
    assert len(mail.outbox) == 5
    time_machine.move_to("2026-07-01T09:01:00Z")
    ask()
    assert len(mail.outbox) == 6


def test_a_household_of_ipv6_is_one_network(db):
    for number in range(32):
        last = ask(
            email=f"reader{number}@example.org", headers=HERE | {"HTTP_X_FORWARDED_FOR": f"2001:db8::{number:x}"}
        )
    assert last.status_code == 429
    assert ask(email="other@example.org", headers=HERE | {"HTTP_X_FORWARDED_FOR": "2001:db8:1::1"}).status_code == 302


def test_a_search_too_long_to_be_kept_gets_a_sentence(db):
    page = ask(f"?q={quote('💷' * 200)}").content.decode()
    assert "This search is too long to be followed" in page
    assert not Subscription.objects.exists()


def test_one_network_cannot_write_to_the_whole_world(db):
    answers = [ask(email=f"reader{number}@example.org").status_code for number in range(32)]
    assert answers == [302] * 30 + [429] * 2


def test_a_list_that_is_not_understood_cannot_be_followed(db):
    response = ask("?year=never")
    assert response.status_code == 400
    assert "cannot be followed" in response.content.decode()
    assert not Subscription.objects.exists()


def test_confirming_takes_a_press_of_the_button(db):
    ask()
    place = re.search(r"http\S+(/follow/\S+/)", mail.outbox[0].body)[1]
    Client().get(place)
    assert not Subscription.objects.confirmed().exists()
    Client(enforce_csrf_checks=True).post(place)
    assert Subscription.objects.confirmed().exists()
