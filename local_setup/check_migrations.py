"""`make migrations`: is a migration missing, or would one harm a register in use (docs/upgrading.md)?

The first migration of an app is exempt, because no register is in use before it.
"""

import sys

import django
from django.core.management import call_command
from django_migration_linter import MigrationLinter

from local_setup.database import database
from pcc_decisions.command_line import command_line

# Migrations that were looked at and may stay, by name, each with its reason. A server does not have the linter, so that
# they cannot say it themselves.
ALLOWED: tuple[str, ...] = ()
NOT_WORTH_SAYING = ("ok", "ignore", "warning")  # warnings are about locks, and the server is stopped for an upgrade


def main() -> None:
    with command_line(), database():
        django.setup()
        call_command("makemigrations", check_changes=True, dry_run=True)
        linter = MigrationLinter(
            exclude_apps=["account", "mfa", "socialaccount", "usersessions"],  # of allauth
            ignore_initial_migrations=True,
            ignore_name=ALLOWED,
            quiet=NOT_WORTH_SAYING,
        )
        linter.lint_all_migrations()
    sys.exit(linter.has_errors)


if __name__ == "__main__":
    main()
