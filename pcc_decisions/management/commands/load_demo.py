import os
import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from grants.models import Role
from grants.refused import Refused
from pcc_decisions.sample.loading import load
from pcc_decisions.sample.people import PEOPLE, email, set_password


class Command(BaseCommand):
    help = "Fills an empty database with sample data. The accounts' password is PCC_DEMO_PASSWORD, or a random one."

    def handle(self, *_args: Any, **_options: Any) -> None:
        given = os.environ.get("PCC_DEMO_PASSWORD", "")
        password = given or secrets.token_urlsafe(12)
        try:
            is_new = load(password)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if given and not is_new:
            set_password(given)
        self.stdout.write("The sample is loaded." if is_new else "The sample is there already.")
        self.stdout.write("\n".join(accounts()))
        self.stdout.write(f"Their password: {password if is_new or given else 'the one printed the first time.'}")


def accounts() -> list[str]:
    """One line for each account: its e-mail address and its role."""
    return [f"  {email(each['name']):18} {Role(each['role']).label}{district(each)}" for each in PEOPLE]


def district(person: dict[str, str]) -> str:
    return f", {person['district'].title()}" if "district" in person else ""
