"""Is the server up?"""


def test_the_server_answers_without_asking_the_database(client):
    """Without the db fixture any query is an error."""
    assert client.get("/healthz").content == b"ok\n"
