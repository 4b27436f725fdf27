"""`make copies`: two more PostgreSQL beside that of a throw-away register that is served as deploy/ does, and writers at work.

One receives what is written before it is acknowledged (pg_receivewal), and is all that is left when the first is lost:
what was acknowledged is in it. The other follows the first, and public pages are read from it (docs/scale.md).
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import psycopg2
from django.db import connection

from local_setup.database import LOCAL
from local_setup.deployed import Site, as_role, deployed
from local_setup.places import Place, find_place
from local_setup.postgres import address, bring_back, remove
from local_setup.proxy import NGINX
from pcc_decisions.command_line import command_line

PLACE, RESTORED = LOCAL / "copies", LOCAL / "copies-restored"
RECEIVER = "pcc_receiver"
WRITERS, SECONDS, DECISIONS = 4, 20, 60


def main() -> None:
    if not NGINX:
        sys.exit("This needs nginx: `apt install nginx`.")
    with command_line(), deployed(PLACE) as site:
        writers = import_module("local_setup.writers")  # it reads tables, which are known from here on
        decisions = writers.sent_decisions(DECISIONS)
        with received(site) as wal:
            with writers.Writers(site.port, site.password, WRITERS, decisions, seconds=SECONDS) as writing:
                time.sleep(SECONDS / 2)
                site.lose_postgres()
                writing.writing = False
            took = restored(wal)
        connection.close()
        connection.settings_dict["HOST"] = str(find_place(RESTORED.resolve()).sockets)
        print(f"The first PostgreSQL was killed (-9) under {WRITERS} writers, and its files were not touched again.")
        print(f"Restored from the copy and what was received, in {took:.1f} s: {writing.counted()}.")
        connection.close()
        remove(RESTORED)


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
