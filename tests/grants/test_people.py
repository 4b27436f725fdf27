"""People and office data: kept by administrators; rights hang on a role and end with it."""

from decimal import Decimal

import pytest

from grants.actions.office_data import add_membership, add_person, end_membership, save_office_data
from grants.models import Event, FundingStream, Membership, Role, User
from grants.refused import Refused


def test_a_person_is_known_by_an_e_mail_in_small_letters(ann):
    person = add_person(email=" Eve@Example.ORG ", name="Eve", by=ann)
    assert person.email == "eve@example.org"
    assert not person.has_usable_password()
    with pytest.raises(Refused, match="already a person"):
        add_person(email="EVE@example.org", name="Another Eve", by=ann)


def test_a_person_without_a_role_may_do_nothing(ann):
    eve = add_person(email="eve@example.org", name="Eve", by=ann)
    assert not eve.works_in_office
    assert not eve.partnerships.exists()


def test_rights_end_with_the_role(ann, olu):
    end_membership(olu.memberships.get(), by=ann)
    assert not User.objects.get(pk=olu.pk).is_officer


def test_a_lead_leads_until_the_role_ends(ann, mo, manchester):
    assert list(mo.partnerships) == [manchester]
    end_membership(mo.memberships.get(), by=ann)
    assert not mo.partnerships.exists()


def test_whoever_cannot_sign_in_has_no_role(olu):
    olu.is_active = False
    assert not olu.is_officer


def test_a_lead_has_a_partnership_and_nobody_else_has_one(ann, olu, manchester):
    for role, partnership in ((Role.LEAD, None), (Role.OFFICER, manchester)):
        with pytest.raises(Refused, match="Choose a partnership for a lead"):
            add_membership(olu, role, by=ann, partnership=partnership)


def test_a_role_is_given_once(ann, olu, mo, manchester):
    with pytest.raises(Refused, match="has this role already"):
        add_membership(olu, Role.OFFICER, by=ann)
    with pytest.raises(Refused, match="has this role already"):
        add_membership(mo, Role.LEAD, by=ann, partnership=manchester)


def test_a_role_that_ended_can_be_given_again(ann, olu):
    end_membership(olu.memberships.get(), by=ann)
    add_membership(olu, Role.OFFICER, by=ann)
    assert User.objects.get(pk=olu.pk).is_officer


def test_a_role_ends_once(ann, olu):
    ended = end_membership(olu.memberships.get(), by=ann)
    with pytest.raises(Refused, match="ended already"):
        end_membership(ended, by=ann)


def test_the_last_administrator_stays(request, ann):
    mine = ann.memberships.get()
    with pytest.raises(Refused, match="last administrator"):
        end_membership(mine, by=ann)
    request.getfixturevalue("ari")
    assert end_membership(mine, by=ann).ended_at


def test_only_administrators_keep_people_and_reference_data(olu, ada, mo, reference):
    stream = FundingStream.objects.first()
    for person in (olu, ada, mo):
        for deed in (
            lambda by: add_person(email="eve@example.org", name="Eve", by=by),
            lambda by: add_membership(olu, Role.APPROVER, by=by),
            lambda by: end_membership(olu.memberships.get(), by=by),
            lambda by: save_office_data(stream, {"name": "Mine"}, by=by),
        ):
            with pytest.raises(Refused, match="Only an administrator"):
                deed(person)
    assert not User.objects.filter(email="eve@example.org").exists()


def test_each_change_of_reference_data_is_a_line_of_the_diary(ann, reference):
    stream = FundingStream.objects.get(slug="hate-crime-grant")
    save_office_data(stream, {"cap_per_award": Decimal(2000)}, by=ann)
    event = Event.objects.latest("pk")
    assert (event.by, event.thing, event.changes) == (ann, stream, {"Cap per award": ["", "2,000.00"]})


def test_the_address_of_a_page_does_not_change(ann, reference):
    stream = FundingStream.objects.get(slug="hate-crime-grant")
    with pytest.raises(Refused, match="address of its page cannot change"):
        save_office_data(stream, {"slug": "hate-crime"}, by=ann)
    save_office_data(stream, {"slug": "hate-crime-grant", "name": "Hate crime"}, by=ann)


def test_roles_are_kept_when_they_end(ann, olu):
    end_membership(olu.memberships.get(), by=ann)
    assert Membership.objects.get(person=olu).ended_at
