"""Administrators let people in, give them roles and end them; nobody is deleted."""

from grants.actions.office_data import add_person, change_person
from grants.models import Event, Membership, Role, User
from tests.stories import JUST_OPENED, PASSWORD


def end(client, membership):
    chosen = {"action": "end", "_selected_action": [membership.pk]}
    return client.post("/admin/grants/membership/", chosen, follow=True).content.decode()


def add(client, **typed):
    return client.post("/admin/grants/user/add/", {"name": "Una", "email": "Una@Example.org"} | typed, follow=True)


def test_a_new_person_and_their_roles_are_one_form(signed_in, ann, salford):
    add(signed_in(ann), roles=[Role.OFFICER, Role.LEAD], partnership=salford.pk)
    una = User.objects.get(email="una@example.org")
    assert not una.has_usable_password()
    assert una.is_officer
    assert list(una.partnerships) == [salford]
    assert set(Event.objects.filter(by=ann).values_list("verb", flat=True)) == {"added a person", "gave a role"}


def test_nobody_is_added_without_a_role_or_as_a_lead_of_nothing(signed_in, ann):
    client = signed_in(ann)
    assert "Choose at least one role." in add(client).text
    assert "Choose a partnership for a lead" in add(client, roles=[Role.LEAD]).text
    assert not User.objects.filter(email="una@example.org").exists()


def test_a_lead_needs_a_partnership(signed_in, ann, olu):
    answer = signed_in(ann).post("/admin/grants/membership/add/", {"person": olu.pk, "role": Role.LEAD})
    assert "Choose a partnership for a lead" in answer.content.decode()


def test_the_same_role_is_not_given_twice(signed_in, ann, olu):
    typed = {"person": olu.pk, "role": Role.OFFICER}
    answer = signed_in(ann).post("/admin/grants/membership/add/", typed, follow=True)
    assert "Olu has this role already." in answer.content.decode()
    assert olu.memberships.count() == 1


def test_a_person_who_leaves_can_no_longer_sign_in(signed_in, ann, olu):
    typed = {
        "name": olu.name,
        "email": olu.email,
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
    }
    signed_in(ann).post(f"/admin/grants/user/{olu.pk}/change/", typed | JUST_OPENED)
    assert not User.objects.get(pk=olu.pk).is_active
    assert Event.objects.latest("pk").changes == {"Can sign in": ["Yes", "No"]}


def test_ending_a_role_ends_its_rights(signed_in, ann, olu):
    assert "ended." in end(signed_in(ann), olu.memberships.get())
    assert not User.objects.get(pk=olu.pk).is_officer
    assert Event.objects.latest("pk").verb == "ended a role"


def test_the_last_administrator_stays(signed_in, ann):
    assert "This is the last administrator" in end(signed_in(ann), ann.memberships.get())
    assert Membership.objects.get(person=ann).ended_at is None


def test_only_administrators_end_roles(signed_in, olu, oma):
    end(signed_in(olu), oma.memberships.get())
    assert oma.memberships.get().ended_at is None


def test_a_role_is_never_rewritten(signed_in, ann, olu):
    role = olu.memberships.get()
    answer = signed_in(ann).post(f"/admin/grants/membership/{role.pk}/change/", {"role": Role.APPROVER})
    assert answer.status_code == 403


def untick(client, person):
    typed = {"name": person.name, "email": person.email}
    lines = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    return client.post(
        f"/admin/grants/user/{person.pk}/change/", typed | lines | JUST_OPENED, follow=True
    ).content.decode()


def test_the_last_administrator_can_always_sign_in(request, signed_in, ann):
    assert "This is the last administrator" in untick(signed_in(ann), ann)
    assert User.objects.get(pk=ann.pk).is_active
    request.getfixturevalue("ari")
    untick(signed_in(ann), ann)
    assert not User.objects.get(pk=ann.pk).is_active


def test_an_administrator_who_cannot_sign_in_does_not_count(signed_in, ann, ari):
    away = ari.memberships.get()
    untick(signed_in(ann), ari)
    assert "This is the last administrator" in end(signed_in(ann), ann.memberships.get())
    assert "ended." in end(signed_in(ann), away)


def test_accounts_are_reviewed(signed_in, ann, olu, mo, client):
    """Olu signed in today, Mo never; Una has no role, and Olu leaves."""
    client.post("/sign-in/", {"login": olu.email, "password": PASSWORD})
    una = add_person(email="una@example.org", name="Una", by=ann)
    administrator, page = signed_in(ann), "/admin/grants/user/"

    def found(review):
        return {each.name for each in administrator.get(page, {"review": review}).context["cl"].result_list}

    assert found("quiet") == {"Mo", "Una"}
    assert found("no-role") == {"Una"}
    assert found("left") == set()
    change_person(olu, {"is_active": False}, by=ann)
    assert found("left") == {"Olu"}
    chosen = {"action": "download", "_selected_action": [olu.pk, mo.pk, una.pk]}
    lines = b"".join(administrator.post(page, chosen).streaming_content).decode("utf-8-sig").splitlines()
    told = dict(line.split(",", 1) for line in lines[1:])
    assert told["Mo"] == "mo@example.org,Yes,Manchester Community Safety Partnership,Never,No"
    assert told["Una"] == "una@example.org,Yes,,Never,No"
    assert told["Olu"].startswith("olu@example.org,No,Officer,")
