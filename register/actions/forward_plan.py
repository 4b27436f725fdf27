"""The forward plan: entered, changed, withdrawn, and turned into the draft. All of it is public at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from grants.actions.decisions import draft, require_editor, set_decision_makers
from grants.actions.diary import record, set_fields
from grants.actions.public_text import public_reason, refuse_personal_data
from grants.models import Decision, User
from grants.refused import Refused
from grants.revisions import refuse_overtaken
from grants.years import london_today
from register.models import PlanChange, PlannedDecision

TEXTS = ("title", "about", "why_key")


@transaction.atomic
def plan_decision(
    *, by: User, values: Mapping[str, Any], acknowledged: bool = False, form_key: UUID | None = None,
    at: datetime | None = None,
) -> PlannedDecision:  # fmt: skip
    """Give notice of a decision that is intended. The same form sent twice gives notice once. Refused as `refuse_unfit`
    says."""
    require_editor(by)
    if form_key and (existing := PlannedDecision.objects.filter(form_key=form_key).first()):
        return existing
    moment = at or timezone.now()
    planned = PlannedDecision(added_by=by, added_at=moment, form_key=form_key)
    refuse_unfit(values, acknowledged=acknowledged, at=at)
    changes = set_fields(planned, values)
    record("gave notice of a decision", planned, by=by, at=at, changes=changes)
    return planned


@transaction.atomic
def change_plan(
    planned: PlannedDecision, *, by: User, values: Mapping[str, Any], reason: str, acknowledged: bool = False,
    revision: int | None = None, at: datetime | None = None,
) -> PlannedDecision:  # fmt: skip
    """Change an entry; what it said before and why it was changed are public. Refused once it is withdrawn or taken,
    where nothing changes, as `refuse_unfit` says, and (Stale) where it has been changed since `revision`."""
    planned = lock_open(planned, by=by)
    refuse_overtaken(PlannedDecision, planned.pk, since=revision)
    refuse_unfit(values, acknowledged=acknowledged, at=at)
    reason = public_reason(reason, called="the reason", acknowledged=acknowledged)
    changes = set_fields(planned, values)
    if not changes:
        raise Refused("Nothing has been changed.")
    PlanChange.objects.create(planned=planned, made_by=by, made_at=at or timezone.now(), reason=reason, fields=changes)
    record("changed the forward plan", planned, by=by, at=at, comment=reason, changes=changes)
    return planned


@transaction.atomic
def withdraw_plan(
    planned: PlannedDecision, *, by: User, reason: str, acknowledged: bool = False, revision: int | None = None,
    at: datetime | None = None,
) -> PlannedDecision:  # fmt: skip
    """It is not intended any more, and the public reads why. Refused once it is withdrawn or taken, and (Stale) where
    it has been changed since `revision`."""
    planned = lock_open(planned, by=by)
    refuse_overtaken(PlannedDecision, planned.pk, since=revision)
    planned.withdrawn_reason = public_reason(reason, called="the reason", acknowledged=acknowledged)
    planned.withdrawn_at = at or timezone.now()
    planned.save()
    record("withdrew from the forward plan", planned, by=by, at=at, comment=planned.withdrawn_reason)
    return planned


@transaction.atomic
def draft_planned(planned: PlannedDecision, *, by: User, at: datetime | None = None) -> Decision:
    """The draft that an entry becomes, with what the plan says of it; a second time the same draft. Refused once it is
    withdrawn."""
    planned = lock_open(planned, by=by)
    if planned.decision:
        return planned.decision
    values: dict[str, Any] = {"title": planned.title, "is_key": planned.is_key}
    if planned.is_key:
        values["key_notice_on"] = planned.notice_on
    decision = draft(by=by, values=values, at=at)
    set_decision_makers(decision, by=by, posts=[planned.post], at=at)
    planned.decision = decision
    planned.save()
    record("drafted a planned decision", planned, by=by, at=at, changes={"Decision": ["", decision.reference]})
    return Decision.objects.get(pk=decision.pk)


def lock_open(planned: PlannedDecision, *, by: User) -> PlannedDecision:
    """The row as it is now; refused for anybody but officers, and once it is withdrawn or its decision published."""
    require_editor(by)
    planned = PlannedDecision.objects.select_for_update(of=("self",), no_key=True).get(pk=planned.pk)
    if planned.withdrawn_at:
        raise Refused("This has been withdrawn from the plan.")
    if planned.reference:
        raise Refused(f"This has been taken and published: {planned.reference}.")
    return planned


def refuse_unfit(values: Mapping[str, Any], *, acknowledged: bool, at: datetime | None) -> None:
    """Refuse a notice of the future, a key decision without why, and personal data in what the public reads."""
    if values["notice_on"] > london_today(at):
        raise Refused("Notice cannot be given on a day that has not come.")
    if values["expected_on"] < values["notice_on"]:
        raise Refused("It is expected before notice of it was given. Check the two dates.")
    if values["is_key"] and not values["why_key"].strip():
        raise Refused("Say why it is a key decision.")
    for name in TEXTS:
        refuse_personal_data(values[name], called="the plan", acknowledged=acknowledged)
