"""The stage and the cast. Everybody's e-mail is <name>@example.org and their password is PASSWORD."""

from collections.abc import Callable

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client

from conditions.reference import load as load_conditions
from grants.models import Decision, Partnership, Role, User
from grants.reference import load as load_grants
from tests import stories

PASSWORD = stories.PASSWORD


@pytest.fixture(autouse=True, scope="session")
def tests_may_empty_the_register():
    """Between tests that commit, tables are emptied, which triggers rightly refuse; only here they may look away."""
    sql_flush = DatabaseOperations.sql_flush

    def unguarded(self, style, tables, **options):
        off = [f"ALTER TABLE {self.quote_name(table)} DISABLE TRIGGER USER;" for table in tables]
        on = [f"ALTER TABLE {self.quote_name(table)} ENABLE TRIGGER USER;" for table in tables]
        return off + sql_flush(self, style, tables, **options) + on if tables else []

    DatabaseOperations.sql_flush = unguarded
    yield
    DatabaseOperations.sql_flush = sql_flush


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def reference(db) -> None:
    """The districts, streams, plans and standard conditions, as an office has them on its first day."""
    load_grants()
    load_conditions()


@pytest.fixture
def manchester(reference) -> Partnership:
    return Partnership.objects.get(slug="manchester")


@pytest.fixture
def salford(reference) -> Partnership:
    return Partnership.objects.get(slug="salford")


@pytest.fixture
def olu(db) -> User:
    return stories.person("Olu", Role.OFFICER)


@pytest.fixture
def oma(db) -> User:
    return stories.person("Oma", Role.OFFICER)


@pytest.fixture
def ada(db) -> User:
    return stories.person("Ada", Role.APPROVER)


@pytest.fixture
def abe(db) -> User:
    return stories.person("Abe", Role.APPROVER)


@pytest.fixture
def ann(db) -> User:
    return stories.person("Ann", Role.ADMINISTRATOR)


@pytest.fixture
def mo(manchester) -> User:
    return stories.person("Mo", Role.LEAD, manchester)


@pytest.fixture
def sal(salford) -> User:
    return stories.person("Sal", Role.LEAD, salford)


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A test client that this person has signed in with."""

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def draft(reference, olu) -> Decision:
    """Olu's draft of £7,500 to Manchester City Council, complete but for the approval."""
    return stories.draft(by=olu)


@pytest.fixture
def sent(draft, olu) -> Decision:
    """Olu's decision, waiting for approval."""
    return stories.sent(draft, by=olu)


@pytest.fixture
def approved(sent, ada) -> Decision:
    return stories.approved(sent, by=ada)


@pytest.fixture
def published(approved, ada) -> Decision:
    """The £7,500 for Manchester, decided on 6 February 2024, with its five conditions, in public."""
    return stories.published(approved, by=ada)
