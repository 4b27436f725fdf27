"""No administrator makes an approver or an administrator alone, nor is one: so nobody publishes anything alone."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from grants.actions.letters import write_letters
from grants.actions.office_data import add_membership, change_person, confirm_membership, end_membership
from grants.letters_of_accounts import letters
from grants.models import Event, Letter, Membership, Role, User
from grants.refused import Refused


def again(person):
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER])
def test_an_administrator_holds_no_role_of_the_office(ann, ari, olu, role):
    with pytest.raises(Refused, match="An administrator is no officer and no approver"):
        add_membership(ann, role, by=ari)
    with pytest.raises(Refused, match="An administrator is no officer and no approver"):
        add_membership(olu, Role.ADMINISTRATOR, by=ann)


def test_a_second_administrator_confirms_an_approver(ann, ari, olu):
    asked = add_membership(olu, Role.APPROVER, by=ann)
    assert not again(olu).is_approver
    with pytest.raises(Refused, match="Another administrator has to confirm"):
        confirm_membership(asked, by=ann)
    confirm_membership(asked, by=ari)
    assert again(olu).is_approver
    assert Event.objects.latest("pk").verb == "confirmed a role"
    with pytest.raises(Refused, match="not waiting"):
        confirm_membership(asked, by=ari)


def test_the_database_holds_two_people_too(ann, olu):
    asked = add_membership(olu, Role.APPROVER, by=ann)
    with pytest.raises(IntegrityError, match="another_administrator_confirms"), transaction.atomic():
        Membership.objects.filter(pk=asked.pk).update(confirmed_by=ann)


def test_what_was_asked_for_can_be_declined(ann, ari, olu):
    end_membership(add_membership(olu, Role.APPROVER, by=ann), by=ari)
    assert not again(olu).is_approver
    add_membership(olu, Role.APPROVER, by=ari)


def test_every_administrator_is_written_to(ann, ari, olu):
    add_membership(olu, Role.APPROVER, by=ann)
    write_letters(letters(timezone.now()))
    told = Letter.objects.filter(subject="Olu, Approver")
    assert {letter.person for letter in told} == {ann, ari}
    assert "Ann asked for a role" in told[0].body


def test_another_address_takes_two_as_well(ann, ari, ada, mailoutbox):
    change_person(ada, {"email": "mine@example.org"}, by=ann)
    assert not again(ada).is_approver
    confirm_membership(ada.memberships.get(), by=ari)
    assert again(ada).is_approver


def test_the_last_administrator_keeps_her_address(ann):
    with pytest.raises(Refused, match="the last administrator"):
        change_person(ann, {"email": "other@example.org"}, by=ann)


def test_in_the_admin_the_one_asks_and_the_other_confirms(ann, ari, olu, signed_in):
    typed = {"person": olu.pk, "role": Role.APPROVER}
    page = signed_in(ann).post("/admin/grants/membership/add/", typed, follow=True).text
    assert "waits for another administrator" in page
    assert "asked for by Ann" in page
    asked = olu.memberships.get(role=Role.APPROVER)
    signed_in(ari).post("/admin/grants/membership/", {"action": "confirm", "_selected_action": [asked.pk]})
    assert again(olu).is_approver
