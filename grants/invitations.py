"""Invitations: what they say, and the links in them."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, TimestampSigner
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.crypto import salted_hmac

from grants.letters import AUTOMATIC, address, signature
from grants.models import Event, Membership, Role, User

SALT = "invitation"
WHAT_FOR = {
    Role.OFFICER: "enter and publish decisions of the office",
    Role.APPROVER: "approve decisions of the office",
    Role.ADMINISTRATOR: "look after the people and the data of the register",
}


def invitation(person: User, *, by: User) -> EmailMessage:
    """Who invites, for which partnership or role, what the site is for and why, and until when the link works."""
    days = settings.INVITATION_DAYS
    body = f"""Dear {person.name},

{by} of {settings.OFFICE.name} invites you to the register of its grant decisions.

{why(person)}

To begin, choose your password here. The link works once, for {days} day{"" if days == 1 else "s"}:
{address("invitation", token_of(person))}

If it has expired, or you did not expect this letter, write to {settings.OFFICE.contact_email}.

{signature()}
"""
    subject = f"{settings.OFFICE.short_label}: your invitation to the register of grant decisions"
    return EmailMessage(subject, body, to=[person.email], headers=AUTOMATIC)


def why(person: User) -> str:
    roles = list(person.memberships.current().select_related("partnership"))
    led = [str(each.partnership) for each in roles if each.partnership]
    does = [WHAT_FOR[Role(each.role)] for each in roles if not each.partnership]
    sentences = []
    if led:
        sentences.append(
            f"You are its lead for {' and '.join(led)}. The office gives the partnership grants, on conditions. "
            "Here you see what is asked in return and by when, and send contributions, papers and reports. The public "
            "reads whether each condition was kept."
        )
    if does:
        sentences.append(f"You will {' and '.join(does)}.")
    return "\n\n".join(sentences)


def with_invitation(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """With `invited_at`, when each person was last sent an invitation."""
    kind = ContentType.objects.get_for_model(User)
    sent = Event.objects.filter(thing_type=kind, thing_id=OuterRef("person"), verb="invited")
    return memberships.annotate(invited_at=Subquery(sent.order_by("-at").values("at")[:1]))


def token_of(person: User) -> str:
    return TimestampSigner(salt=SALT).sign_object([person.pk, fingerprint(person)])


def fingerprint(person: User) -> str:
    """Another one as soon as the person has a password or has signed in: so a link works once."""
    return salted_hmac(SALT, f"{person.password}{person.last_login}").hexdigest()[:32]


def invited_by(token: str) -> User | None:
    """The person of a link that still works."""
    try:
        pk, mark = TimestampSigner(salt=SALT).unsign_object(token, max_age=timedelta(days=settings.INVITATION_DAYS))
    except BadSignature:
        return None
    person = User.objects.filter(pk=pk, is_active=True).first()
    return person if person and fingerprint(person) == mark else None
