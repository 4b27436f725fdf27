"""What a person types to have the project on their own machine."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.db import connection

from pcc_decisions.database import unreachable

PROJECT = Path(__file__).resolve().parents[2]
PASSWORD = "hunter2"
SERVE = ("-m", "local_setup.serve")


@contextlib.contextmanager
def new_database(template: str = "template1") -> Iterator[str]:
    """On the server of the tests."""
    server = os.environ["DATABASE_URL"]
    name = f"{os.environ['PCC_TEST_DATABASE']}_new_{os.getpid()}"
    with contextlib.closing(psycopg2.connect(server)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute(f"CREATE DATABASE {name} WITH TEMPLATE {template}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_database() -> Iterator[str]:
    with new_database() as url:
        yield url


def first_of(url: str, statement: str) -> object:
    """The first value of the answer; what the statement changes is kept."""
    with contextlib.closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


@pytest.fixture
def older_database(db) -> Iterator[str]:
    """It lacks one migration: to do all of them takes fifteen seconds, which tests/template.py spends already."""
    with new_database(connection.settings_dict["TEST"]["TEMPLATE"]) as url:
        first_of(url, "DROP TABLE cache; DELETE FROM django_migrations WHERE app = 'pcc_decisions' RETURNING name")
        yield url


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(*command: str, **environment: str | int) -> subprocess.Popen[str]:
    given = {name: str(value) for name, value in environment.items()}
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=PROJECT,
        env=os.environ | given,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def refusal(*command: str, **environment: str | int) -> str:
    """What the command says on its way out."""
    ended = start(*command, **environment)
    _, said = ended.communicate(timeout=60)
    assert ended.returncode == 1
    return said


UNUSABLE = {
    f"foo://olu:{PASSWORD}@localhost/grants": "DATABASE_URL is not an address like postgresql://",
    f"postgres://olu:{PASSWORD}@localhost:port/grants": "DATABASE_URL is not an address like postgresql://",
    "postgres://localhost": "DATABASE_URL is not an address like postgresql://",
    f"postgres://olu:{PASSWORD}@127.0.0.1:1/grants": "cannot be used: connection to server",
}


@pytest.mark.parametrize(("url", "sentence"), UNUSABLE.items())
def test_a_database_that_cannot_be_used_is_named_without_its_password(url, sentence, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url)
    assert sentence in unreachable()
    assert PASSWORD not in unreachable()


@pytest.mark.parametrize("command", [("manage.py", "migrate"), SERVE, ("-m", "pytest", "--collect-only")])
@pytest.mark.parametrize(("url", "sentence"), [*UNUSABLE.items()][::3])
def test_a_command_that_cannot_use_its_database_says_so_in_one_sentence(command, url, sentence, free_port):
    ended = start(*command, DATABASE_URL=url, PORT=free_port)
    _, said = ended.communicate(timeout=60)
    assert ended.returncode != 0
    assert sentence in said
    assert len(said.strip().splitlines()) == 1
    assert PASSWORD not in said


WITHOUT_THE_LAUNCHER = """
import runpy, sys
sys.modules |= {"local_setup": None, "psutil": None}  # as where only requirements/run.txt is installed
sys.argv = ["manage.py", "migrate", "--plan"]
runpy.run_path("manage.py", run_name="__main__")
"""


def test_a_server_needs_no_launcher(empty_database):
    server = start("-c", WITHOUT_THE_LAUNCHER, DATABASE_URL=empty_database)
    planned, said = server.communicate(timeout=60)
    assert (server.returncode, said) == (0, "")
    assert "Planned operations:" in planned


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("long and random", "Set DATABASE_URL to a PostgreSQL database: postgresql://user:password@host:5432/name\n"),
        ("", "Set PCC_SECRET_KEY to a long random text, or PCC_DEVELOPMENT=1 on your own machine.\n"),
    ],
)
def test_a_server_that_names_no_database_is_refused(key, sentence):
    """A timer that has lost its environment must not report success on an empty database."""
    assert refusal("manage.py", "verify_register", DATABASE_URL="", PCC_SECRET_KEY=key, PCC_DEVELOPMENT="") == sentence


@pytest.fixture
def site(older_database: str, free_port: int) -> Iterator[subprocess.Popen[str]]:
    # Tests that run in the background may have been told to ignore Ctrl-C, which what they start would do as well.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    serving = start(*SERVE, DATABASE_URL=older_database, PORT=free_port)
    signal.signal(signal.SIGINT, before)
    yield serving
    serving.terminate()
    serving.communicate(timeout=20)


def test_the_site_is_brought_up_to_date_and_served_until_ctrl_c(site, older_database, free_port):
    said = []
    for line in site.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            break
    assert any(f"http://127.0.0.1:{free_port}/office/\n" in line for line in said)
    assert "Loading the sample year …\n" not in said
    assert first_of(older_database, "SELECT count(*) FROM django_migrations WHERE app = 'pcc_decisions'") == 1
    assert first_of(older_database, "SELECT count(*) FROM grants_partnership") == 10
    with urllib.request.urlopen(f"http://127.0.0.1:{free_port}/healthz") as answer:
        assert answer.status == 200

    site.send_signal(signal.SIGINT)
    assert site.wait(timeout=20) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", free_port)) != 0


def test_a_port_in_use_is_refused_before_anything_is_started(free_port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port))
        other.listen()
        assert f"Port {free_port} cannot be used" in refusal(*SERVE, PORT=free_port)


@pytest.mark.parametrize("port", ["0", "65536", "http", "8000x", "-1"])
def test_a_port_that_is_none(port):
    assert "PORT must be a number" in refusal(*SERVE, PORT=port)


def test_reset_leaves_a_database_of_ones_own_alone():
    ones_own = os.environ["DATABASE_URL"]
    assert "only deletes the embedded database" in refusal("-m", "local_setup.reset", DATABASE_URL=ones_own)
