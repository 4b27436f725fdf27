from collections.abc import Callable

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from grants.models import Decision
from tests.public.reading import Page
from tests.public.serving import against_organised_crime
from tests.public.small_register import Office, SmallRegister, build, people


@pytest.fixture
def small(db) -> SmallRegister:
    return build()


@pytest.fixture
def office(db) -> Office:
    return people()


@pytest.fixture
def read(db) -> Callable[[str], Page]:
    """Open an address as anybody would, and read the page; fails on faulty markup and on cookies."""

    def open_page(address: str, status: int = 200) -> Page:
        response = Client().get(address)
        assert response.status_code == status, f"{address}: {response.status_code}"
        assert not response.cookies
        return Page(response.content.decode())

    return open_page


@pytest.fixture
def soc(small, ann) -> Decision:
    """Manchester's grant, raised by £195 since, is work against county lines."""
    return against_organised_crime(small.hotspot, small.office.olu, small.office.ada, ann)


@pytest.fixture
def the_connection_of_the_test_stays_open():
    """Where the application is asked as a server asks it, and not by the client of Django's tests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
