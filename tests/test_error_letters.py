"""A page breaks: administrators are told where, and nobody is given away."""

from threading import Thread

import pytest

from pcc_decisions import error_letters


@pytest.fixture
def broken(db, monkeypatch, settings, client):
    """Asks for a page that breaks over what was asked for."""

    def breaks(*_args):
        secret = "Jane Doe, 07700 900123"
        raise ValueError(secret)

    settings.DEVELOPMENT = False
    monkeypatch.setattr(Thread, "start", Thread.run)
    monkeypatch.setattr("pcc_decisions.edition.is_sample", breaks)
    monkeypatch.setattr(error_letters, "monotonic", lambda: clock[0])
    client.raise_request_exception = False
    return lambda: client.get("/?q=Jane+Doe", headers={"x-request-id": "0f" * 16})


clock = [0.0]


def test_administrators_are_told_once_an_hour(broken, ann, ari, olu, mailoutbox):
    clock[0] += 2 * error_letters.AGAIN
    assert broken().status_code == 500
    broken()
    (letter,) = mailoutbox
    assert (sorted(letter.bcc), letter.to) == (["ann@example.org", "ari@example.org"], [])
    assert "Error: ValueError" in letter.body
    assert "Request: " + "0f" * 16 in letter.body
    assert "test_error_letters.py" in letter.body
    assert "Jane" not in letter.body + letter.subject
    assert "07700" not in letter.body + letter.subject
    clock[0] += error_letters.AGAIN
    broken()
    assert len(mailoutbox) == 2


def test_or_those_who_are_named_for_it(broken, ann, settings, mailoutbox):
    clock[0] += 2 * error_letters.AGAIN
    settings.ERRORS_TO = ["watch@example.org"]
    broken()
    assert mailoutbox[0].bcc == ["watch@example.org"]
