"""Ann invites a new lead, whose link works once and expires."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from grants.actions.invitations import accept_invitation, invite
from grants.actions.office_data import add_membership, add_person
from grants.invitations import token_of
from grants.models import Event, Role
from grants.refused import Refused
from grants.years import LONDON

NOON = datetime(2026, 3, 2, 12, tzinfo=LONDON)
PASSWORD = "kestrel-over-the-moor"


@pytest.fixture
def una(ann, salford, time_machine):
    time_machine.move_to(NOON, tick=False)
    person = add_person(email="una@example.org", name="Una", by=ann)
    add_membership(person, Role.LEAD, by=ann, partnership=salford)
    return person


def link(person):
    return reverse("invitation", args=[token_of(person)])


def test_the_letter_says_who_invites_for_what_and_until_when(una, ann, mailoutbox):
    invite(una, by=ann)
    [letter] = mailoutbox
    assert letter.to == ["una@example.org"]
    for words in ("Ann of", "lead for Salford Community Safety Partnership", "works once, for 7 days", link(una)):
        assert words in letter.body
    assert Event.objects.filter(verb="invited", by=ann).exists()


def test_she_chooses_a_password_and_signs_in(una, client):
    page = link(una)
    assert "una@example.org" in client.get(page).text
    after = client.post(page, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert "You can sign in" in after.text
    signed = client.post(reverse("account_login"), {"login": una.email, "password": PASSWORD})
    assert signed.status_code == 302
    used = client.get(page)
    assert used.status_code == 410
    assert "ask for a new invitation" in used.text


def test_a_poor_password_is_refused_and_the_link_still_works(una, client):
    for first, second in (("short", "short"), (PASSWORD, "another-one-altogether")):
        form = client.post(link(una), {"new_password1": first, "new_password2": second}).context["form"]
        assert form.errors
    assert client.get(link(una)).status_code == 200


def test_without_a_password_each_field_says_what_to_do(una, client):
    form = client.post(link(una), {"new_password1": "", "new_password2": ""}).context["form"]
    assert form.errors == {"new_password1": ["Choose a password"], "new_password2": ["Type the same password again"]}


def test_it_expires_and_can_be_sent_again(una, ann, client, time_machine, mailoutbox):
    old = link(una)
    time_machine.move_to(NOON + timedelta(days=7, minutes=1))
    gone = client.get(old)
    assert gone.status_code == 410
    assert "It has expired" in gone.text
    with pytest.raises(Refused):
        accept_invitation(old.split("/")[-2], PASSWORD)
    invite(una, by=ann)
    assert client.get(link(una)).status_code == 200


def test_a_guessed_link_opens_nothing(una, client):
    assert client.get(link(una).replace(":", ";")).status_code == 410


def test_only_newcomers_with_a_role_are_invited_and_never_by_a_lead(una, ann, olu, mo, mailoutbox):
    with pytest.raises(Refused):
        invite(una, by=mo)
    with pytest.raises(Refused, match="Give this person a role first"):
        invite(add_person(email="ulf@example.org", name="Ulf", by=ann), by=ann)
    olu.last_login = NOON
    olu.save()
    with pytest.raises(Refused, match="has signed in before"):
        invite(olu, by=ann)
    assert not mailoutbox


def test_a_mail_server_that_is_down_is_said(una, ann, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(Refused, match="did not take the letter to una"):
        invite(una, by=ann)
    assert not Event.objects.filter(verb="invited").exists()


def test_ann_presses_invite_in_the_list_of_people(signed_in, una, ann, mailoutbox):
    chosen = {"action": "invite", "_selected_action": [una.pk]}
    answer = signed_in(ann).post("/admin/grants/user/", chosen, follow=True)
    assert "Una: invited." in answer.text
    assert len(mailoutbox) == 1
