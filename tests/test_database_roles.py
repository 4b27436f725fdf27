"""The roles of the database, made by the SQL that `manage.py database_roles` prints, and tried as what they are."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from conditions.actions.reviews import accept
from conditions.models import ReturnFigure
from conditions.models.returns import PUBLIC_OF_FIGURE
from grants.actions.plan_take_downs import redact_plan, take_down_plan
from grants.models import Decision
from pcc_decisions.database_roles import KEPT, granting, making
from pcc_decisions.headers import WRITING
from register.models import Notice
from tests import stories
from tests.conditions.test_results import SAID, mentoring, report
from tests.grants.test_publish_plan import WHY, published_plan
from tests.planted import private_columns
from tests.public.small_register import addresses, build


@dataclass(frozen=True)
class Roles:
    application: str
    public: str


@pytest.fixture(scope="module")
def made() -> Iterator[Roles]:
    """Both roles, which only a superuser can make; who runs the tests may become either."""
    roles = Roles(f"pcc_app_{os.getpid()}", f"pcc_public_{os.getpid()}")
    server = urlsplit(os.environ["DATABASE_URL"])
    as_superuser = server._replace(netloc=server.netloc.replace(f"{server.username}@", "postgres@", 1))
    try:
        superuser = psycopg2.connect(as_superuser.geturl())
    except psycopg2.OperationalError:
        pytest.skip("only a superuser can make roles")
    with contextlib.closing(superuser), superuser.cursor() as cursor:
        superuser.autocommit = True
        for statement in making(roles.application, roles.public):
            cursor.execute(statement)
        cursor.execute(f"GRANT {roles.application}, {roles.public} TO {server.username}")
        yield roles
        cursor.execute(f"DROP ROLE {roles.application}, {roles.public}")


@pytest.fixture
def roles(db, made) -> Roles:
    """With their rights, which go when the test ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in granting(made.application, made.public):
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return made


@contextlib.contextmanager
def acting_as(role: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
        yield
        cursor.execute("RESET ROLE")


def refused(statement: str) -> bool:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    return True


def test_the_public_role_serves_the_whole_public_site(reference, roles, settings):
    small, settings.PUBLIC_ONLY = build(), True
    client = Client()
    with acting_as(roles.public):
        for address in [*(each for each in addresses(small) if not each.startswith(WRITING)), "/readyz"]:
            answer = client.get(address)
            assert answer.status_code < 500, address
            if answer.streaming:
                list(answer.streaming_content)


def test_the_public_role_reads_no_draft_and_nobody(reference, roles, olu):
    stories.draft(by=olu)
    with acting_as(roles.public):
        assert not Decision.objects.exists()
        for name in ("grants_user", "grants_event", "grants_letter", "grants_subscription", "conditions_evidence"):
            assert refused(f"TABLE {name}")
        assert refused("INSERT INTO register_listedword VALUES ('rude', 'rude')")


def test_the_public_role_reads_accepted_figures_and_nothing_else_of_returns(reference, roles, olu, ada, mo, settings):
    settings.PUBLIC_ONLY = True
    decision = mentoring(olu, ada)
    accept(report(decision, 0, 20, by=mo), by=olu)
    report(decision, 1, 5, by=mo)
    with acting_as(roles.public):
        for address in (f"/decisions/{decision.reference}/", "/results/", "/data/results.csv"):
            assert SAID in Client().get(address).getvalue().decode()
        assert [each.value for each in ReturnFigure.objects.only(*PUBLIC_OF_FIGURE)] == [20]
        assert refused("SELECT went_well FROM conditions_monitoringreturn")


# What the public role can read and no page shows: words of the working rows of published decisions, and these beside.
# It is to be narrowed, and never to grow.
OF_WORKING_ROWS = ("grants.Decision", "grants.Award", "conditions.Condition")
LEFT = {
    *("conditions.Obligation.withheld_wording", "conditions.LaterDate.reason", "conditions.LaterDate.answer_reason"),
    *("register.Redaction.reason", "grants.OtherName.name", "grants.StoredFile.name", "grants.StoredFile.hidden_data"),
    # Of rows that are published alone:
    *("register.ScrutinyEntry.values", "register.ScrutinyEntry.changes", "register.ScrutinyEntry.reason"),
    *("conditions.ReturnFigure.terms_data", "conditions.ReturnFigure.sentence"),
}


def test_which_private_columns_the_public_role_can_read_is_known(db, roles):
    with connection.cursor() as cursor:
        readable = {str(each) for each in private_columns() if may_read(cursor, roles.public, each)}
    assert {each for each in readable if not each.startswith(OF_WORKING_ROWS)} == LEFT


def may_read(cursor, role: str, column) -> bool:
    asked = [role, column.model._meta.db_table, column.column]
    cursor.execute("SELECT has_column_privilege(%s, %s, %s, 'SELECT')", asked)
    return cursor.fetchone()[0]


def test_a_public_process_has_no_other_page(db, client, settings):
    settings.PUBLIC_ONLY = True
    pages = ("/office/", "/admin/", "/sign-in/", "/account/password/reset/", "/follow/", "/letters/x/")
    assert {client.get(page).status_code for page in pages} == {404}
    assert client.post("/decisions/").status_code == 404
    assert client.get("/decisions/").status_code == 200


def test_the_application_publishes_and_cannot_change_what_is_published(reference, roles, olu, ada, abe):
    with acting_as(roles.application):
        published = stories.whole(officer=olu, approver=ada)
        stories.withdrawn(published, by=ada, reason="It was decided twice.")
        call_command("verify_register", stdout=StringIO())
        for statement in (
            "UPDATE register_notice SET note = ''",
            "DELETE FROM register_notice",
            "TRUNCATE register_notice CASCADE",
            "UPDATE grants_event SET verb = ''",
            "DELETE FROM register_yearaccount",
            "UPDATE grants_securityentry SET what = ''",
            "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
        ):
            assert refused(statement)
        with (
            pytest.raises(ProgrammingError, match="must be owner"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("ALTER TABLE register_notice DISABLE TRIGGER USER")
    assert Notice.objects.count() == 2


def test_the_application_redacts_a_plan(reference, roles, olu, ada, ann):
    with acting_as(roles.application):
        version = published_plan(olu)
        row = take_down_plan(version, by=ada, reason="It names somebody.")
        published_plan(olu, version.plan, note=WHY, dated_on=date(2024, 6, 20))
        redact_plan(row, by=ann)
        assert refused("UPDATE grants_planversion SET name = ''")
    with acting_as(roles.public):
        assert refused("SELECT reason FROM grants_plantakedown")
        assert "was redacted on" in Client().get(f"/plans/{version.plan.slug}/").text


def test_every_table_that_is_only_added_to_is_kept():
    guarded = {
        model._meta.label
        for model in apps.get_models()
        if any(trigger.name == "append_only" for trigger in getattr(model._meta, "triggers", ()))
    }
    assert guarded == set(KEPT)


def test_the_command_prints_it_for_psql():
    out = StringIO()
    call_command("database_roles", "--application", "web", "--public", "reader", stdout=out)
    assert "CREATE ROLE web LOGIN BYPASSRLS" in out.getvalue()
    assert "REVOKE UPDATE, DELETE ON register_notice FROM web;" in out.getvalue()
    assert "grants_user" not in out.getvalue()
