"""Of django-allauth only the pages that are meant are there: nobody adds an address from a session left open."""

import pytest
from django.utils import timezone

from grants.actions.letters import write_letters
from grants.actions.office_data import add_membership, change_password, change_person
from grants.letters_of_accounts import letters
from grants.models import Event, Letter, Role, User
from grants.refused import Refused


@pytest.mark.parametrize(
    "page",
    [
        "email/",
        "confirm-email/",
        "confirm-email/x/",
        "signup/",
        "login/",
        "logout/",
        "password/set/",
        "login/code/",
    ],
)
def test_what_is_not_meant_is_not_there(signed_in, olu, page):
    client = signed_in(olu)
    assert client.get(f"/account/{page}").status_code == 404
    assert client.post(f"/account/{page}", {"email": "thief@example.org", "action_add": ""}).status_code == 404


def test_another_address_is_told_to_the_old_one(olu, ann, mailoutbox):
    change_person(olu, {"email": "olu@new.example.org"}, by=ann)
    [told] = mailoutbox
    assert told.to == ["olu@example.org"]
    assert "Ann has changed the address of your account" in told.body
    assert Event.objects.latest("pk").changes == {"E-mail address": ["olu@example.org", "olu@new.example.org"]}


def test_no_address_changes_untold(olu, ann, monkeypatch):
    def dead(*_args, **_options):
        raise OSError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", dead)
    with pytest.raises(Refused, match="did not take the letter to olu"):
        change_person(olu, {"email": "olu@new.example.org"}, by=ann)
    assert User.objects.filter(email="olu@example.org").exists()


def test_who_is_told_what_by_letter(olu, mo, ann):
    mo.gets_letters = False
    mo.save()
    change_password(mo, "a-heron-on-the-weir", by=mo)
    change_person(olu, {"email": "olu@new.example.org"}, by=ann)
    add_membership(olu, Role.APPROVER, by=None)
    for _ in range(2):
        write_letters(letters(timezone.now()))
    told = {(letter.person.name, letter.subject) for letter in Letter.objects.all()}
    assert told == {
        ("Mo", "Your password was changed"),
        ("Ann", "Olu signs in with another address"),
        ("Ann", "Olu, Approver"),
    }
