"""While the database does not answer."""

from django.db import connection


def test_a_page_says_that_the_register_cannot_be_read_just_now(transactional_db, client, monkeypatch):
    client.raise_request_exception = False
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    response = client.get("/")
    monkeypatch.undo()
    connection.close()
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "the register is not available" in response.content.decode()
