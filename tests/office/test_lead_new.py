"""Olu invites somebody new to lead a partnership."""

import pytest

from grants.models import Event, Membership, Role, User

NEW = "/office/leads/new/"


@pytest.fixture
def una(salford):
    return {"partnership": salford.pk, "name": "Una", "email": "Una@example.org"}


def test_he_invites_a_new_lead_who_gets_a_letter(signed_in, olu, una, salford, mailoutbox):
    done = signed_in(olu).post(NEW, una, follow=True).text
    assert "Una is invited." in done
    assert "and has not signed in yet" in done
    [letter] = mailoutbox
    assert letter.to == ["una@example.org"]
    assert "Olu of" in letter.body
    assert Membership.objects.get(person__name="Una", role=Role.LEAD).partnership == salford
    assert set(Event.objects.filter(by=olu).values_list("verb", flat=True)) == {
        "added a person",
        "gave a role",
        "invited",
    }


def test_an_address_in_use_and_a_mail_server_that_is_down_lose_nothing(signed_in, olu, mo, una, settings):
    client = signed_in(olu)
    taken = client.post(NEW, una | {"email": "mo@example.org"}).text
    assert "There is already a person with the e-mail address mo@example.org." in taken
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    down = client.post(NEW, una)
    assert "The mail server did not take the letter to" in down.text
    assert down.context["form"]["name"].value() == "Una"
    assert not User.objects.filter(name="Una").exists()


def test_nothing_chosen_and_nothing_typed_is_said(signed_in, olu):
    form = signed_in(olu).post(NEW, {"email": "una"}).context["form"]
    assert form.errors == {
        "partnership": ["Choose the partnership"],
        "name": ["Enter their name"],
        "email": ["Enter an address like name@example.org"],
    }


def test_leads_invite_nobody(signed_in, mo):
    assert signed_in(mo).get(NEW).status_code == 403
