"""The first letter to somebody with an account: who invites, for what, and a link that expires and works once."""

from datetime import datetime

from django.db import transaction

from grants.actions.diary import record
from grants.actions.office_data import add_lead, send_now
from grants.invitations import invitation, invited_by
from grants.models import Partnership, Role, User
from grants.refused import Refused

USED = "This link has been used already, or a newer one has."


@transaction.atomic
def invite_lead(partnership: Partnership, *, name: str, email: str, by: User, at: datetime | None = None) -> User:
    """Give somebody new an account as a lead of a partnership, and send their invitation. Refused for whoever does not
    work in the office, where the address is somebody's already, and where the letter cannot be sent: then there is no
    account either."""
    return invite(add_lead(partnership, name=name, email=email, by=by, at=at), by=by, at=at)


@transaction.atomic
def invite(person: User, *, by: User, at: datetime | None = None) -> User:
    """Send an invitation, or send it again. Refused for whoever has no role or has left, for somebody who has signed in
    before, and where the mail server does not take it. Officers invite leads; only administrators invite others."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    roles = set(person.memberships.current().values_list("role", flat=True))
    if not by.is_administrator and not (by.works_in_office and roles == {Role.LEAD}):
        raise Refused("Officers may invite leads, and only an administrator may invite anybody else.")
    if not person.is_active or not roles:
        raise Refused("Give this person a role first: the invitation says what it is for.")
    if person.last_login:
        raise Refused("This person has signed in before, and can ask for a new password on the page to sign in.")
    record("invited", person, by=by, at=at)
    send_now(invitation(person, by=by))
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
