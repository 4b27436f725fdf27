"""Backups: a folder with all of the database and every uploaded file, and what must be found in it again.

The database is copied before the files: they are written before their rows and never change, so a later copy holds
every file that the database knows. A file that the backup before has is the same one on the disk, and takes no room
again.
"""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError
from django.db import connection, transaction
from django.utils import timezone

from pcc_decisions.database_roles import VIEWS
from register.notices.verification import newest

DATABASE, FILES, ABOUT = "database.dump", "files", "about.json"
NAME = "%Y-%m-%dT%H%M%SZ"
# Not copied: whoever was signed in signs in again.
UNCOUNTED = ("sessions",)


def make_backup(folder: Path, *, kept: int) -> Path:
    """Write a backup into a folder of its own, named by the time, and delete all but the newest `kept`. A backup that
    was not finished has no name yet, and is never taken for one."""
    before = backups_in(folder)
    unfinished = folder / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    about = copy_database(unfinished / DATABASE)
    copy_files(Path(settings.FILES_DIR), unfinished / FILES, before[-1] / FILES if before else None)
    (unfinished / ABOUT).write_text(json.dumps(about, indent=1))
    finished = folder / named_now()
    unfinished.rename(finished)
    for old in backups_in(folder)[: -max(kept, 1)]:
        shutil.rmtree(old)
    return finished


def backups_in(folder: Path) -> list[Path]:
    """The finished ones, the oldest first."""
    return sorted(each.parent for each in folder.glob(f"*/{ABOUT}") if each.parent.name != "unfinished")


def named_now() -> str:
    return timezone.now().strftime(NAME)


def made_at(backup: Path) -> datetime:
    return datetime.strptime(f"{backup.name}+0000", f"{NAME}%z")


def copy_database(file: Path) -> dict[str, Any]:
    """Gives what a restored register must have as well, as it was at the very moment of the copy: its newest digest,
    and the rows of each table."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        options = ["--format=custom", "--exclude-table-data=django_session", "--exclude-table-data=cache"]
        options.append(f"--exclude-schema={VIEWS}")  # `database_roles` makes it again, with the rights
        postgres("pg_dump", *options, f"--snapshot={snapshot}", f"--file={file}")
        return {"newest_digest": newest_digest(), "rows": rows(), "sha256": digest(file)}


def newest_digest() -> str:
    last = newest()
    return last.chain_digest if last else ""


def rows() -> dict[str, int]:
    counted = (model for model in apps.get_models() if model._meta.app_label not in UNCOUNTED)
    return {
        model._meta.db_table: model._base_manager.count()  # noqa: SLF001 -- a default manager may leave rows out
        for model in counted
    }


def copy_files(source: Path, target: Path, before: Path | None) -> None:
    target.mkdir(mode=0o700)
    for path in files_below(source):
        copied, known = target / path, before / path if before else None
        copied.parent.mkdir(parents=True, exist_ok=True)
        if known and known.exists() and known.stat().st_size == (source / path).stat().st_size:
            os.link(known, copied)
        else:
            shutil.copy2(source / path, copied)


def files_below(folder: Path) -> Iterator[Path]:
    """What uploads left, "3f/3f9a…", and not the PDFs that can be made again."""
    return (path.relative_to(folder) for path in folder.glob("??/*") if path.is_file())


def restore_backup(backup: Path) -> dict[str, Any]:
    """Bring a backup into an empty database and an empty folder of files; gives what the backup says of itself. Refused
    where anything is already there, or the copy of the database is not what was written."""
    about: dict[str, Any] = json.loads((backup / ABOUT).read_text())
    if digest(backup / DATABASE) != about["sha256"]:
        raise CommandError(f"{backup / DATABASE} is not what was written: use another backup.")
    if connection.introspection.table_names():
        raise CommandError("The database that DATABASE_URL names is not empty: create a new one to restore into.")
    files = Path(settings.FILES_DIR)
    if any(files_below(files)):
        raise CommandError(f"{files} is not empty: have PCC_FILES_DIR name a new folder.")
    into = f"--dbname={connection.settings_dict['NAME']}"
    postgres("pg_restore", into, "--no-owner", "--no-privileges", "--single-transaction", backup / DATABASE)
    shutil.copytree(backup / FILES, files, dirs_exist_ok=True)
    return about


def differences(about: dict[str, Any]) -> list[str]:
    """What of the register is not as the backup says, a sentence each."""
    found = rows()
    wrong = [
        f"{table}: {found.get(table, 0)} rows of {n}." for table, n in about["rows"].items() if found.get(table) != n
    ]
    return wrong + (["The newest digest is another one."] if newest_digest() != about["newest_digest"] else [])


def postgres(program: str, *arguments: object) -> None:
    """Run a program of PostgreSQL against our database, without its password on the command line."""
    given = connection.settings_dict
    environment = {
        "PGHOST": given["HOST"],
        "PGPORT": str(given["PORT"]),
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGDATABASE": given["NAME"],
    }
    command = [str(Path(settings.POSTGRES_PROGRAMS, program)), *map(str, arguments)]
    try:
        done = subprocess.run(command, env=os.environ | environment, check=False, capture_output=True, text=True)
    except OSError as failure:
        raise CommandError(
            f"{program} could not be run: {failure}. Name its folder in PCC_POSTGRES_PROGRAMS."
        ) from failure
    if done.returncode:
        raise CommandError(f"{program} failed: {done.stderr.strip()}")


def digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
