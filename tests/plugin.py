"""What every run of the tests needs first: a throw-away PostgreSQL, and workers that share the work well."""

import contextlib
import gc
import os
import tempfile
from collections.abc import Generator

import pytest

from local_setup.database import LOCAL, database
from local_setup.places import PostgresFailed
from pcc_decisions.database import unreachable


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Have a database before pytest-django reads the settings. Workers inherit its address and start nothing."""
    os.environ.setdefault("PCC_DEVELOPMENT", "1")
    # A name of its own, so that two runs at once do not meet; workers inherit it, and add their own number.
    os.environ.setdefault("PCC_TEST_DATABASE", f"test_pcc_decisions_{os.getpid()}")
    server = contextlib.ExitStack()
    early_config.add_cleanup(server.close)
    try:
        if "PCC_FILES_DIR" not in os.environ:
            os.environ["PCC_FILES_DIR"] = server.enter_context(tempfile.TemporaryDirectory())
        server.enter_context(database(LOCAL / "postgres-test", durable=False))
    except PostgresFailed as failure:
        raise pytest.UsageError(str(failure)) from failure
    if reason := unreachable():
        raise pytest.UsageError(reason)
    return (yield)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """`-n auto` means two workers at least: the browser tests spend half their time waiting."""
    return max(2, os.cpu_count() or 2)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's long walks go first, so that no worker is left alone with one in the end."""
    items.sort(key=lambda item: "live_server" not in getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: spare the garbage collector looking through it every time, and
    have it look seldom, which saves a fifteenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
