#!/usr/bin/env python
"""Django's command line. On a developer's own machine, which says PCC_DEVELOPMENT=1, a command without DATABASE_URL
works on the embedded PostgreSQL under .local/. Everywhere else it is refused: an empty database would answer that all
is well."""

import contextlib
import os
import sys

from django.core.management import execute_from_command_line

from pcc_decisions.command_line import command_line

database: contextlib.AbstractContextManager[None] = contextlib.nullcontext()
if os.environ.get("PCC_DEVELOPMENT") == "1" and not os.environ.get("DATABASE_URL"):
    from local_setup.database import database as embedded

    database = embedded()

if __name__ == "__main__":
    with command_line(), database:
        execute_from_command_line(sys.argv)
