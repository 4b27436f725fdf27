"""What every command begins and ends with, on a server and at a developer's keyboard."""

import contextlib
import os
import sys
from collections.abc import Iterator

from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db import DatabaseError

from pcc_decisions.database import unreachable


@contextlib.contextmanager
def command_line() -> Iterator[None]:
    """Use our settings while the block runs, and end in one sentence for what a person can put right."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcc_decisions.settings")
    try:
        yield
    except (ImproperlyConfigured, CommandError) as failure:
        sys.exit(str(failure))
    except DatabaseError:
        if reason := unreachable():
            sys.exit(reason)
        raise
