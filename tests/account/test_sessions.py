"""A session ends: in the office after an idle hour, after twelve hours, and when what somebody may do changes."""

from datetime import timedelta

import pytest
from zeal import zeal_ignore

from grants.actions.office_data import add_membership, end_membership
from grants.models import Role
from tests.stories import PASSWORD


def is_in(client, page="/office/"):
    return client.get(page).status_code == 200


def test_the_office_is_signed_out_after_an_idle_hour(signed_in, olu, time_machine):
    time_machine.move_to("2026-03-02T09:00Z", tick=False)
    client = signed_in(olu)
    for _ in range(3):
        time_machine.shift(timedelta(minutes=50))
        assert is_in(client)
    time_machine.shift(timedelta(minutes=61))
    assert not is_in(client)


def test_a_lead_may_think_for_longer(signed_in, mo, time_machine):
    time_machine.move_to("2026-03-02T09:00Z", tick=False)
    client = signed_in(mo)
    time_machine.shift(timedelta(hours=3))
    assert is_in(client, "/partners/manchester/")


def test_nobody_is_signed_in_for_more_than_twelve_hours(signed_in, olu, time_machine):
    time_machine.move_to("2026-03-02T06:00Z", tick=False)
    client = signed_in(olu)
    for _ in range(24):
        time_machine.shift(timedelta(minutes=30))
        assert is_in(client)
    time_machine.shift(timedelta(minutes=1))
    assert not is_in(client)


@pytest.mark.parametrize("change", [
    lambda olu, ann: end_membership(olu.memberships.get(), by=ann),
    lambda olu, ann: add_membership(olu, Role.APPROVER, by=ann),
])  # fmt: skip
def test_sessions_end_when_a_role_changes(signed_in, olu, ann, change):
    client = signed_in(olu)
    change(olu, ann)
    assert "/sign-in/" in client.get("/office/")["Location"]


def sign_in(client, person):
    client.post("/sign-in/", {"login": person.email, "password": PASSWORD}, headers={"User-Agent": "Lynx"})
    return client


def test_a_person_lists_and_ends_her_own_sessions(client, olu, oma):
    here, there = sign_in(client, olu), sign_in(type(client)(), olu)
    sign_in(type(client)(), oma)
    with zeal_ignore():
        page = here.get("/account/sessions/")
    assert page.text.count(">Lynx</td>") == 2
    here.post("/account/sessions/")
    assert is_in(here)
    assert not is_in(there)


def test_signing_in_gives_the_session_another_name(client, olu):
    client.get("/sign-in/")
    client.cookies["sessionid"] = "chosen-by-somebody-else"
    sign_in(client, olu)
    assert client.cookies["sessionid"].value != "chosen-by-somebody-else"


def test_the_account_page_leads_to_what_can_be_changed(signed_in, mo):
    page = signed_in(mo).get("/account/").text
    for place in ("/account/password/change/", "/account/sessions/", "/letters/"):
        assert f'href="{place}' in page


def test_a_password_has_twelve_characters_and_is_no_common_one(signed_in, olu):
    for poor, why in (
        ("elevenchars", "at least 12 characters"),
        ("q1w2e3r4t5y6", "too common"),
    ):
        typed = {"oldpassword": PASSWORD, "password1": poor, "password2": poor}
        assert why in signed_in(olu).post("/account/password/change/", typed).text


@pytest.mark.django_db
def test_what_is_left_empty_is_named(client):
    said = client.post("/sign-in/", {}).text
    assert "Enter your e-mail address" in said
    assert "Enter your password" in said
    assert "This field is required" not in said
