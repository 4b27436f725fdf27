#!/usr/bin/env python
"""Django's command line. Without a DATABASE_URL each command works on the embedded PostgreSQL under .local/."""

import sys

from django.core.management import execute_from_command_line

from pcc_decisions.local.database import at_the_keyboard, database

if __name__ == "__main__":
    with at_the_keyboard(), database():
        execute_from_command_line(sys.argv)
