"""The embedded PostgreSQL, really started, in the places and after the accidents that a person's machine has."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest
from psycopg2.extensions import POLL_OK

from local_setup import postgres
from local_setup.places import Place, PostgresFailed, find_place
from local_setup.postgres import remove, running

# What a killed server has written is kept without waiting for the disk too: only the machine itself must not fall.
AT_ONCE = {"fsync": "off"}
GUEST = f"""
import sys, pathlib
from local_setup.postgres import SETTINGS, running
SETTINGS.update({AT_ONCE})
with running(pathlib.Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@contextlib.contextmanager
def new_folder() -> Iterator[Path]:
    """A folder that every account of the machine can reach, as a project's folder often is."""
    folder = Path(tempfile.mkdtemp(prefix="a project's "))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def folder() -> Iterator[Path]:
    with new_folder() as folder:
        yield folder


@pytest.fixture
def new_directory(folder: Path) -> Iterator[Path]:
    """Where there is no database yet."""
    yield folder / "postgres"
    remove(folder / "postgres")


def copy(data: Path, to: Path) -> None:
    subprocess.run(["/bin/cp", "-a", data, to], check=True)


@pytest.fixture(autouse=True, scope="module")
def nothing_is_waited_for_twice() -> Iterator[None]:
    """`initdb` runs once in this program, and what it made is copied from then on; nobody waits for the disk."""
    initialise = postgres._make

    def make(place: Place) -> None:
        if not first.exists():
            initialise(place)
            copy(place.data, first)
        else:
            copy(first, place.data)

    with new_folder() as kept, pytest.MonkeyPatch.context() as changed:
        first = kept / "data"
        changed.setattr(postgres, "_make", make)
        changed.setattr(postgres, "INITDB", (*postgres.INITDB, "--no-sync", "--wal-segsize=1"))
        changed.setattr(postgres, "SETTINGS", postgres.SETTINGS | AT_ONCE)
        yield


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A database with a note, made and left, to be copied: making one takes longer than all else."""
    with new_folder() as folder:
        keep_a_note(folder / "postgres")
        yield folder / "postgres"
        remove(folder / "postgres")


@pytest.fixture
def directory(made: Path, new_directory: Path) -> Path:
    """Where there is a database with a note, that nobody uses."""
    copy(made, new_directory)
    return new_directory


def query(url: str, statement: str) -> str:
    """The first value of the answer."""
    with contextlib.closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def address_of(directory: Path) -> str:
    with running(directory) as url:
        return url


def keep_a_note(directory: Path) -> None:
    with running(directory) as url:
        query(url, "CREATE TABLE note AS SELECT 'kept' AS words; SELECT words FROM note")


def read_the_note(directory: Path) -> str:
    with running(directory) as url:
        return query(url, "SELECT words FROM note")


def guest(directory: Path) -> subprocess.Popen[str]:
    """Another program that uses the database until its input ends."""
    return subprocess.Popen(
        [sys.executable, "-c", GUEST, directory], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def greeting(guest: subprocess.Popen[str]) -> str:
    return guest.stdout.readline().strip()


def leave(guest: subprocess.Popen[str]) -> None:
    guest.communicate()
    assert guest.returncode == 0


def kill_server(directory: Path) -> None:
    server = psutil.Process(int(find_place(directory).pid_file.read_text().split()[0]))
    server.kill()
    server.wait()


def is_up(url: str) -> bool:
    try:
        query(url, "SELECT 1")
    except psycopg2.OperationalError:
        return False
    return True


def test_the_server_runs_while_it_is_used_and_keeps_what_was_written(new_directory):
    with running(new_directory) as url:
        query(url, "CREATE TABLE note AS SELECT 'kept' AS words; SELECT words FROM note")
    assert not is_up(url)
    assert read_the_note(new_directory) == "kept"


def test_it_sorts_alike_everywhere_and_its_role_has_no_special_powers(directory):
    with running(directory) as url:
        assert (
            query(url, "SELECT string_agg(word, '' ORDER BY word) FROM unnest('{b,a,B,é}'::text[]) AS word") == "Babé"
        )
        assert query(url, "SELECT lower('ÉCOLE')") == "école"
        assert query(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        assert query(url, "SHOW listen_addresses") == ""


def test_a_folder_that_other_accounts_cannot_reach(new_directory):
    new_directory.parent.chmod(0o700)
    keep_a_note(new_directory)
    assert read_the_note(new_directory) == "kept"


def test_a_long_path_with_letters_of_a_shell(folder):
    directory = folder / ("long $HOME 'path' \"é\" " * 8) / "postgres"
    keep_a_note(directory)
    assert read_the_note(directory) == "kept"
    remove(directory)


def test_a_killed_server_is_started_again(directory):
    with running(directory) as url:
        query(url, "UPDATE note SET words = 'written just before' RETURNING words")
        kill_server(directory)
        assert not is_up(url)
        assert read_the_note(directory) == "written just before"


def test_the_number_of_a_killed_server_may_be_another_program_by_now(directory):
    with running(directory):
        stale = find_place(directory).pid_file.read_text().splitlines()
        kill_server(directory)
    find_place(directory).pid_file.write_text("\n".join([str(os.getpid()), *stale[1:]]) + "\n")
    assert read_the_note(directory) == "kept"


def test_a_killed_program_leaves_a_server_that_the_next_one_uses_and_stops(directory):
    killed = guest(directory)
    url = greeting(killed)
    killed.kill()
    killed.communicate()
    assert is_up(url)
    with running(directory) as same:
        assert same == url
    assert not is_up(url)


def test_files_deleted_under_a_server_do_not_bar_the_next_one(directory):
    killed = guest(directory)
    greeting(killed)
    killed.kill()
    killed.communicate()
    shutil.rmtree(find_place(directory).home)
    keep_a_note(directory)


def test_the_busy_session_of_a_killed_server_does_not_bar_the_next_one(directory):
    with running(directory) as url, contextlib.closing(psycopg2.connect(url, async_=True)) as busy:
        while busy.poll() != POLL_OK:
            time.sleep(0.01)
        busy.cursor().execute("SELECT count(*) FROM generate_series(1, 1_000_000_000)")
        kill_server(directory)
        assert is_up(address_of(directory))


def test_the_last_one_out_stops_the_server(directory):
    other = guest(directory)
    with running(directory) as url:
        assert greeting(other) == url
        leave(other)
        assert is_up(url)
    assert not is_up(url)


def test_three_who_come_in_at_once_share_one_server(new_directory):
    guests = [guest(new_directory) for _ in range(3)]
    assert len({greeting(each) for each in guests}) == 1
    url = address_of(new_directory)
    for each in guests:
        assert is_up(url)
        leave(each)
    assert not is_up(url)


def test_a_half_made_database_is_made_again(directory):
    place = find_place(directory)
    place.data.rename(place.home / "unfinished-1")
    keep_a_note(directory)
    assert [path.name for path in place.home.iterdir() if path.is_dir()] == ["data"]


def test_data_of_another_postgresql_are_refused_but_thrown_away_in_tests(directory):
    (find_place(directory).data / "PG_VERSION").write_text("16\n")
    with pytest.raises(PostgresFailed, match=r"made by PostgreSQL 16 .* `make reset`"), running(directory):
        pytest.fail("it started")
    with running(directory, durable=False) as url:
        assert query(url, "SHOW synchronous_commit") == "off"


def test_data_that_a_crash_may_have_damaged_are_thrown_away_in_tests(directory):
    with running(directory, durable=False):
        kill_server(directory)
    with running(directory, durable=False) as url:
        assert query(url, "SELECT count(*) FROM pg_tables WHERE tablename = 'note'") == 0


def test_a_failure_is_one_sentence_with_the_log(directory):
    place = find_place(directory)
    (place.data / "postgresql.conf").write_text("nonsense")
    with pytest.raises(PostgresFailed) as failure, running(directory):
        pytest.fail("it started")
    assert str(place.log) in str(failure.value)
    assert "\n" not in str(failure.value)


def test_a_database_in_use_is_not_removed(directory):
    with running(directory) as url:
        with pytest.raises(PostgresFailed, match="in use"):
            remove(directory)
        assert is_up(url)
