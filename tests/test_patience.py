"""A database that says nothing: frozen, or behind a network that swallows everything."""

import contextlib
import os
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest
from django.db import connections
from django.db.backends.postgresql import base
from django.db.backends.signals import connection_created
from psycopg2.extensions import set_wait_callback

from pcc_decisions import patience

ASKING, CONNECTING = patience.ASKING, patience.CONNECTING


@pytest.fixture(autouse=True)
def little_patience(monkeypatch):
    monkeypatch.setattr(patience, "ASKING", 0.3)
    monkeypatch.setattr(patience, "CONNECTING", 0.2)
    monkeypatch.setattr(patience, "MEANWHILE", 0.01)
    monkeypatch.setattr(patience, "COMING_BACK", 0.3)
    monkeypatch.setattr(patience, "AGAIN", 0.01)
    monkeypatch.setattr(patience, "PATIENCE", patience.Patience())
    patience.have_patience()
    yield
    set_wait_callback(None)
    connection_created.disconnect(patience.end_with_it)


def seconds_until_refused(ask) -> float:
    began = time.monotonic()
    with pytest.raises(psycopg2.OperationalError, match="did not answer in time"):
        ask()
    return time.monotonic() - began


def test_an_answer_in_time_is_an_answer():
    with psycopg2.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.1), 42")
        assert cursor.fetchone()[1] == 42
    connection.close()


def test_a_question_without_answer_is_given_up_and_the_connection_with_it():
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    with connection.cursor() as cursor:
        assert 0.3 <= seconds_until_refused(lambda: cursor.execute("SELECT pg_sleep(5)")) < 2
    assert connection.closed


def test_a_kept_connection_is_looked_at_no_longer_than_a_new_one_is_waited_for(db, monkeypatch):
    """Otherwise a page would wait for both of them, and a second server for two more."""
    monkeypatch.setattr(patience, "ASKING", 30)
    other = connections["default"].copy()
    with contextlib.closing(other), monkeypatch.context() as asked:
        other.ensure_connection()
        slow = lambda kept: kept.connection.cursor().execute("SELECT pg_sleep(1.5)")  # noqa: E731
        asked.setattr(base.DatabaseWrapper, "is_usable", slow)
        assert 0.2 <= seconds_until_refused(other.is_usable) < 1.4


def test_a_page_is_answered_within_ten_seconds():
    """What a reader may wait for one after the other: the proxy for who makes the page, a first server that could not
    answer, then a connection that was kept and a new one; or a question that had begun."""
    proxy = (Path(__file__).resolve().parents[1] / "deploy" / "nginx.conf").read_text()
    [lock] = re.findall(r"proxy_cache_lock_timeout (\d+)s;", proxy)
    [first] = re.findall(r"proxy_next_upstream_timeout (\d+)s;", proxy)
    assert int(lock) + max(int(first) + 2 * CONNECTING, ASKING + CONNECTING) < 10


def test_the_database_does_not_go_on_for_long_with_what_nobody_waits_for(db):
    other = connections["default"].copy()
    with contextlib.closing(other), other.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("1300ms",)


def test_who_comes_next_does_not_wait_for_the_same_connection_again():
    with socket.create_server(("127.0.0.1", 0)) as silent:

        def connect():
            return psycopg2.connect(host="127.0.0.1", port=silent.getsockname()[1], user="a", dbname="a")

        assert seconds_until_refused(connect) >= 0.2
        assert seconds_until_refused(connect) < 0.2


def refusing(until: float):
    """A database that cannot be had before then."""
    asked = []

    def connect():
        asked.append(time.monotonic())
        if time.monotonic() < until:
            raise psycopg2.OperationalError("the database system is starting up")
        return "a connection"

    return connect, asked


def test_a_database_that_comes_back_is_waited_for():
    connect, asked = refusing(time.monotonic() + 0.1)
    assert patience.connected("default", connect) == "a connection"
    assert len(asked) > 2
    connect, _ = refusing(time.monotonic() + 0.1)  # and the next time as long
    assert patience.connected("default", connect) == "a connection"


def test_of_a_database_that_stays_away_only_the_first_ones_wait():
    connect, asked = refusing(time.monotonic() + 60)
    with pytest.raises(psycopg2.OperationalError, match="starting up"):
        patience.connected("default", connect)
    assert asked[-1] - asked[0] > 0.2
    tried = len(asked)
    with pytest.raises(psycopg2.OperationalError, match="starting up"):
        patience.connected("default", connect)
    assert len(asked) == tried + 1


def test_once_it_is_back_nobody_waits_for_the_connection_of_another():
    back = time.monotonic() + 0.1

    def connect():
        if time.monotonic() < back:
            raise psycopg2.OperationalError("the database system is starting up")
        time.sleep(0.2)  # as one takes that has just come back
        return "a connection"

    began = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: patience.connected("default", connect), range(8)))
    assert made == ["a connection"] * 8
    assert time.monotonic() - began < 1.2


def test_a_page_waits_for_a_database_that_comes_back(db, monkeypatch):
    connect, asked = refusing(time.monotonic() + 0.1)
    opened = psycopg2.connect
    monkeypatch.setattr(psycopg2, "connect", lambda **given: connect() and opened(**given))
    other = connections["default"].copy()
    with contextlib.closing(other), other.cursor() as cursor:
        cursor.execute("SELECT 42")
    assert len(asked) > 2


def test_a_command_has_no_patience():
    set_wait_callback(None)
    connect, asked = refusing(time.monotonic() + 60)
    with pytest.raises(psycopg2.OperationalError, match="starting up"):
        patience.connected("default", connect)
    assert len(asked) == 1
