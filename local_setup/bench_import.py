"""`make bench-import`: how long an import of invented past decisions takes, from the file to the register, and how much
memory it asks for. In a database of its own, which is thrown away; with ROWS, another number of rows than 10,000."""

import os
import resource
import sys
import tempfile
from pathlib import Path
from time import monotonic, process_time

import django
from django.core.management import call_command
from django.db import connection
from psutil import Process

from local_setup.postgres import remove, running
from pcc_decisions.command_line import command_line

OFFICER, APPROVER = "officer@example.org", "approver@example.org"
KILOBYTES = 1024 if sys.platform == "darwin" else 1  # what the system counts memory in, in units of 1024 bytes


def main() -> None:
    rows = os.environ.get("ROWS") or "10000"
    if not rows.isdecimal() or not 0 < int(rows) <= 20_000:
        sys.exit(f"ROWS must be a number from 1 to 20000, not {rows!r}.")
    with command_line(), tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "postgres"
        with running(place) as url:
            os.environ |= {"DATABASE_URL": url, "PCC_DEVELOPMENT": "1", "PCC_FILES_DIR": f"{folder}/files"}
            django.setup()
            prepare()
            measure(Path(folder) / "past-decisions.xlsx", rows)
        remove(place)


def prepare() -> None:
    quiet = Path(os.devnull).open("w")  # noqa: SIM115 - for as long as the program runs
    call_command("migrate", verbosity=0)
    call_command("load_office_data", stdout=quiet)
    call_command("add_person", OFFICER, name="An officer", role="officer", stdout=quiet)
    call_command("add_person", APPROVER, name="An approver", role="approver", stdout=quiet)


def measure(file: Path, rows: str) -> None:
    foreign = file.with_stem("register-of-another-body")
    timed("write_past_decisions", str(foreign), rows=int(rows), foreign=True)
    timed("import_spreadsheet", str(foreign), email=OFFICER, new_as="charity")
    timed("write_past_decisions", str(file), rows=int(rows))
    timed("import_spreadsheet", str(file), email=OFFICER, send=True)
    publish()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * KILOBYTES)
    print(f"Most memory at any time: {peak} MB")


def publish() -> None:
    """Approve and publish them all, as one connection does."""
    connection.ensure_connection()
    server = Process(connection.connection.info.backend_pid)
    python, database = process_time(), sum(server.cpu_times()[:2])
    timed("publish_import", 2, email=APPROVER)
    python, database = process_time() - python, sum(server.cpu_times()[:2]) - database
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1000.0 / count(*) FROM register_notice")
        each = float(cursor.fetchone()[0])
    print(f"Of the processor, for each decision: {python * each:.1f} ms of Python, {database * each:.1f} of PostgreSQL")


def timed(name: str, *args: object, **options: object) -> None:
    start = monotonic()
    call_command(name, *args, **options)
    print(f"{name}: {monotonic() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main()
