"""The stage and the cast. Everybody's e-mail is <name>@example.org and their password is PASSWORD."""

import functools
import os
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.servers.basehttp import WSGIRequestHandler
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from zeal import patch

from conditions.agreement_templates import load as load_agreement_templates
from conditions.standard_conditions import load as load_conditions
from grants import apart
from grants.models import Decision, Partnership, Role, User
from grants.models import sample as models
from grants.office_data import load as load_grants
from grants.paper_contents import apart as paper_contents
from intake.spreadsheets import apart as spreadsheets
from public.search.office_data import load as load_search
from tests import snapshots, stories, template

# A busy machine is no failure, and a published decision stays as it is for all that is tried on it. Each run tries
# other examples; EXAMPLES says how many (CONTRIBUTING.md).
hypothesis_settings.register_profile(
    "tests",
    deadline=None,
    max_examples=int(os.environ.get("EXAMPLES", "25")),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("tests")

PASSWORD = stories.PASSWORD


@pytest.fixture(autouse=True, scope="session")
def a_test_that_commits_leaves_the_first_day():
    """After it the office data are brought back, so that the order of tests does not matter."""

    def as_on_the_first_day(self):
        snapshots.empty()
        snapshots.reference()

    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(TransactionTestCase, "_fixture_teardown", as_on_the_first_day)
        yield


@pytest.fixture(autouse=True, scope="session")
def a_file_is_looked_through_once():
    """The small files of the tests are the same ones again and again, and a process starts for each look at one."""
    answers = functools.cache(apart.run_apart)
    with pytest.MonkeyPatch.context() as changed:
        for module in (paper_contents, spreadsheets):
            changed.setattr(module, "run_apart", answers)
        yield


@pytest.fixture(autouse=True, scope="session")
def answers_leave_at_once():
    """The server of Django's tests writes the head of an answer and its body apart, and the second waited up to 40 ms
    for word that the first had come: half the time of a test that asks a thousand questions."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)
        yield


@pytest.fixture(autouse=True, scope="session")
def pages_ask_once_for_all_rows():
    patch.patch()
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(settings, "MIDDLEWARE", ["tests.asked_once.asked_once", *settings.MIDDLEWARE])
        yield


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def pages_ask_for_the_sample_mark_each_time(monkeypatch):
    """So no test remembers the mark of another, and a first page asks as much as a second one."""
    monkeypatch.setattr(models, "is_set_in", models.is_set_in.__wrapped__)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker) -> None:
    """No run migrates what an earlier one has migrated."""
    with django_db_blocker.unblock():
        template.copy_from_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The test database begins with the office data, so that no test has to load them again."""
    with django_db_blocker.unblock():
        load_grants()
        load_conditions()
        load_agreement_templates()
        load_search()
        snapshots.begin()


@pytest.fixture
def reference(db) -> None:
    """The districts, streams, plans and standard conditions, as an office has them on its first day: they are always
    there, but where a test asks for `nothing_yet`."""


@pytest.fixture
def nothing_yet(db) -> None:
    """A database with no row in any table of ours, as after the first `migrate`."""
    snapshots.empty()


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
def ari(db) -> User:
    return stories.person("Ari", Role.ADMINISTRATOR)


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
def draft(request, reference, olu) -> Decision:
    """Olu's draft of £7,500 to Manchester City Council, complete but for the approval."""
    return told_up_to("draft", request)


@pytest.fixture
def sent(request, reference, olu) -> Decision:
    """Olu's decision, waiting for approval."""
    return told_up_to("sent", request)


@pytest.fixture
def approved(request, reference, olu, ada) -> Decision:
    return told_up_to("approved", request)


@pytest.fixture
def published(request, reference, olu, ada) -> Decision:
    """The £7,500 for Manchester, decided on 6 February 2024, with its five conditions, in public."""
    return told_up_to("published", request)


STEPS = {
    "draft": lambda _, person: stories.draft(by=person("olu")),
    "sent": lambda decision, person: stories.sent(decision, by=person("olu")),
    "approved": lambda decision, person: stories.approved(decision, by=person("ada")),
    "published": lambda decision, person: stories.published(decision, by=person("ada")),
}


def told_up_to(state: str, request: pytest.FixtureRequest) -> Decision:
    """The decision in this state; where the test also asks for an earlier state, the story goes on from there."""
    names = list(STEPS)
    before, so_far = names[: names.index(state)], names[: names.index(state) + 1]
    if set(before) & set(request.fixturenames):
        return STEPS[state](request.getfixturevalue(before[-1]), request.getfixturevalue)

    def tell() -> Decision:
        decision = None
        for name in so_far:
            decision = STEPS[name](decision, request.getfixturevalue)
        return decision

    return snapshots.told(state, tell)
