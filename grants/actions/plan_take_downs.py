"""Taking plans out of public sight: a version at once and alone, its text for ever, or the whole plan (domain §8)."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from grants.actions.diary import record
from grants.actions.files import HOLDERS, delete_file
from grants.actions.plans import end_early, lock_plan
from grants.actions.public_text import public_reason
from grants.models import Event, KeptText, Plan, PlanDraft, PlanTakeDown, PlanVersion, StoredFile, User
from grants.models.plans import EMPTIED
from grants.refused import Refused
from grants.revisions import refuse_overtaken


@transaction.atomic
def take_down_plan(version: PlanVersion, *, by: User, reason: str, at: datetime | None = None) -> PlanTakeDown:
    """Put what a version says out of public sight, with its file; of the newest one also the targets of its
    objectives. Names stay, because decisions quote them.

    Refused: for anybody but an approver; without a sentence why, for the office; what is out of sight already.
    """
    plan = lock_in_sight(version, by=by)
    if not reason.strip():
        raise Refused("Say in a sentence what has to be checked.")
    if version.take_downs.in_effect().exists():
        raise Refused("This version is out of public sight already.")
    row = PlanTakeDown.objects.create(
        version=version, reason=reason.strip(), taken_down_by=by, taken_down_at=at or timezone.now()
    )
    show_targets(plan)
    record("took down a version of a plan", row, by=by, at=at, comment=row.reason)
    return row


@transaction.atomic
def restore_plan(row: PlanTakeDown, *, by: User, at: datetime | None = None) -> PlanTakeDown:
    """Put it back into public sight. Refused for anybody but an approver, and once it is restored or redacted."""
    plan = lock_in_sight(row.version, by=by)
    row = PlanTakeDown.objects.get(pk=row.pk)
    if row.restored_at or row.redacted_at:
        raise Refused("This has been restored or redacted already.")
    row.restored_by, row.restored_at = by, at or timezone.now()
    row.save()
    show_targets(plan)
    record("restored a version of a plan", row, by=by, at=at)
    return row


@transaction.atomic
def redact_plan(row: PlanTakeDown, *, by: User, at: datetime | None = None) -> PlanTakeDown:
    """Take the text of a version out for ever, with its file and what the diary quotes of the plan and its drafts.
    Number, dates and name stay.

    Refused: for anybody but an administrator, and for the one who took it down; while the version stands; once it is
    restored or redacted.
    """
    if not by.is_administrator:
        raise Refused("Only an administrator may carry out a redaction.")
    plan = lock_plan(row.version.plan)
    row = PlanTakeDown.objects.select_for_update().get(pk=row.pk)
    if row.restored_at or row.redacted_at:
        raise Refused("This has been restored or redacted already.")
    if row.taken_down_by_id == by.pk:
        raise Refused("You took this down yourself: another administrator has to redact it.")
    version = PlanVersion.objects.get(pk=row.version_id)
    if version == plan.versions.first() and not plan.withdrawn_at:
        raise Refused("This is the version that stands. First publish one without the text to be redacted.")
    row.redacted_by, row.redacted_at = by, at or timezone.now()
    row.save()
    empty(version)
    record("redacted a version of a plan", row, by=by, at=at)
    return row


@transaction.atomic
def withdraw_strategy(
    plan: Plan, *, by: User, reason: str, acknowledged: bool = False, revision: int | None = None,
    at: datetime | None = None,
) -> Plan:  # fmt: skip
    """A plan that should not have been published: it stays listed, with the reason and without its text, and its
    objectives stay for the decisions that name them. What it replaced is in force again as long as it was to be.

    Refused: for anybody but an approver who has published no version of it; for what is withdrawn already; (Stale)
    where it has been changed since `revision`; and as `public_reason` refuses.
    """
    plan = lock_plan(plan)
    refuse_overtaken(Plan, plan.pk, since=revision)
    require_approver(by)
    if plan.withdrawn_at:
        raise Refused("This plan has been withdrawn already.")
    if plan.versions.filter(published_by=by).exists():
        raise Refused("You published a version of this plan: another approver has to withdraw it.")
    plan.withdrawn_reason = public_reason(reason, called="the reason", acknowledged=acknowledged)
    plan.withdrawn_at = at or timezone.now()
    old, plan.replaces = plan.replaces, None
    plan.save()
    if old:
        end_early(old)
    show_targets(plan)
    record("withdrew a plan", plan, by=by, at=at, comment=plan.withdrawn_reason)
    return plan


def lock_in_sight(version: PlanVersion, *, by: User) -> Plan:
    require_approver(by)
    plan = lock_plan(version.plan)
    if plan.withdrawn_at:
        raise Refused("This plan has been withdrawn: the public reads nothing of it but that.")
    return plan


def require_approver(by: User) -> None:
    if not by.is_approver:
        raise Refused("Only an approver may take a plan out of public sight, or put it back.")


def show_targets(plan: Plan) -> None:
    """The objectives have the targets of the version that stands, and none while it is out of sight."""
    newest = plan.versions.first()
    is_hidden = plan.withdrawn_at is not None or newest is None or newest.is_out_of_sight
    targets = {} if is_hidden or newest is None else {each["position"]: each["target"] for each in newest.objectives}
    for priority in plan.priorities.all():
        priority.target = targets.get(priority.position, "")
        priority.save()


def empty(version: PlanVersion) -> None:
    file = version.file
    version.summary = version.note = version.address = ""
    version.objectives, version.file, version.is_redacted = [], None, True
    version.save(update_fields=[column.removesuffix("_id") for column in EMPTIED])
    of_drafts, of_plan = about(PlanDraft, drafts_of(version.plan)), about(Plan, [version.plan_id])
    quoted = KeptText.objects.filter(Q(pk__in=of_drafts.values("texts")) | Q(pk__in=of_plan.values("texts")))
    quoted.filter(content__isnull=False).update(content=None, salt=None)
    for unheld in StoredFile.objects.filter(pk=file.pk, **dict.fromkeys(HOLDERS)) if file else ():
        delete_file(unheld)


def about(model: type[Plan] | type[PlanDraft], ids: list[int]) -> QuerySet[Event]:
    return Event.objects.filter(thing_type=ContentType.objects.get_for_model(model), thing_id__in=ids)


def drafts_of(plan: Plan) -> list[int]:
    return [each for each in plan.versions.values_list("drafted_as", flat=True) if each]
