"""The letters to people who follow a list of decisions."""

from collections.abc import Iterator, Sequence

from conditions.findings import FindingsOfDay
from grants.letters import address
from grants.models.letters import Letter
from grants.models.sample import illustrative
from grants.models.subscriptions import Subscription
from public.browse.sentences import money_sentence
from register.models import Notice

MAX_NOTICES = MAX_FINDINGS = 50


def letters(
    subscription: Subscription, notices: Sequence[Notice], findings: Sequence[FindingsOfDay] = ()
) -> Iterator[Letter]:
    """A letter about each new notice, of very many the number of the rest in the last one; and about new findings."""
    yield from (about_finding(subscription, made) for made in findings)
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
    money = "" if notice.is_redacted else money_sentence(notice.document)
    what = "" if notice.kind == Notice.Kind.PUBLICATION else f" ({kind.lower()}: {notice.public_note})"
    return Letter(
        key=f"{Letter.Kind.UPDATE}:{subscription.pk}:{notice.sequence}",
        subscription=subscription,
        reference=listing.reference,
        kind=Letter.Kind.UPDATE,
        subject=f"{kind}: {listing.title}"[:200],
        body="\n".join(filter(None, (f"{listing.title}{what}", money)))
        + f"\n{address('public:decision_detail', listing.reference)}\nChain digest: {notice.chain_digest}",
    )


def about_finding(subscription: Subscription, made: FindingsOfDay) -> Letter:
    return Letter(
        key=f"{Letter.Kind.UPDATE}:{subscription.pk}:finding-{made.newest}",
        subscription=subscription,
        reference=made.reference,
        kind=Letter.Kind.UPDATE,
        subject=f"{made.title}: {made.decision_title}"[:200],
        body="\n".join(
            (
                made.decision_title,
                illustrative(made.sentence),
                f"{address('public:decision_detail', made.reference)}#conditions",
            )
        ),
    )
