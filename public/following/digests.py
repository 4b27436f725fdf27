"""The e-mails that go to those who follow a list: the one that asks for confirmation, and the update."""

from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from public.models import Subscription
from public.open_data.tables import address
from register.models import Notice

MOST_TOLD = 50


def list_address(subscription: Subscription) -> str:
    return address("decision_list") + (f"?{subscription.query}" if subscription.query else "")


def confirmation(subscription: Subscription) -> EmailMessage:
    office = settings.OFFICE
    body = f"""Somebody (we hope you) asked for e-mails about new decisions on this list:
{list_address(subscription)}

To confirm it, open this page and press the button:
{address("follow_confirm", subscription.token)}

If it was not you, do nothing. We will not e-mail you again, and we will delete your address within a week.

{office.name}
{office.contact_email}
"""
    subject = f"{office.short_label}: confirm that you want to follow decisions"
    return EmailMessage(subject, body, to=[subscription.email], headers={"Auto-Submitted": "auto-generated"})


def update_email(subscription: Subscription, notices: Sequence[Notice]) -> EmailMessage:
    """What is new for one subscriber, with the header that lets mail programs stop it in one click (RFC 8058)."""
    stop = address("follow_stop", subscription.token)
    headers = {
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Message-ID": message_id(subscription, notices),
    }
    many = f"{len(notices)} new decisions or new versions" if len(notices) > 1 else "1 new decision or new version"
    subject = f"{settings.OFFICE.short_label}: {many}"
    return EmailMessage(subject, body(subscription, notices, stop), to=[subscription.email], headers=headers)


def body(subscription: Subscription, notices: Sequence[Notice], stop: str) -> str:
    told = [paragraph(notice) for notice in notices[:MOST_TOLD]]
    more = len(notices) - len(told)
    rest = [f"and {more} more."] if more else []
    closing = (
        f"The list that you follow:\n{list_address(subscription)}\n\nTo stop these e-mails:\n{stop}\n\n"
        f"{settings.OFFICE.name}\n{settings.OFFICE.contact_email}\n"
    )
    return "\n\n".join([*told, *rest, closing])


def paragraph(notice: Notice) -> str:
    listing = notice.decision.listing
    kind = "" if notice.kind == Notice.Kind.PUBLICATION else f" ({notice.get_kind_display().lower()}: {notice.note})"
    return f"{listing.title}{kind}\n{address('decision_detail', listing.reference)}"


def message_id(subscription: Subscription, notices: Sequence[Notice]) -> str:
    """The same for every attempt at the same digest, so that a repeated e-mail is delivered once."""
    told = f"{subscription.token}:{subscription.last_sequence}:{notices[-1].sequence}"
    return f"<{sha256(told.encode()).hexdigest()[:32]}@{urlsplit(settings.SITE_ADDRESS).hostname}>"
