"""What the register is measured beside: Datasette on SQLite with full-text search, in an environment of its own, which
nothing of the project needs; and pgbench, which inserts under the same lock what publishing inserts."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
from django.db import connection

from local_setup.database import LOCAL
from local_setup.places import Place
from local_setup.proxy import free_ports
from local_setup.serving import CONNECTIONS, running, with_children
from public.open_data.award_cells import values
from public.open_data.sources import SOURCES
from register.actions.chaining import REGISTER_LOCK

ENVIRONMENT, RELEASE = LOCAL / "datasette", "datasette==0.65.5"
SETTINGS = ("sql_time_limit_ms 20000", "facet_time_limit_ms 20000", "suggest_facets off", "num_sql_threads 4")
READ = """
    SELECT l.id, reference, l.title, summary, words, l.decided_on::text, l.kind, outcome, total::float,
        min(a.year), min(p.slug), min(s.slug), min(a.recipient_name)
    FROM register_listing l LEFT JOIN register_listedaward a ON a.listing_id = l.id
    LEFT JOIN grants_partnership p ON p.id = a.partnership_id LEFT JOIN grants_fundingstream s ON s.id = a.stream_id
    GROUP BY l.id
"""
COLUMNS = "reference, title, summary, words, decided_on, kind, outcome, total, year, partnership, stream, recipient"
FACETS = "_facet=year&_facet=partnership&_facet=stream&_facet=kind"
LIST = "/peer/decisions?_sort_desc=decided_on"
PAGES = {
    "decision": "/peer/decisions/{decision}",
    "list": f"{LIST}&{FACETS}",
    "list, filtered": f"{LIST}&year=2024&partnership=manchester&{FACETS}",
    "search, common word": f"/peer/decisions?_search=crime&{FACETS}",
    "search, rare word": f"/peer/decisions?_search={{name}}&{FACETS}",
}
# What publishing inserts for a decision: its notice, listing, awards, obligations and diary.
INSERTED = {
    "register_notice": "decision_id = :d",
    "register_listing": "decision_id = :d",
    "register_listedaward": "award_id IN (SELECT id FROM grants_award WHERE decision_id = :d)",
    "register_listedmaker": "listing_id IN (SELECT id FROM register_listing WHERE decision_id = :d)",
    "register_listedpriority": "listing_id IN (SELECT id FROM register_listing WHERE decision_id = :d)",
    "conditions_obligation": "condition_id IN (SELECT id FROM conditions_condition WHERE decision_id = :d)",
    "grants_event": "decision_id = :d AND verb = 'published'",
}


@contextmanager
def datasette(folder: Path) -> Iterator[tuple[list[psutil.Process], int]]:
    """Serves the same decisions, which lie in that folder once they were copied."""
    folder.mkdir(exist_ok=True)
    file = folder / "peer.db"
    if not (ENVIRONMENT / "bin" / "datasette").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        subprocess.run([str(ENVIRONMENT / "bin" / "pip"), "install", "--quiet", "--quiet", RELEASE], check=True)
    if not file.exists():
        copy_decisions(file)
    port = free_ports(0)[0]
    settings = [word for each in SETTINGS for word in ("--setting", *each.split())]
    command = [str(ENVIRONMENT / "bin" / "datasette"), "serve", str(file), f"--port={port}", *settings]
    with running(command, port) as process:
        yield with_children(process), port


def copy_decisions(file: Path) -> None:
    unfinished = file.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as sqlite, connection.cursor() as cursor:
        sqlite.execute(f"CREATE TABLE decisions (id INTEGER PRIMARY KEY, {COLUMNS})")
        cursor.execute(READ)
        marks = ", ".join("?" * (len(COLUMNS.split()) + 1))
        while rows := cursor.fetchmany(5_000):
            sqlite.executemany(f"INSERT INTO decisions VALUES ({marks})", rows)  # noqa: S608 - question marks
        for column in ("decided_on", "year", "partnership", "stream", "kind"):
            sqlite.execute(f"CREATE INDEX by_{column} ON decisions ({column})")
        searched = "USING fts5(title, summary, words, content='decisions', content_rowid='id')"
        sqlite.execute(f"CREATE VIRTUAL TABLE decisions_fts {searched}")
        sqlite.execute("INSERT INTO decisions_fts (decisions_fts) VALUES ('rebuild')")
        sqlite.execute("ANALYZE")
        sqlite.commit()
    unfinished.rename(file)


def make_room() -> None:
    """Tables as those that publishing inserts into, with their indexes and without keys, so that each decision of the
    register can be inserted again."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS peer CASCADE; CREATE SCHEMA peer; CREATE SEQUENCE peer.turn")
        for table in INSERTED:
            cursor.execute(f"CREATE TABLE peer.{table} (LIKE {table} INCLUDING DEFAULTS)")
            cursor.execute("SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass", [table])
            for (made,) in cursor.fetchall():
                cursor.execute(re.sub(r"^CREATE (UNIQUE )?INDEX \S+ ON public\.", "CREATE INDEX ON peer.", made))
        numbered = "SELECT row_number() OVER () AS n, decision_id FROM register_listing"
        cursor.execute(f"CREATE TABLE peer.decision AS {numbered}")
        cursor.execute("CREATE INDEX ON peer.decision (n)")


def pgbench(place: Place, folder: Path, seconds: int) -> float:
    """Decisions a second, inserted by 16 writers who take turns as publishers do."""
    script = folder / "publish.sql"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM peer.decision")
        (number,) = cursor.fetchone()
    chosen = (
        "SELECT nextval('peer.turn') AS turn \\gset",
        f"SELECT decision_id AS d FROM peer.decision WHERE n = :turn % {number} + 1 \\gset",  # noqa: S608 - a number
    )
    inserts = (f"INSERT INTO peer.{table} SELECT * FROM {table} WHERE {mine};" for table, mine in INSERTED.items())  # noqa: S608
    locked = f"BEGIN; SELECT pg_advisory_xact_lock({REGISTER_LOCK});"
    script.write_text("\n".join([*chosen, locked, *inserts, "COMMIT;\n"]))
    options = [f"--client={CONNECTIONS}", "--jobs=2", "--no-vacuum", f"--time={seconds}", f"--file={script}"]
    printed = run(place, "pgbench", *options)
    return float(re.search(r"tps = ([\d.]+)", printed)[1])  # type: ignore[index]


def copied(place: Place, folder: Path) -> None:
    """All awards, as `psql` writes them: the columns of our file, in its order."""
    source = SOURCES["awards"]
    columns = source.listed(source.blank_form()).values_list(*values().values())
    with connection.cursor() as cursor:
        asked = cursor.mogrify(*columns.query.sql_with_params()).decode()
    run(place, "psql", "--quiet", f"--command=\\copy ({asked}) TO '{folder / 'awards.csv'}' CSV HEADER")


def run(place: Place, program: str, *options: str) -> str:
    said = [f"--host={place.sockets}", "--port=5432", "--username=pcc_decisions", *options, "pcc_decisions"]
    done = subprocess.run([place.program(program), *said], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{program}: {done.stderr.strip()}")
    return done.stdout
