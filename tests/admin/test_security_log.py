"""The security log: who came in, who was refused, what left the house, who got which role."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from grants.actions.office_data import add_membership, add_person, end_membership
from grants.actions.security_log import note
from grants.models import Role, SecurityEntry
from register.actions.taking_down import take_down
from tests.conftest import PASSWORD

LIST = reverse("admin:grants_securityentry_changelist")


def lines() -> list[tuple[str | None, str, str]]:
    """Who, what and about what, the oldest first."""
    return [(each.by and each.by.name, each.what, each.about) for each in SecurityEntry.objects.order_by("pk")]


def test_signing_in_and_out_and_a_wrong_password(olu, client):
    before = len(lines())
    client.post(
        reverse("account_login"), {"login": olu.email, "password": "wrong"}, headers={"x-forwarded-for": "192.0.2.7"}
    )
    client.post(reverse("account_login"), {"login": "nobody@example.org", "password": "my secret"})
    client.post(reverse("account_login"), {"login": olu.email, "password": PASSWORD})
    client.post(reverse("account_logout"))
    assert lines()[before:] == [
        ("Olu", "was refused the sign-in", ""),
        (None, "was refused the sign-in", ""),
        ("Olu", "signed in", ""),
        ("Olu", "signed out", ""),
    ]
    assert SecurityEntry.objects.filter(what="was refused the sign-in", by=olu).get().network == "192.0.2.7"


def test_refusals_and_files_that_are_not_public(olu, mo, signed_in):
    assert signed_in(mo).get("/office/").status_code == 403
    signed_in(olu).get("/office/lists/decisions.csv")
    assert ("Mo", "was refused", "/office/") in lines()
    assert ("Olu", "took out", "/office/lists/decisions.csv") in lines()


def test_accounts_and_roles(ann):
    person = add_person(email="new@example.org", name="Nia", by=ann)
    end_membership(add_membership(person, Role.OFFICER, by=ann), by=ann)
    told = [what for who, what, about in lines() if who == "Ann" and "Nia" in about]
    assert told == ["added a person", "gave a role", "ended a role"]


def test_what_is_taken_out_of_public_sight(published, abe):
    take_down(published, by=abe, reason="A name stands in it.")
    assert lines()[-1][:2] == ("Abe", "took down the text")


def test_administrators_alone_read_it_and_take_it_out(ann, olu, ada, signed_in):
    note("signed in", by=olu, about="=cmd()", network="192.0.2.7")
    chosen = {"action": "download", "_selected_action": SecurityEntry.objects.latest("pk").pk}
    client = signed_in(ann)
    assert "192.0.2.7" in client.get(LIST).content.decode()
    answer = client.post(LIST, chosen)
    head, line = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert head == "When,Who,What,About,Network address"
    assert line.endswith(",Olu,signed in,'=cmd(),192.0.2.7")
    assert ("Ann", "took out", LIST) in lines()
    assert {signed_in(each).get(LIST).status_code for each in (olu, ada)} == {403}


def test_nobody_shortens_it_and_what_is_old_is_forgotten(olu):
    note("signed in", by=olu, at=timezone.now() - timezone.timedelta(days=401))
    note("signed in", by=olu, at=timezone.now() - timezone.timedelta(days=399))
    count = SecurityEntry.objects.count()
    for change in ("DELETE FROM grants_securityentry", "UPDATE grants_securityentry SET what = ''"):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    call_command("send_letters")
    assert SecurityEntry.objects.count() == count - 1
