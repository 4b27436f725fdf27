"""The roles of the database, made by the SQL that `manage.py database_roles` prints, and tried as what they are."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.db.models.signals import pre_migrate
from django.test import Client
from django.urls import reverse

from conditions.actions.reviews import accept
from conditions.models import ReturnFigure
from conditions.models.returns import PUBLIC_OF_FIGURE
from grants.actions.papers import add_paper
from grants.actions.plan_take_downs import redact_plan, take_down_plan
from grants.actions.plans import draft_plan, publish_plan
from grants.models import Award, Decision, Organisation, OtherName
from pcc_decisions.database_roles import KEPT, PUBLIC, PUBLIC_JOINS, PUBLIC_PARTS, granting, joining, making, table
from pcc_decisions.headers import WRITING
from register.models import ListedAward, Notice
from tests import stories
from tests.conditions.test_results import SAID, mentoring, report
from tests.grants.test_publish_plan import WHY, published_plan, values
from tests.papers import pdf
from tests.planted import plant
from tests.public.small_register import addresses, build
from tests.public.test_private_words import PLANTED
from tests.register.test_withhold import every_address


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
    grant(made)
    return made


def grant(made: Roles) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in granting(made.application, made.public):
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextlib.contextmanager
def acting_as(role: str) -> Iterator[None]:
    """As it is when it signs in, with the settings that it has been given."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unnest(rolconfig) FROM pg_roles WHERE rolname = %s", [role])
        for name, _, value in (setting.partition("=") for (setting,) in cursor.fetchall()):
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
        cursor.execute(f"SET ROLE {role}")
        yield
        cursor.execute("RESET ROLE")
        cursor.execute("RESET search_path")


def refused(statement: str) -> bool:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    return True


def test_the_public_role_serves_the_whole_public_site(reference, roles, settings):
    """As the application serves it, to the letter, though one award is to an individual, whose name it cannot read."""
    small, settings.PUBLIC_ONLY = build(), True
    someone = Organisation.objects.create(name="Robin Example", slug="robin-example", kind="individual")
    Award.objects.filter(listed__number=3).update(recipient=someone)
    ListedAward.objects.filter(number=3).update(recipient=someone, recipient_name="Individual")
    client = Client()
    files = (each for each in every_address(small.hotspot.reference) if each.startswith(("/data/", "/api/")))
    every = {*addresses(small), *(each for each in files if not each.endswith(".json"))}
    asked = [*(each for each in sorted(every) if not each.startswith(WRITING)), "/readyz"]
    whole = {address: client.get(address).getvalue() for address in asked}
    settings.ROOT_URLCONF = "pcc_decisions.public_urls"
    with acting_as(roles.public):
        served = {address: client.get(address).getvalue() for address in asked}
    assert [address for address in asked if served[address] != whole[address]] == []


def test_the_public_role_hands_out_the_files_that_are_published(roles, draft, olu, ada):
    """Under the name that was published: those of other files are private."""
    add_paper(draft, by=olu, title="Risks", upload=SimpleUploadedFile("Risks of 2024.pdf", pdf()))
    stories.published(stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada), by=ada)
    strategy = SimpleUploadedFile("plan.csv", b"objective,target\nFewer victims,a tenth\n")
    plan = publish_plan(draft_plan(by=olu, values=values(address=""), upload=strategy), by=olu, revision=1).plan
    with acting_as(roles.public):
        paper = Client().get(f"/decisions/{draft.reference}/papers/1/")
        assert (paper["Content-Disposition"], paper.getvalue()) == ('attachment; filename="Risks of 2024.pdf"', pdf())
        answer = Client().get(reverse("public:plan_file", args=[plan.slug, 1]))
        assert answer["Content-Disposition"] == f'attachment; filename="{plan.slug}-1.csv"'
        assert answer.getvalue().startswith(b"objective,target")


def test_the_public_role_reads_no_draft_and_nobody(reference, roles, olu):
    stories.draft(by=olu)
    someone = Organisation.objects.create(name="Robin Example", slug="robin-example", kind="individual")
    OtherName.objects.create(name="Robin E", organisation=someone)
    with acting_as(roles.public):
        assert not Decision.objects.exists()
        assert "Robin" not in str([*Organisation.objects.values(), *OtherName.objects.values()])
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
        assert refused("SELECT went_well FROM public.conditions_monitoringreturn")


