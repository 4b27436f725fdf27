"""`make copies`: two more PostgreSQL beside that of a throw-away register that is served as deploy/ does.

One follows the first, and public pages are read from it (docs/scale.md). The other receives what is written before it
is acknowledged (pg_receivewal): when the first is lost under writers, what they were told was done is in it.
"""

import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg2
from django.db import connection

from local_setup.database import LOCAL
from local_setup.deployed import Site, as_role, deployed, server
from local_setup.places import Place, find_place
from local_setup.postgres import address, bring_back, remove
from local_setup.proxy import NAME, NGINX, free_ports
from pcc_decisions.command_line import command_line

PLACE, RESTORED, FOLLOWING = LOCAL / "copies", LOCAL / "copies-restored", LOCAL / "copies-following"
RECEIVER = "pcc_receiver"
WRITERS, DEEDS, PATIENCE = 4, 60, 120  # deeds until the first is lost; seconds
PUBLISHED, PAGES = 10, 50
READ = "SELECT tup_returned + tup_fetched FROM pg_stat_database WHERE datname = 'pcc_decisions'"


def main() -> None:
    if not NGINX:
        sys.exit("This needs nginx: `apt install nginx`.")
    with command_line(), deployed(PLACE) as site:
        module = import_module("local_setup.writers")  # it reads tables, which are known from here on
        decisions = module.sent_decisions(DEEDS)
        writers = module.Writers(site.port, site.password, WRITERS, decisions, seconds=1)
        with followed(site) as port:
            tell_of_following(site, port, writers)
            with received(site) as wal:
                lose_under(writers, site)
                took = restored(wal)
            answered = Counter(status_of(port, f"/decisions/?q=lost+{each}") for each in range(PAGES))
            print(f"While the first is lost, the public pages answer from the one that follows: {dict(answered)}.")
        connection.close()
        connection.settings_dict["HOST"] = str(find_place(RESTORED.resolve()).sockets)
        print(f"The first PostgreSQL was killed (-9) under {WRITERS} writers, and its files were not touched again.")
        print(f"Restored from the copy and what was received, in {took:.1f} s: {writers.counted()}.")
        connection.close()
        remove(RESTORED)


def lose_under(writers: Any, site: Site) -> None:
    end = time.monotonic() + PATIENCE
    with writers:
        while len(writers.told_done) < DEEDS and time.monotonic() < end:
            time.sleep(0.01)
        site.lose_postgres()


@contextlib.contextmanager
def followed(site: Site) -> Iterator[int]:
    """The port of a server of public pages that reads from a PostgreSQL that follows the first."""
    source, target = find_place(site.place.resolve()), fresh(FOLLOWING)
    copy_files(source, target, "--write-recovery-conf")
    bring_back(FOLLOWING)
    copy, [port] = as_role(address(target), "pcc_public"), free_ports(1).values()
    log = site.place / "servers.log"
    serving = server("public", port, os.environ["DATABASE_URL"], log, DATABASE_REPLICA_URL=copy)
    try:
        end = time.monotonic() + PATIENCE
        while status_of(port, "/readyz") != HTTPStatus.OK and time.monotonic() < end:
            time.sleep(0.1)
        yield port
    finally:
        serving.stop()
        remove(FOLLOWING)


def tell_of_following(site: Site, port: int, writers: Any) -> None:
    places = find_place(site.place.resolve()), find_place(FOLLOWING.resolve())
    began = [int(str(as_superuser(each, READ)[0][0])) for each in places]
    for each in range(PAGES):
        status_of(port, f"/decisions/?q={each}")
    time.sleep(2)  # they count when they are idle
    rows = [int(str(as_superuser(each, READ)[0][0])) - before for each, before in zip(places, began, strict=True)]
    print(f"For {PAGES} pages the first PostgreSQL read {rows[0]:,} rows and the one that follows {rows[1]:,}.")
    seen = Counter(status_of(port, published(writers)) for _ in range(PUBLISHED))
    print(f"Read the moment their publication was acknowledged: {dict(seen)}.")
    as_superuser(places[1], "SELECT pg_wal_replay_pause()")
    path, began_at = published(writers), time.monotonic()
    status = status_of(port, path)
    print(f"While it follows no longer: {status}, from the first, after {time.monotonic() - began_at:.2f} s.")
    as_superuser(places[1], "SELECT pg_wal_replay_resume()")


def published(writers: Any) -> str:
    reference = writers.waiting.pop()
    writers.publish(reference)
    return f"/decisions/{reference}/"


def status_of(port: int, path: str) -> int:
    headers = {"Host": NAME, "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0


@contextlib.contextmanager
def received(site: Site) -> Iterator[Path]:
    """Where the WAL is received: from before the copy of the files is made, until the block ends."""
    source, target = find_place(site.place.resolve()), fresh(RESTORED)
    wal = target.home / "received"
    as_superuser(source, f"SELECT pg_create_physical_replication_slot('{RECEIVER}', true)")
    subprocess.run(["/bin/mkdir", str(wal)], check=True, **target.spawn())
    where = f"{replication(source)}&application_name={RECEIVER}"
    command = [
        source.program("pg_receivewal"),
        "--synchronous",
        f"--slot={RECEIVER}",
        f"--directory={wal}",
        f"--dbname={where}",
    ]
    receiving = subprocess.Popen(command, **target.spawn())
    try:
        copy_files(source, target)
        as_superuser(source, f"ALTER SYSTEM SET synchronous_standby_names = '{RECEIVER}'", "SELECT pg_reload_conf()")
        wait_until(source, "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'")
        yield wal
    finally:
        receiving.terminate()
        receiving.wait()


def restored(wal: Path) -> float:
    """Start the copy, which reads all that was received and goes on from there; seconds that took."""
    target, began = find_place(RESTORED.resolve()), time.monotonic()
    get = f"cp {wal}/%f %p || cp {wal}/%f.partial %p"
    with (target.data / "postgresql.auto.conf").open("a") as settings:
        settings.write(f"restore_command = '{get}'\n")
    signal = target.data / "recovery.signal"
    signal.touch()
    os.chown(signal, target.account.uid, target.account.gid)
    bring_back(RESTORED)
    wait_until(target, "SELECT 1 WHERE NOT pg_is_in_recovery()")
    return time.monotonic() - began


def fresh(directory: Path) -> Place:
    """A place without a server yet."""
    if directory.exists():
        remove(directory)
    directory.mkdir(exist_ok=True)
    return find_place(directory.resolve())


def copy_files(source: Place, target: Place, *options: str) -> None:
    command = [source.program("pg_basebackup"), "--checkpoint=fast", f"--pgdata={target.data}", *options]
    subprocess.run([*command, f"--dbname={replication(source)}"], check=True, **target.spawn())


def replication(source: Place) -> str:
    return f"{as_role(address(source), 'postgres').rpartition('/')[0]}/postgres?sslmode=disable"


def as_superuser(place: Place, *statements: str) -> list[tuple[object, ...]]:
    """What the last of them gives."""
    with contextlib.closing(psycopg2.connect(as_role(address(place), "postgres"))) as opened, opened.cursor() as cursor:
        opened.autocommit = True
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall()


def wait_until(place: Place, statement: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not as_superuser(place, statement):
        if time.monotonic() > end:
            sys.exit(f"This did not come about: {statement}")
        time.sleep(0.02)


if __name__ == "__main__":
    main()
