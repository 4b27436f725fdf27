"""Plans and strategies: drafted by officers, published version by version, replaced, discarded while drafts."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from grants.actions.decisions import require_editor
from grants.actions.diary import record, set_fields
from grants.actions.files import store_file
from grants.actions.office_data import free_slug
from grants.actions.public_text import public_reason, refuse_personal_data
from grants.formatting import day
from grants.models import Plan, PlanDraft, PlanKind, PlanVersion, Priority, User
from grants.models.plans import PlanContent
from grants.refused import Refused, Stale
from grants.revisions import last_of

CONTENT = tuple(field.name for field in PlanContent._meta.fields)
OF_THE_PLAN = ("kind", "name", "partnership", "starts_on", "ends_on", "next_due_on")
A_YEAR = timedelta(days=365)
GONE = "A colleague has published this draft or discarded it meanwhile."
CHANGED = "A colleague has changed this draft since you opened it. Read it as it is now."


@transaction.atomic
def draft_plan(
    plan: Plan | None = None,
    *,
    by: User,
    values: Mapping[str, Any],
    upload: "UploadedFile[Any] | None" = None,
    form_key: UUID | None = None,
    at: datetime | None = None,
) -> PlanDraft:
    """Begin the next version of a plan, or a new plan. The same form sent twice begins one. Refused for anybody but
    officers, while the plan has another draft, and as `store_file` refuses."""
    require_editor(by)
    if form_key and (existing := PlanDraft.objects.filter(form_key=form_key).first()):
        return existing
    if plan:
        plan = lock_plan(plan)
        refuse_withdrawn(plan)
        if PlanDraft.objects.filter(plan=plan).exists():
            raise Refused("The next version of this plan is being drafted already. Change that draft.")
    draft = PlanDraft(plan=plan, added_by=by, added_at=at or timezone.now(), form_key=form_key)
    changes = set_fields(draft, {**values, **stored(upload, by=by, at=at)})
    record("drafted a plan", draft, by=by, at=at, changes=changes)
    return draft


@transaction.atomic
def change_plan_draft(
    draft: PlanDraft, *, by: User, values: Mapping[str, Any], revision: int,
    upload: "UploadedFile[Any] | None" = None, at: datetime | None = None,
) -> PlanDraft:  # fmt: skip
    """Change a draft; a file stays unless another is given. Refused (Stale) where a colleague changed it since."""
    draft = lock_draft(draft, by=by)
    if draft.revision != revision:
        raise Stale(last_of(PlanDraft, draft.pk, at_least=draft.revision - revision), revision=draft.revision)
    draft.revision += 1
    changes = set_fields(draft, {**values, **stored(upload, by=by, at=at)})
    record("changed the draft of a plan", draft, by=by, at=at, changes=changes)
    return draft


@transaction.atomic
def discard_plan_draft(draft: PlanDraft, *, by: User, revision: int, at: datetime | None = None) -> None:
    draft = lock_draft(draft, by=by, revision=revision)
    record("discarded the draft of a plan", draft, by=by, at=at)
    draft.delete()


@transaction.atomic
def publish_plan(
    draft: PlanDraft, *, by: User, revision: int, acknowledged: bool = False, at: datetime | None = None
) -> PlanVersion:
    """Publish a draft as the next version of its plan: plan and priorities are as it says from then on, and decisions
    keep the words of their day (domain §13). Refused where a colleague published or changed it since, and as
    `refuse_unfit` says."""
    draft = lock_draft(draft, by=by, revision=revision)
    refuse_unfit(draft, acknowledged=acknowledged)
    moment = at or timezone.now()
    draft.next_due_on = draft.next_due_on or review_due(draft)
    plan = draft.plan or Plan(slug=free_slug(Plan, draft.name, "plan"))
    changes = set_fields(plan, {name: getattr(draft, name) for name in (*OF_THE_PLAN, "replaces")})
    newest = plan.versions.first()
    content = {name: getattr(draft, name) for name in CONTENT}
    version = PlanVersion.objects.create(
        plan=plan,
        number=newest.number + 1 if newest else 1,
        published_by=by,
        published_at=moment,
        drafted_as=draft.pk,
        **content,
    )
    set_objectives(plan, draft.objectives, on=draft.dated_on)
    for each in filter(None, (plan, plan.replaces)):
        end_early(each)
    draft.delete()
    record("published a plan", plan, by=by, at=at, comment=version.note, changes=changes)
    return version


def review_due(draft: PlanDraft) -> date | None:
    """A partnership reviews its strategy each year (Crime and Disorder Act 1998, section 6)."""
    if draft.kind != PlanKind.STRATEGY or draft.partnership is None:
        return None
    return min(draft.dated_on + A_YEAR, draft.ends_on)


def end_early(plan: Plan) -> None:
    """A plan that another replaces ends the day before that one begins, if it was to run longer."""
    other = Plan.objects.filter(replaces=plan).first()
    last = other.starts_on - timedelta(days=1) if other else None
    to_run_until = plan.was_to_end_on or plan.ends_on
    is_early = last is not None and last < to_run_until
    plan.was_to_end_on = to_run_until if is_early else None
    plan.ends_on = last if last is not None and is_early else to_run_until
    plan.save()


def set_objectives(plan: Plan, objectives: Sequence[Mapping[str, Any]], *, on: date) -> None:
    """The priorities of a plan as a version of a day says: one that is left out stays for the decisions that serve it;
    one that is renamed keeps its address and its earlier names."""
    known = {each.position: each for each in plan.priorities.all()}
    said = {each["position"]: each for each in objectives}
    for position in known.keys() - said.keys():
        known[position].left_on = known[position].left_on or on
        known[position].save()
    renamed = [(known[at], said[at]["name"]) for at in known.keys() & said.keys() if known[at].name != said[at]["name"]]
    for priority, _ in renamed:
        priority.earlier_names = [*priority.earlier_names, {"name": priority.name, "until": on.isoformat()}]
        priority.name = f"{priority.pk} is being renamed"  # two may change places
        priority.save()
    for position, each in said.items():
        priority = known.get(position) or Priority(
            plan=plan, position=position, slug=free_slug(Priority, each["name"], "priority")
        )
        priority.name, priority.target = each["name"], each["target"]
        priority.is_theme, priority.left_on = each["is_theme"], None
        priority.save()


def lock_plan(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)


def refuse_withdrawn(plan: Plan) -> None:
    if plan.withdrawn_at:
        raise Refused("This plan has been withdrawn. Add another one.")


def lock_draft(draft: PlanDraft, *, by: User, revision: int | None = None) -> PlanDraft:
    """The row as it is now, with its plan locked; refused for anybody but officers, and where it is gone or changed."""
    require_editor(by)
    found = PlanDraft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if found is None:
        raise Refused(GONE)
    if revision not in (None, found.revision):
        raise Refused(CHANGED)
    if found.plan:
        found.plan = lock_plan(found.plan)
    return found


def stored(upload: "UploadedFile[Any] | None", *, by: User, at: datetime | None) -> dict[str, Any]:
    return {"file": store_file(upload, by=by, look_through=True, at=at)} if upload else {}


def refuse_unfit(draft: PlanDraft, *, acknowledged: bool) -> None:
    """Refuse what the public could not use, contradicts itself, or holds personal data."""
    if draft.ends_on <= draft.starts_on:
        raise Refused("A plan ends after it starts: check both dates.")
    if other_plans(draft).filter(name=draft.name).exists():
        raise Refused(f"There is a plan called “{draft.name}” already. Publish a new version of that one.")
    refuse_unfit_place(draft)
    refuse_unfit_names(draft)
    if draft.plan:
        refuse_withdrawn(draft.plan)
        refuse_unfit_version(draft, draft.plan, acknowledged=acknowledged)
    if draft.replaces:
        refuse_unfit_replacement(draft, draft.replaces)
    objectives = (f"{each['name']} {each['target']}" for each in draft.objectives)
    for text in (draft.name, draft.summary, *objectives):
        refuse_personal_data(text, called="the plan", acknowledged=acknowledged)


def other_plans(draft: PlanDraft) -> QuerySet[Plan]:
    return Plan.objects.exclude(pk=draft.plan_id) if draft.plan_id else Plan.objects.all()


def refuse_unfit_place(draft: PlanDraft) -> None:
    """A review may leave a plan as it is; every other version is somewhere."""
    is_review = draft.is_review and draft.plan is not None
    if not (draft.address or draft.file or is_review):
        raise Refused("Give the address of the plan, or its file.")
    if draft.file and draft.file.hidden_contents:
        found = " ".join(each.sentence for each in draft.file.hidden_contents)
        raise Refused(f"The file holds what its pages do not show: {found} Choose a copy without it.")


def refuse_unfit_version(draft: PlanDraft, plan: Plan, *, acknowledged: bool) -> None:
    newest = plan.versions.first()
    if newest and draft.dated_on < newest.dated_on:
        raise Refused(f"Version {newest.number} is dated {day(newest.dated_on)}. Date this one later.")
    draft.note = public_reason(draft.note, called="what has changed and why", acknowledged=acknowledged)


def refuse_unfit_names(draft: PlanDraft) -> None:
    names = [each["name"].casefold() for each in draft.objectives]
    if len(set(names)) < len(names):
        raise Refused("Two objectives have the same name.")
    positions = [each["position"] for each in draft.objectives]
    left = Priority.objects.filter(plan=draft.plan_id, name__in=[each["name"] for each in draft.objectives])
    if draft.plan and (other := left.exclude(position__in=positions).first()):
        raise Refused(f"“{other}” was objective {other.position} of this plan: write it there again.")


def refuse_unfit_replacement(draft: PlanDraft, old: Plan) -> None:
    old = lock_plan(old)
    if old.pk == draft.plan_id:
        raise Refused("A plan cannot replace itself.")
    if (old.kind, old.partnership_id) != (draft.kind, draft.partnership_id):
        raise Refused("A plan replaces one of the same kind and the same owner.")
    if (other := other_plans(draft).filter(replaces=old).first()) is not None:
        raise Refused(f"“{old}” has been replaced already, by “{other}”.")
    if draft.starts_on <= old.starts_on + timedelta(days=1):
        raise Refused(f"“{old}” begins on {day(old.starts_on)}: what replaces it begins later.")
