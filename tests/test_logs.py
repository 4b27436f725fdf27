"""The log of the server: a line for each request, which gives nobody away."""

import json
import logging

import pytest

from pcc_decisions.logs import JsonLines


@pytest.fixture
def logged(caplog):
    caplog.set_level(logging.INFO, logger="pcc.requests")
    return lambda: [json.loads(JsonLines().format(record)) for record in caplog.records]


def test_a_request_is_named_by_its_route_alone(db, client, logged):
    given = "0f" * 16
    answer = client.get("/decisions/GM-2024-0001/?q=Jane+Doe", headers={"x-request-id": given})
    (line,) = logged()
    assert line.pop("time") < "3000"
    assert line.pop("ms") >= 0
    assert line == {
        "level": "info",
        "logger": "pcc.requests",
        "message": "request",
        "request_id": given,
        "method": "GET",
        "route": "decisions/<slug:reference>/",
        "status": 404,
    }
    assert answer["X-Request-ID"] == given


def test_an_id_that_is_none_is_replaced(client, logged):
    assert client.get("/healthz", headers={"x-request-id": 'me"}\n'})["X-Request-ID"].isalnum()


def test_a_refusal_is_one_line_and_no_traceback(mo, signed_in, logged):
    signed_in(mo).get("/office/")
    assert [(line["status"], "error" in line) for line in logged()] == [(403, False)]


def test_what_broke_is_told_by_kind_and_place_and_quotes_nothing(db, client, logged, monkeypatch):
    def broken(*_args):
        raise ValueError("Jane Doe, 07700 900123")

    monkeypatch.setattr("pcc_decisions.edition.is_sample", broken)
    client.raise_request_exception = False
    assert client.get("/?q=Jane").status_code == 500
    error, request = logged()
    assert (error["error"], error["message"]) == ("ValueError", "Internal Server Error")
    assert any("edition.py" in place for place in error["at"])
    assert error["request_id"] == request["request_id"]
    assert "Jane" not in json.dumps([error, request])