def test_the_public_role_has_a_right_to_what_is_declared_public_and_to_no_other_column(db, roles):
    """Walked over every column of every table, those of Django and of libraries too."""
    readable, declared = set(), {"django_migrations.*"}
    for name in (*PUBLIC, *PUBLIC_PARTS):
        columns = PUBLIC_PARTS.get(name) or [each.column for each in apps.get_model(name)._meta.local_fields]
        declared |= {f"{table(name)}.{column}" for column in columns}
    for name in PUBLIC_JOINS:
        declared.add(f"{joining(name)}.*")
    columns = every_column()
    with acting_as(roles.public):
        for name, column in columns:
            if read(f'SELECT "{column}" FROM public.{name} LIMIT 1') is not None:  # noqa: S608 - names of our own
                readable.add(f"{name}.*" if f"{name}.*" in declared else f"{name}.{column}")
    assert readable == declared


# Private where the planted rows stand, public where the role can see them: of granted dates, of accepted figures. By
# other names a search finds who is called so.
PUBLIC_ALL_THE_SAME = {
    *("conditions.LaterDate.answer_reason", "conditions.ReturnFigure.terms_data", "conditions.ReturnFigure.sentence"),
    "grants.OtherName.name",
}


def test_no_private_word_can_be_read_by_the_public_role(reference, made):
    """A word in every private column, and every row published that can be: whatever it may read, in either schema."""
    build()
    planted = plant()
    with connection.cursor() as cursor:
        for name, column in PUBLISHED_BY.items():
            cursor.execute(f"UPDATE {table(name)} SET {column} = now()")  # noqa: S608 - names of our own
    grant(made)
    with acting_as(made.public):
        seen = [read(f"SELECT t::text FROM {name} t") for name in map(table, (*PUBLIC, *PUBLIC_PARTS))]  # noqa: S608
    assert None not in seen
    assert {planted[word] for word in PLANTED.findall(str(seen))} == PUBLIC_ALL_THE_SAME


PUBLISHED_BY = {
    "grants.Decision": "published_at",
    "register.ScrutinyEntry": "published_at",
    "conditions.LaterDate": "granted_on",
    "conditions.MonitoringReturn": "accepted_at",
}


def every_column() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')"
            " AND a.attnum > 0 AND NOT a.attisdropped"
        )
        return cursor.fetchall()


def read(statement: str) -> list[tuple] | None:
    """What is given; None where it is refused."""
    with contextlib.suppress(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
    return None


def test_a_migration_may_change_what_a_view_shows(db, roles):
    pre_migrate.send(apps.get_app_config("pcc_decisions"), using="default", plan=["a migration"])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE grants_decision ALTER COLUMN title TYPE text")


@pytest.mark.parametrize("site_map", ["pcc_decisions.public_urls", "pcc_decisions.urls"])
def test_a_public_process_has_no_other_page(db, client, settings, site_map):
    settings.PUBLIC_ONLY, settings.ROOT_URLCONF = True, site_map
    pages = ("/office/", "/admin/", "/sign-in/", "/account/password/reset/", "/follow/", "/letters/x/")
    assert {client.get(page).status_code for page in pages} == {404}
    assert client.post("/decisions/").status_code == 404
    assert client.get("/decisions/").status_code == 200


def test_a_public_process_reads_no_code_of_other_pages():
    """Nor what sets a PDF before there is one to set."""
    code = "import sys; from pcc_decisions.server import read_all; read_all(); print(*sys.modules)"
    given = os.environ | {"PCC_SITE": "public", "DATABASE_URL": "postgresql://localhost/unused"}
    read = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True).stdout
    others = {"pcc_decisions.urls", "allauth.account.views", "cryptography", "lxml", "pikepdf", "PIL", "typst"}
    assert others.isdisjoint(read.split())


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
        assert refused("SELECT reason FROM public.grants_plantakedown")
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
