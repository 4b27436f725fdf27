"""`make bench`: an invented register of SIZE decisions, and what each kind of its public pages costs.

The register is made once and kept in `.local/bench/`. Each of ROUNDS asks every page once, in another order each time,
as a reader asks who has nothing of it yet; then the home page is asked again and again, unchanged, from the application
server. The tables are printed and, with `REPORT=1`, put into `docs/performance.md`.
"""

import os
import re
import sys
from contextlib import closing
from importlib import import_module

import django
import psycopg2

from local_setup import serving
from local_setup.database import LOCAL
from local_setup.deployed import as_role
from local_setup.postgres import DATABASE, running
from pcc_decisions.command_line import command_line

REPORT = LOCAL.parent / "docs" / "performance.md"
SMALLEST = 1_000
# So that a register of any size is made without a check of every row, and without a checkpoint every few seconds.
SWIFT = (
    f"GRANT SET ON PARAMETER session_replication_role TO {DATABASE}",
    "ALTER SYSTEM SET max_wal_size = '16GB'",
    "SELECT pg_reload_conf()",
)


def main() -> None:
    size, rounds = number("SIZE", 1_000, least=SMALLEST), number("ROUNDS", 10, least=2)
    place = LOCAL / "bench" / str(size)
    place.parent.mkdir(parents=True, exist_ok=True)
    with command_line(), running(place, durable=False) as url:
        # All the work of the database is then done by one process, whose time is read.
        os.environ |= {"DATABASE_URL": url, "PCC_DEVELOPMENT": "1", "PGOPTIONS": "-c max_parallel_workers_per_gather=0"}
        as_superuser(url, *SWIFT)
        django.setup()
        pages = import_module("local_setup.measuring")  # it reads tables, which are known from here on
        text = "\n\n".join((pages.made(size), pages.table(rounds), serving.table(rounds)))
    print(text)
    if os.environ.get("REPORT"):
        report(f"{size:,} decisions", f"`SIZE={size} ROUNDS={rounds} REPORT=1 make bench`. {text}\n")


def as_superuser(url: str, *statements: str) -> None:
    with closing(psycopg2.connect(as_role(url, "postgres"))) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        for each in statements:
            cursor.execute(each)


def number(name: str, usual: int, *, least: int) -> int:
    text = os.environ.get(name) or str(usual)
    if not text.isdecimal() or not least <= int(text) <= 1_000_000:
        sys.exit(f"{name} must be a number from {least:,} to 1,000,000, not {text!r}.")
    return int(text)


def report(heading: str, text: str) -> None:
    """Put a section in the place of the one that was measured before, or at the end."""
    before = REPORT.read_text()
    section = f"## {heading}\n\n{text}"
    kept, times = re.subn(rf"## {heading}\n.*?(?=\n## |\Z)", section.replace("\\", r"\\"), before, flags=re.DOTALL)
    REPORT.write_text(kept if times else f"{before.rstrip()}\n\n{section}")


if __name__ == "__main__":
    main()
