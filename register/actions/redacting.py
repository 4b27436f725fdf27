"""Redaction: the one lawful exception to "never edited" (domain §8; docs/architecture.md)."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from conditions.actions.obligations import redact_terms
from conditions.actions.redaction import redact_measures, redact_reasons
from conditions.models import Agreement
from conditions.reasons import reasons_beside_versions
from grants.actions.diary import record
from grants.actions.files import HOLDERS, delete_file
from grants.actions.public_text import refuse_personal_data
from grants.actions.redaction import redact_texts
from grants.models import Decision, StoredFile, User
from grants.models.guards import REDACTED
from grants.record import fields
from grants.refused import Refused
from register.actions.chaining import lock_with_register
from register.actions.publishing import append_notice, update_listing_and_obligations
from register.checks.scanned_texts import hits_in
from register.document import Document
from register.loading import lock_decision
from register.models import Notice, Redaction
from register.notices.pdf import delete_pdf

WITHDRAWN = "Withdrawn decision"
# What is left of a withdrawn decision whose text had to go.
FACTS = (
    "reference", "kind", "kind_label", "outcome", "outcome_label", "decided_on", "first_published_on", "added_on",
    "withdrawal_reason", "withdrawal_exceeding_reason",
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
    refuse_reason(reason, acknowledged=acknowledged)
    redaction = Redaction.objects.create(
        notice=notice, reason=reason.strip(), asked_by=by, asked_at=at or timezone.now()
    )
    record("asked for a redaction", notice, by=by, at=at, decision=notice.decision, comment=redaction.reason)
    return redaction


@transaction.atomic
def ask_for_redaction_of_reasons(
    decision: Decision, *, by: User, reason: str, acknowledged: bool = False, at: datetime | None = None
) -> Redaction:
    """An approver asks that the reasons be taken out which the public reads beside the versions of a decision: those
    of payments, findings and interpretations, and of from when its conditions are followed.

    Refused: where there are none; while the same waits to be carried out; and as above.
    """
    if not by.is_approver:
        raise Refused("Only an approver may ask for a redaction.")
    decision = lock_decision(decision)
    if not any(reasons_beside_versions(decision)):
        raise Refused("No reasons have been published beside the versions of this decision.")
    if Redaction.objects.filter(reasons_of=decision, carried_out_at=None).exists():
        raise Refused("This redaction has been requested already.")
    refuse_reason(reason, acknowledged=acknowledged)
    redaction = Redaction.objects.create(
        reasons_of=decision, reason=reason.strip(), asked_by=by, asked_at=at or timezone.now()
    )
    record("asked for a redaction of reasons", decision, by=by, at=at, comment=redaction.reason)
    return redaction


def refuse_reason(reason: str, *, acknowledged: bool) -> None:
    if not reason.strip():
        raise Refused("Give the reason. The public reads it.")
    refuse_personal_data(reason, called="the reason", acknowledged=acknowledged)


@transaction.atomic
def carry_out(redaction: Redaction, *, by: User, at: datetime | None = None) -> None:
    """An administrator, who is not the one who asked, takes out what was asked for."""
    if redaction.notice:
        redact(redaction, by=by, at=at)
        return
    redaction = lock_redaction(redaction, by=by)
    redact_reasons(redaction.decision, why=redaction.reason)
    redact_texts(redaction.decision)
    finish(redaction, by=by, at=at or timezone.now())
    record("redacted reasons", redaction.decision, by=by, at=at, comment=redaction.reason)


@transaction.atomic
def redact(redaction: Redaction, *, by: User, at: datetime | None = None) -> Notice:
    """An administrator, who is not the one who asked, takes document and salt out. The digests stay: they show that no
    version is missing, and nothing of what it said. The withdrawal that stands is followed by another one without its
    text. What else repeats the text of the decision goes with it (docs/retention.md)."""
    redaction = lock_redaction(redaction, by=by)
    notice = Notice.objects.select_for_update(of=("self",)).get(redaction=redaction)
    moment = at or timezone.now()
    if notice.is_newest:
        withdraw_without_text(notice, redaction, by=by, at=moment)
        redact_record(notice.decision)
        redact_reasons(notice.decision, why=redaction.reason)
    papers = {paper.sha256 for paper in notice.full_document.papers if paper.sha256}
    notice.document_data = notice.salt = None
    notice.save(update_fields=["document_data", "salt"])
    readable = Notice.objects.filter(decision=notice.decision, document_data__isnull=False)
    redact_terms(notice.decision, [terms for each in readable for terms in each.full_document.conditions])
    redact_measures(notice.decision, [terms for each in readable for terms in each.full_document.measures])
    redact_texts(notice.decision)
    Agreement.objects.filter(decision=notice.decision, version=notice.version).update(contents=None)
    delete_unlisted_files(papers)
    notice.decision.conditions.filter(is_removed=True).update(title=REDACTED, wording=REDACTED)
    delete_outdated_acknowledgements(notice.decision)
    delete_pdf(notice)
    transaction.on_commit(partial(delete_pdf, notice))  # somebody may have had it made again meanwhile
    finish(redaction, by=by, at=moment)
    record("redacted a version", notice, by=by, at=at, decision=notice.decision, comment=redaction.reason)
    return notice


def lock_redaction(redaction: Redaction, *, by: User) -> Redaction:
    if not by.is_administrator:
        raise Refused("Only an administrator may carry out a redaction.")
    lock_with_register(redaction.decision)
    redaction = Redaction.objects.select_for_update().get(pk=redaction.pk)
    if redaction.carried_out_at:
        raise Refused("This has been carried out already.")
    if redaction.asked_by_id == by.pk:
        raise Refused("You requested this yourself: another administrator has to carry it out.")
    return redaction


def finish(redaction: Redaction, *, by: User, at: datetime) -> None:
    redaction.carried_out_by, redaction.carried_out_at = by, at
    redaction.save()


def withdraw_without_text(notice: Notice, redaction: Redaction, *, by: User, at: datetime) -> None:
    """A further withdrawal, by the two who redact, that says no more than facts without text."""
    document = facts_of(notice.full_document)
    update_listing_and_obligations(
        append_notice(notice.decision, notice.kind, document, by=by, note=redaction.reason, at=at), at=at
    )


def facts_of(document: Document) -> Document:
    """What a withdrawn decision says without its text."""
    facts = {name: value for name, value in document if name in FACTS}
    return Document(title=WITHDRAWN, makes_awards=False, **facts)


def redact_record(decision: Decision) -> None:
    """The text in the working rows of a withdrawn decision, which nobody can edit any more."""
    texts = [each.name for each in fields() if each.may_be_withheld]
    for name in (*texts, "legal_power_other", "exceeding_reason", "lead_officer", "why_another"):
        setattr(decision, name, "")
    decision.title = WITHDRAWN
    decision.save()
    decision.awards.update(title=REDACTED)
    decision.awards.exclude(ended_reason="").update(ended_reason=REDACTED)
    decision.conditions.update(title=REDACTED, wording=REDACTED)
    decision.withholdings.update(reason="")
    decision.warning_answers.update(why=REDACTED)
    decision.papers.all().delete()


def delete_unlisted_files(digests: Iterable[str]) -> None:
    """The files of papers that no readable version lists any more, and no working row has."""
    for digest in digests:
        if not Notice.objects.filter(document_data__papers__contains=[{"sha256": digest}]).exists():
            for stored in StoredFile.objects.filter(sha256=digest, **dict.fromkeys(HOLDERS)):
                delete_file(stored)


def delete_outdated_acknowledgements(decision: Decision) -> None:
    """Those of personal data that the record no longer holds: they quote it."""
    held = {(each.field, each.hit.text, each.hit.sentence) for each in hits_in(decision)}
    for row in decision.acknowledgements.all():
        if (row.field, row.hit, row.sentence) not in held:
            row.delete()
