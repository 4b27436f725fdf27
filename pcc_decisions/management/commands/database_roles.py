from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pcc_decisions.database_roles import granting, making


class Command(BaseCommand):
    help = "Prints the SQL by which the application may only do what it does, and a public role only read the register."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--application", default="pcc_app", metavar="ROLE")
        parser.add_argument("--public", default="pcc_public", metavar="ROLE")

    def handle(self, *_args: Any, application: str, public: str, **_options: Any) -> None:
        if not (application.isidentifier() and public.isidentifier()):
            raise CommandError("The name of a role consists of letters, digits and underscores.")
        for statement in chain(making(application, public), granting(application, public)):
            self.stdout.write(f"{statement};")
