"""What somebody types in secret is never shown again, to nobody."""

import pytest

SECRET = "correct horse battery staple"


@pytest.mark.parametrize("address", ["/account/password/change/", "/account/reauthenticate/"])
def test_nothing_typed_into_a_page_of_the_account_is_shown(client, db, address):
    answer = client.post(address, {"oldpassword": SECRET, "password1": f"{SECRET} 2", "email": "somebody@example.org"})
    assert answer.status_code == 403
    assert SECRET not in answer.text
    assert "somebody@example.org" not in answer.text


@pytest.mark.parametrize("name", ["password", "password1", "old_password", "usable_password", "secret", "api_token"])
def test_nothing_typed_into_a_field_for_a_secret_is_shown(client, db, name):
    for address in ("/office/decisions/new/", "/admin/grants/user/add/"):
        answer = client.post(address, {name: SECRET, "title": "Work against serious violence"})
        assert SECRET not in answer.text
        assert "Work against serious violence" in answer.text
