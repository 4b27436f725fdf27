"""Redaction: the one lawful exception to "never edited" (domain §8; docs/architecture.md)."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from conditions.actions.obligations import redact_terms
from grants.actions.diary import record
from grants.actions.public_text import refuse_personal_data
from grants.models import User
from grants.refused import Refused
from register.actions.listing import lock_register
from register.actions.publishing import append_notice, update_listing_and_obligations
from register.document import Document
from register.models import Notice, Redaction
from register.notices.pdf import delete_pdf

WITHDRAWN = "Withdrawn decision"
# What is left of a withdrawn decision whose text had to go.
FACTS = (
    "reference", "kind", "kind_label", "outcome", "outcome_label", "decided_on", "first_published_on", "added_on",
    "withdrawal_reason",
)  # fmt: skip


@transaction.atomic
def ask_for_redaction(
    notice: Notice, *, by: User, reason: str, acknowledged: bool = False, at: datetime | None = None
) -> Redaction:
    """An approver asks that the text of a superseded version be taken out.

    Refused: for the version that stands now, since a clean one has to be published first, unless it is a withdrawal,
    which nobody can correct any more; twice; without a reason; with personal data in it, unless that is `acknowledged`.
    """
    if not by.is_approver:
        raise Refused("Only an approver may ask for a redaction.")
    notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if notice.is_newest and notice.kind != Notice.Kind.WITHDRAWAL:
        raise Refused("This is the current version. First publish a correction without the text to be redacted.")
    if Redaction.objects.filter(notice=notice).exists():
        raise Refused("This redaction has been requested already.")
    if not reason.strip():
        raise Refused("Give the reason. The public reads it.")
    refuse_personal_data(reason, called="the reason", acknowledged=acknowledged)
    asked = Redaction.objects.create(notice=notice, reason=reason.strip(), asked_by=by, asked_at=at or timezone.now())
    record("asked for a redaction", notice, by=by, at=at, decision=notice.decision, comment=asked.reason)
    return asked


@transaction.atomic
def redact(redaction: Redaction, *, by: User, at: datetime | None = None) -> Notice:
    """An administrator, who is not the one who asked, takes document and salt out. The digests stay: nobody can tell
    from them what stood there, and everybody that no version is missing. The withdrawal that stands is followed by
    another one without its text. The wording of conditions that are in no readable version is blanked too."""
    if not by.is_administrator:
        raise Refused("Only an administrator may carry out a redaction.")
    lock_register()
    redaction = Redaction.objects.select_for_update().get(pk=redaction.pk)
    if redaction.carried_out_at:
        raise Refused("This has been carried out already.")
    if redaction.asked_by_id == by.pk:
        raise Refused("You requested this yourself: another administrator has to carry it out.")
    notice = Notice.objects.select_for_update(of=("self",)).get(pk=redaction.notice_id)
    moment = at or timezone.now()
    if notice.is_newest:
        withdraw_without_text(notice, redaction, by=by, at=moment)
    notice.document_data = notice.salt = None
    notice.save(update_fields=["document_data", "salt"])
    readable = Notice.objects.filter(decision=notice.decision, document_data__isnull=False)
    redact_terms(notice.decision, [terms for each in readable for terms in each.document.conditions])
    delete_pdf(notice)
    transaction.on_commit(partial(delete_pdf, notice))  # somebody may have had it made again meanwhile
    redaction.carried_out_by, redaction.carried_out_at = by, moment
    redaction.save()
    record("redacted a version", notice, by=by, at=at, decision=notice.decision, comment=redaction.reason)
    return notice


def withdraw_without_text(notice: Notice, redaction: Redaction, *, by: User, at: datetime) -> None:
    """A further withdrawal, by whoever asked and whoever carries it out, that says what any withdrawn decision may."""
    said = {name: value for name, value in notice.document if name in FACTS}
    document = Document(title=WITHDRAWN, makes_awards=False, **said)
    update_listing_and_obligations(
        append_notice(notice.decision, notice.kind, document, by=by, note=redaction.reason, at=at), at=at
    )
