"""The database of a command at a developer's keyboard: the one that DATABASE_URL names, or else the embedded one."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from local_setup.postgres import running

LOCAL = Path(__file__).resolve().parents[1] / ".local"
EMBEDDED = LOCAL / "database"  # an older version's was called postgres: its tables are others


@contextlib.contextmanager
def database(directory: Path = EMBEDDED, *, durable: bool = True) -> Iterator[None]:
    """Have DATABASE_URL name a database while the block runs: what it names already, or else the embedded one there.

    Raises PostgresFailed for an embedded server that cannot be had.
    """
    if os.environ.get("DATABASE_URL"):
        yield
        return
    os.environ.setdefault("PCC_DEVELOPMENT", "1")
    with running(directory, durable=durable) as url:
        os.environ["DATABASE_URL"] = url
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]
