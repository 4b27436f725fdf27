"""Is the server up?"""

from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from pcc_decisions import kept_pages


def test_the_server_answers_without_asking_the_database(client):
    """Without the db fixture any query is an error."""
    assert client.get("/healthz").content == b"ok\n"


def test_nor_does_the_layer_outside_of_django(monkeypatch):
    def asked():
        raise AssertionError

    monkeypatch.setattr(kept_pages, "edition", asked)
    environ = RequestFactory().get("/healthz").environ
    answered = kept_pages.KeptPages(get_wsgi_application())(environ, lambda *_started: None)
    assert b"".join(answered) == b"ok\n"
