"""The link at the end of every letter: letters or none, without signing in."""

import pytest
from django.urls import reverse

from grants.letters import token_of
from grants.models import Letter


@pytest.fixture
def address(mo):
    return reverse("letter_choice", args=[token_of(mo)])


def test_looking_changes_nothing(client, mo, address):
    page = client.get(address)
    assert "mo@example.org gets letters" in page.text
    mo.refresh_from_db()
    assert mo.gets_letters


def test_mo_stops_her_letters_and_has_them_again(client, mo, address):
    assert "gets no letters" in client.post(address, {"letters": "none"}, follow=True).text
    mo.refresh_from_db()
    assert not mo.gets_letters
    client.post(address, {"letters": "again"})
    mo.refresh_from_db()
    assert mo.gets_letters


@pytest.mark.parametrize("token", ["1", "guessed:token"])
def test_a_link_that_is_none_of_ours_opens_nothing(client, mo, token):
    assert client.get(reverse("letter_choice", args=[token])).status_code == 404


def test_a_token_for_something_else_opens_nothing(client, mo, address):
    assert client.post(address.replace(token_of(mo)[-1], "x"), {"letters": "none"}).status_code == 404


def test_olu_chooses_kinds_and_to_have_comments_at_once(client, olu):
    address = reverse("letter_choice", args=[token_of(olu)])
    page = client.get(address).text
    assert "Waiting for your approval" in page
    assert "New grants" not in page
    typed = {"letters": "these", "kinds": ["returned", "waits"], "comments": "at_once"}
    assert "Your choice is saved." in client.post(address, typed, follow=True).text
    olu.refresh_from_db()
    assert olu.gets_letters
    assert olu.comments_at_once
    assert "received" in olu.declined_letters
    assert "waits" not in olu.declined_letters
    client.post(address, {"letters": "these", "kinds": ["received"], "comments": "daily"})
    olu.refresh_from_db()
    assert "received" not in olu.declined_letters


def test_every_kind_of_letter_can_be_declined_by_those_who_get_it():
    """But those about one's own account, which warn of somebody else."""
    assert {*Letter.TO_OFFICE, *Letter.TO_LEADS} == set(Letter.Kind) - {Letter.Kind.UPDATE, Letter.Kind.ACCOUNT}
