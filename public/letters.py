"""The letters to people who follow a list of decisions."""

from collections.abc import Iterator, Sequence

from grants.letters import address
from grants.models.letters import Letter
from grants.models.subscriptions import Subscription
from register.models import Notice

MAX_NOTICES = 50


def letters(subscription: Subscription, notices: Sequence[Notice]) -> Iterator[Letter]:
    """A letter about each new notice; of very many, the number of the rest in the last one."""
    for notice in notices[:MAX_NOTICES]:
        yield about_notice(subscription, notice)
    if (more := len(notices) - MAX_NOTICES) > 0:
        yield Letter(
            key=f"{Letter.Kind.UPDATE}:{subscription.pk}:more-than-{notices[-1].sequence}",
            subscription=subscription,
            kind=Letter.Kind.UPDATE,
            subject="More decisions",
            body=f"and {more} more.",
        )


def about_notice(subscription: Subscription, notice: Notice) -> Letter:
    listing, kind = notice.decision.listing, notice.get_kind_display()
    what = "" if notice.kind == Notice.Kind.PUBLICATION else f" ({kind.lower()}: {notice.public_note})"
    return Letter(
        key=f"{Letter.Kind.UPDATE}:{subscription.pk}:{notice.sequence}",
        subscription=subscription,
        reference=listing.reference,
        kind=Letter.Kind.UPDATE,
        subject=f"{kind}: {listing.title}"[:200],
        body=f"{listing.title}{what}\n{address('public:decision_detail', listing.reference)}",
    )
