"""The first letter to somebody with an account: who invites, for what, and a link that expires and works once."""

from datetime import datetime
from smtplib import SMTPException

from django.db import transaction

from grants.actions.diary import record
from grants.actions.office_data import require_administrator
from grants.invitations import invitation, invited_by
from grants.models import User
from grants.refused import Refused

USED = "This link has been used already, or a newer one has."


@transaction.atomic
def invite(person: User, *, by: User, at: datetime | None = None) -> User:
    """Send an invitation, or send it again. Refused for whoever has no role or has left, for somebody who has signed in
    before, and where the mail server does not take it."""
    require_administrator(by)
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not person.is_active or not person.memberships.current().exists():
        raise Refused("Give this person a role first: the invitation says what it is for.")
    if person.last_login:
        raise Refused("This person has signed in before, and can ask for a new password on the page to sign in.")
    record("invited", person, by=by, at=at)
    try:
        invitation(person, by=by).send()
    except (SMTPException, OSError) as failure:
        raise Refused("The mail server did not take the invitation. Try again later.") from failure
    return person


@transaction.atomic
def accept_invitation(token: str, password: str, *, at: datetime | None = None) -> User:
    """Set the first password of the person whose link it is. Refused once the link has been used or has expired."""
    invited = invited_by(token)
    if invited is None:
        raise Refused(USED)
    person = User.objects.select_for_update().get(pk=invited.pk)
    if invited_by(token) is None:
        raise Refused(USED)
    person.set_password(password)
    person.save()
    record("accepted an invitation", person, by=person, at=at)
    return person
