"""The description of the API is true: whatever it allows is answered as it says, whatever else is refused."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client
from django.test.testcases import LiveServerThread, _StaticFilesHandler

from public.open_data.sources import SOURCES
from public.views.api import LISTS
from tests.conditions.test_results import mentoring

SCHEMATHESIS = [sys.executable, "-m", "schemathesis.cli"]
ADDRESS = "/api/v1/openapi.json"


def test_it_is_openapi_3_1_and_says_what_each_answer_holds(small):
    told = Client().get(ADDRESS).json()
    assert told["openapi"].startswith("3.1")
    assert told["info"]["license"]["name"] == "Open Government Licence v3.0"
    for name in LISTS:
        row = told["components"]["schemas"][f"{name.capitalize()}Row"]
        meanings = {name: each["description"] for name, each in row["properties"].items()}
        assert meanings == {column.name: column.meaning for column in SOURCES[name].table.columns}
        assert set(row["required"]) == set(meanings)
        responses = told["paths"][f"/api/v1/{name}"]["get"]["responses"]
        assert list(responses["404"]["content"]) == ["application/problem+json"]


@pytest.fixture
def address(small, monkeypatch) -> Iterator[str]:
    """A server that answers one question after another within the transaction of the test: a connection to the
    database for each of a thousand questions took most of the time."""
    ours = connections[DEFAULT_DB_ALIAS]
    ours.inc_thread_sharing()
    monkeypatch.setattr(ours, "close", lambda: None)  # as each answer would
    server = LiveServerThread("localhost", _StaticFilesHandler, connections_override={DEFAULT_DB_ALIAS: ours})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield f"http://localhost:{server.port}"
    server.terminate()
    ours.dec_thread_sharing()


def test_every_question_is_answered_as_described(small, address):
    """All checks of schemathesis: no fault of ours, no answer of another kind, no refusal of what is allowed, no answer
    to what is not."""
    mentoring(small.office.olu, small.office.ada)  # it is measured, so that there is a result
    asked = ["run", address + ADDRESS, "--checks=all", "--max-examples=2", "--seed=1", "--no-color"]
    done = subprocess.run([*SCHEMATHESIS, *asked], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    operations = 2 * len(LISTS)  # each list, and one row of it
    assert f"{operations} selected / {operations} total" in done.stdout
    assert "Missing test data" not in done.stdout
