"""Whose account a Microsoft account is. The person says so, signed in; nothing is concluded from an address."""

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from grants.actions.diary import record
from grants.actions.office_data import end_sessions, require_administrator
from grants.models import User
from grants.refused import Refused

PROVIDER = "entra"


@transaction.atomic
def link_microsoft_account(person: User, subject: str) -> None:
    """From now on it signs this person in. Refused where either has another one already."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if SocialAccount.objects.filter(user=person, provider=PROVIDER).exists():
        raise Refused("Your account is linked to a Microsoft account already. Remove that link first.")
    linked, _is_new = SocialAccount.objects.get_or_create(provider=PROVIDER, uid=subject, defaults={"user": person})
    if linked.user_id != person.pk:
        raise Refused("This Microsoft account is linked to another account here.")
    record("linked a Microsoft account", person, by=person)


@transaction.atomic
def unlink_microsoft_account(person: User, *, by: User) -> None:
    """It signs nobody in any more; an administrator ends what it had begun, too. Refused where there is none, and to
    its owner without a password, who could not sign in."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if by != person:
        require_administrator(by)
    elif not person.has_usable_password():
        raise Refused("Choose a password first: without the link you could not sign in.")
    if not SocialAccount.objects.filter(user=person, provider=PROVIDER).delete()[0]:
        raise Refused("There is no link to a Microsoft account.")
    record("removed the link to a Microsoft account", person, by=by)
    if by != person:
        end_sessions(person)
