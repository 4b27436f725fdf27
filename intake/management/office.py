"""What the commands of imports share: who runs them, and how a refusal ends them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from grants.models import User
from grants.refused import Refused
from intake.notices.text import NotANotice


def person(email: str) -> User:
    if found := User.objects.filter(email=email.lower()).first():
        return found
    raise CommandError(f"Nobody here has the e-mail address {email}.")


@contextmanager
def refusals_end_it(about: str = "") -> Iterator[None]:
    """A refusal inside ends the command with its sentences, after the name of what they are about."""
    try:
        yield
    except (Refused, NotANotice, OSError) as error:
        raise CommandError(f"{about}: {error}" if about else str(error)) from error
