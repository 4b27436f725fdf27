"""Evidence and declarations: sent by a partnership, accepted or returned by the office."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from conditions.actions.contributions import record_contribution, refuse_stranger
from conditions.models import Contribution, Evidence, Obligation
from grants.actions import record, require_editor, store_file
from grants.models import StoredFile, User
from grants.refused import Refused

EVIDENCE_KINDS = ("PDF", "DOCX", "XLSX", "CSV", "PNG", "JPEG")


@transaction.atomic
def add_evidence(
    obligation: Obligation,
    *,
    by: User,
    papers: Sequence[UploadedFile] = (),
    statement: str = "",
    contribution: Contribution | None = None,
    form_key: UUID | None = None,
    at: datetime | None = None,
) -> list[Evidence]:
    """Send papers, with a word on what they show; without any file the statement is a declaration that the condition is
    met.

    All or nothing, and once where the same form is sent twice. Refused for anybody but a lead of the partnership and
    the office, for a condition that is not asked for any more, for files that `store_file` refuses, and for nothing.
    """
    obligation = Obligation.objects.select_for_update(of=("self",), no_key=True).get(pk=obligation.pk)
    refuse_unfit_evidence(obligation, contribution, by=by)
    if form_key and (sent := list(Evidence.objects.filter(form_key=form_key))):
        return sent
    if not (papers or statement.strip()):
        raise Refused("Choose a file, or write a declaration.")
    files: list[StoredFile | None] = [store_file(paper, by=by, kinds=EVIDENCE_KINDS, at=at) for paper in papers]
    told: dict[str, Any] = {"obligation": obligation, "contribution": contribution, "statement": statement.strip()}
    told |= {"form_key": form_key, "added_by": by, "added_at": at or timezone.now()}
    added = [Evidence.objects.create(file=file, **told) for file in files or [None]]
    for evidence in added:
        note(evidence, "sent evidence", by=by, at=at, comment=evidence.statement)
    return added


@transaction.atomic
def offer(
    obligation: Obligation,
    *,
    by: User,
    values: Mapping[str, Any],
    papers: Sequence[UploadedFile] = (),
    form_key: UUID | None = None,
    at: datetime | None = None,
) -> Contribution:
    """Record a contribution together with the papers that show it: both or neither."""
    contribution = record_contribution(obligation, by=by, values=values, form_key=form_key, at=at)
    if papers:
        add_evidence(obligation, by=by, papers=papers, contribution=contribution, form_key=form_key, at=at)
    return contribution


@transaction.atomic
def accept_evidence(evidence: Evidence, *, by: User, at: datetime | None = None) -> Evidence:
    """An officer has read it and finds nothing missing. Whether the condition is met is said by a finding."""
    evidence = waiting(evidence, by=by)
    evidence.accepted_by, evidence.accepted_at = by, at or timezone.now()
    evidence.save()
    note(evidence, "accepted evidence", by=by, at=at)
    return evidence


@transaction.atomic
def return_evidence(evidence: Evidence, *, by: User, comment: str, at: datetime | None = None) -> Evidence:
    """An officer sends it back to the partnership, saying what is missing."""
    evidence = waiting(evidence, by=by)
    if not comment.strip():
        raise Refused("Say what is missing, so that the partnership can mend it.")
    evidence.returned_by, evidence.returned_at = by, at or timezone.now()
    evidence.returned_comment = comment
    evidence.save()
    note(evidence, "returned evidence", by=by, at=at, comment=comment)
    return evidence


def waiting(evidence: Evidence, *, by: User) -> Evidence:
    """The row, locked, for an officer other than the one who sent it; refused once it has been accepted or returned."""
    require_editor(by)
    evidence = Evidence.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence.pk)
    if not evidence.awaits_review:
        raise Refused(f"This has already been {'accepted' if evidence.accepted_at else 'returned'}.")
    if evidence.added_by_id == by.pk:
        raise Refused("You sent this yourself: another officer has to look at it.")
    return evidence


def refuse_unfit_evidence(obligation: Obligation, contribution: Contribution | None, *, by: User) -> None:
    if obligation.partnership is None:
        raise Refused("This award was made without a partnership, so there is none to send evidence.")
    refuse_stranger(obligation.partnership, by)
    if obligation.lapsed_at:
        raise Refused("This condition is no longer asked for: it needs no evidence.")
    if contribution and not contribution.shares.filter(obligation=obligation).exists():
        raise Refused("This contribution does not count towards this condition.")


def note(evidence: Evidence, verb: str, *, by: User, at: datetime | None, comment: str = "") -> None:
    decision = evidence.obligation.condition.decision
    changes = {"Evidence": ["", str(evidence)]}
    record(verb, evidence, by=by, at=at, decision=decision, comment=comment, changes=changes)
