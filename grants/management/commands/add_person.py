import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from grants.actions.office_data import add_membership, add_person
from grants.models import Partnership, Role
from grants.refused import Refused


class Command(BaseCommand):
    help = "Adds a person who may sign in, with one role; a lead's role is for one partnership."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--partnership", metavar="SLUG", help="for a lead, for example manchester")

    def handle(self, *_args: Any, email: str, name: str, role: str, partnership: str | None, **_options: Any) -> None:
        password = secrets.token_urlsafe(15)
        try:
            validate_email(email)
            led = Partnership.objects.get(slug=partnership) if partnership else None
            with transaction.atomic():
                person = add_person(email=email, name=name, by=None, password=password)
                membership = add_membership(person, role, by=None, partnership=led)
        except Partnership.DoesNotExist as error:
            raise CommandError(f"There is no partnership {partnership}.") from error
        except (Refused, ValidationError) as refusal:
            raise CommandError(" ".join(getattr(refusal, "messages", [str(refusal)]))) from refusal
        self.stdout.write(f"{membership} can sign in as {person.email}")
        self.stdout.write(f"Password, shown this once: {password}")
