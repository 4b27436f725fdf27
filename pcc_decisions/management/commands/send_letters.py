import sys
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from conditions.letters import letters as letters_of_conditions
from conditions.letters_of_comments import letters as letters_of_comments
from conditions.letters_of_comments import waiting_questions
from grants.actions.letters import delete_old_letters, send_letters, write_letters, write_waiting
from grants.actions.security_log import forget_old_entries
from grants.letters_of_accounts import letters as letters_of_accounts
from grants.models import Letter
from intake.letters import letters as letters_of_imports
from intake.letters import waiting_letters as waiting_imports
from public.actions import write_updates
from register.letters import letters as letters_of_decisions
from register.letters import waiting_letters as waiting_decisions


class Command(BaseCommand):
    help = (
        "Writes the letters due today, once each, and sends all unsent letters. Run it every few minutes. "
        "Exits with 1 while there are letters in the admin that could not be sent."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = timezone.now()
        happened = (
            *(letters_of_accounts, letters_of_decisions, letters_of_imports),
            *(letters_of_conditions, letters_of_comments),
        )
        write_letters(chain.from_iterable(letters(now) for letters in happened))
        write_waiting(chain(waiting_decisions(), waiting_imports(now), waiting_questions()))
        write_updates(at=now)
        sent = send_letters()
        delete_old_letters(at=now)
        forget_old_entries()
        self.stdout.write(f"{sent} {'e-mail' if sent == 1 else 'e-mails'} sent.")
        if given_up := Letter.objects.given_up(now).count():
            self.stderr.write(f"{given_up} could not be sent, after several attempts: see Letters in the admin.")
            sys.exit(1)
