"""Who has to give a second factor, and what the diary says of it."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest

from grants.access import gave_two_elsewhere
from grants.actions.office_data import note_second_factor
from grants.models import User

NEEDED = "needs a second factor"


def needs_one(request: HttpRequest, person: User) -> bool:
    """Asked at sign-in: the office has to give one in production, here or to Microsoft; leads may."""
    asked = settings.REQUIRES_SECOND_FACTOR and person.works_in_office
    return asked and not (is_mfa_enabled(person) or gave_two_elsewhere(request, person))


@receiver([authenticator_added, authenticator_removed])
def note(request: HttpRequest, user: User, authenticator: Authenticator, signal: Any, **_signal: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        note_second_factor(
            user, is_added=signal is authenticator_added, is_passkey=authenticator.type == Authenticator.Type.WEBAUTHN
        )
    request.session[NEEDED] = needs_one(request, user)
