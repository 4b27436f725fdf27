"""Evidence and declarations, as a partnership sends them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from conditions.actions.contributions import add_author, lock_contribution, record_contribution, refuse_outsider
from conditions.actions.standings import lock_obligations, update_standings
from conditions.models import Contribution, Evidence, Obligation
from grants.actions.diary import record
from grants.actions.files import store_file
from grants.models import PlanVersion, StoredFile, User
from grants.refused import Refused

EVIDENCE_KINDS = ("PDF", "DOCX", "XLSX", "CSV", "PNG", "JPEG")


@transaction.atomic
def add_evidence(
    obligation: Obligation,
    *,
    by: User,
    papers: "Sequence[UploadedFile[Any]]" = (),
    statement: str = "",
    contribution: Contribution | None = None,
    form_key: UUID | None = None,
    at: datetime | None = None,
) -> list[Evidence]:
    """Send papers, with a word on what they show; without any file the statement is a declaration that the condition is
    met.

    All or nothing, and once where the same form is sent twice. Refused where it says something else the second time;
    for anybody but a lead of the partnership and the office; for a condition that is not asked for any more; for files
    that `store_file` refuses; and for nothing.
    """
    if contribution:
        lock_obligations({obligation.pk, *contribution.shares.values_list("obligation_id", flat=True)})
    obligation = Obligation.objects.lock(obligation)
    refuse_unfit_evidence(obligation, contribution, by=by)
    if form_key and (sent := list(Evidence.objects.filter(form_key=form_key))):
        if len(sent) != (len(papers) or 1) or sent[0].statement != statement.strip():
            raise Refused("This form was sent already. Open it again to send something else.")
        return sent
    if not (papers or statement.strip()):
        raise Refused("Choose a file, or write a declaration.")
    files: list[StoredFile | None] = [store_file(paper, by=by, kinds=EVIDENCE_KINDS, at=at) for paper in papers]
    values: dict[str, Any] = {"obligation": obligation, "contribution": contribution, "statement": statement.strip()}
    values |= {"form_key": form_key, "sent_by": by, "sent_at": at or timezone.now(), "author_ids": [by.pk]}
    added = [Evidence.objects.create(file=file, **values) for file in files or [None]]
    if contribution and not contribution.accepted_at:
        add_author(lock_contribution(contribution), by)
    update_standings(
        {obligation.pk, *(contribution.shares.values_list("obligation_id", flat=True) if contribution else ())}
    )
    decision = obligation.condition.decision
    for each in added:
        changes = {"Evidence": ["", str(each)]}
        record("sent evidence", each, by=by, at=at, decision=decision, comment=each.statement, changes=changes)
    return added


@transaction.atomic
def send_plan(
    obligation: Obligation, *, by: User, version: PlanVersion, form_key: UUID | None = None, at: datetime | None = None
) -> Evidence:
    """Send a published plan of the partnership as the evidence for a condition that requires one (domain §13). Once
    where the same form is sent twice. Refused as for papers, for a plan of somebody else, and for one that is with the
    office or accepted already."""
    obligation = Obligation.objects.lock(obligation)
    refuse_unfit_evidence(obligation, None, by=by)
    if form_key and (sent := Evidence.objects.filter(form_key=form_key).first()):
        return sent
    if not obligation.may_be_met_by_plan:
        raise Refused("This condition does not require a plan.")
    if version.plan.partnership_id != obligation.partnership_id:
        raise Refused(f"“{version.plan}” is not a plan of {obligation.partnership}.")
    if obligation.evidence.filter(plan_version=version, returned_at=None, taken_back_at=None).exists():
        raise Refused(f"{version} has been sent for this condition already.")
    evidence = Evidence.objects.create(
        obligation=obligation,
        plan_version=version,
        form_key=form_key,
        sent_by=by,
        sent_at=at or timezone.now(),
        author_ids=[by.pk],
    )
    update_standings([obligation.pk])
    changes = {"Evidence": ["", str(evidence)]}
    record("sent evidence", evidence, by=by, at=at, decision=obligation.condition.decision, changes=changes)
    return evidence


@transaction.atomic
def offer(
    obligation: Obligation,
    *,
    by: User,
    values: Mapping[str, Any],
    papers: "Sequence[UploadedFile[Any]]" = (),
    form_key: UUID | None = None,
    at: datetime | None = None,
) -> Contribution:
    """Record a contribution together with the papers that show it: both or neither."""
    contribution = record_contribution(obligation, by=by, values=values, form_key=form_key, at=at)
    if papers:
        add_evidence(obligation, by=by, papers=papers, contribution=contribution, form_key=form_key, at=at)
    return contribution


def refuse_unfit_evidence(obligation: Obligation, contribution: Contribution | None, *, by: User) -> None:
    if obligation.partnership is None:
        raise Refused("This award was made without a partnership, so nobody can send evidence.")
    refuse_outsider(obligation.partnership, by)
    if obligation.lapsed_at:
        raise Refused("This condition has lapsed and needs no evidence.")
    if contribution and not contribution.shares.filter(obligation=obligation).exists():
        raise Refused("This contribution does not count towards this condition.")
