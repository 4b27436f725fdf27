#!/usr/bin/env python
"""Django's command line. Where a developer names no database, each command works on the embedded PostgreSQL under
.local/. A server never does: it has PCC_SECRET_KEY, and without DATABASE_URL its settings refuse to load."""

import contextlib
import os
import sys

from django.core.management import execute_from_command_line

from pcc_decisions.command_line import command_line

ON_A_SERVER = os.environ.get("PCC_DEVELOPMENT", "0" if os.environ.get("PCC_SECRET_KEY") else "1") != "1"

database: contextlib.AbstractContextManager[None] = contextlib.nullcontext()
if not (os.environ.get("DATABASE_URL") or ON_A_SERVER):
    from local_setup.database import database as embedded

    database = embedded()

if __name__ == "__main__":
    with command_line(), database:
        execute_from_command_line(sys.argv)
