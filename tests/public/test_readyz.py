"""Can the site be used?"""

from django.db import connection


def test_ready_while_the_database_answers(db, client):
    assert client.get("/readyz").status_code == 200


def test_not_ready_while_the_database_does_not_answer(transactional_db, client, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    response = client.get("/readyz")
    monkeypatch.undo()
    connection.close()
    assert (response.status_code, response.content) == (503, b"The database does not answer.")
