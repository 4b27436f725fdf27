"""A later due date: asked for, granted or refused (domain §6)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from conditions.actions.contributions import refuse_outsider
from conditions.actions.standings import update_standings
from conditions.models import LaterDate, Obligation
from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.actions.public_text import public_reason
from grants.formatting import day
from grants.models import User
from grants.refused import Refused
from grants.years import LAST_START, london_today


@transaction.atomic
def ask_for_later_date(
    obligation: Obligation, *, by: User, wanted_on: date, reason: str, at: datetime | None = None
) -> LaterDate:
    """Ask for a later due date. Refused for anybody but a lead of the partnership and the office; without a reason; for
    a date that is not later, or has passed; for what is settled or lapsed; while another request waits."""
    obligation = Obligation.objects.lock(obligation)
    refuse_outsider(obligation.partnership, by)
    refuse_closed(obligation)
    refuse_no_later(obligation, wanted_on, today=london_today(at))
    if not reason.strip():
        raise Refused("Say why you need more time.")
    if obligation.later_dates.filter(answer="").exists():
        raise Refused("A later date has been asked for already. The office has not answered yet.")
    asked = LaterDate.objects.create(
        obligation=obligation, wanted_on=wanted_on, reason=reason.strip(), asked_by=by, asked_at=at or timezone.now()
    )
    note(asked, "asked for a later date", by=by, at=at, comment=asked.reason, dates=["", day(wanted_on)])
    return asked


@transaction.atomic
def grant_later_date(
    asked: LaterDate, *, by: User, granted_on: date, reason: str, acknowledged: bool = False, at: datetime | None = None
) -> LaterDate:
    """From now on the condition is due on that day; the day and the reason are public at once. Refused for the one who
    asked; for a date that is not later, or has passed; for a reason that cannot be published; once it is answered."""
    asked, obligation = waiting(asked, by=by)
    refuse_no_later(obligation, granted_on, today=london_today(at))
    asked.answer_reason = public_reason(reason, called="the reason", acknowledged=acknowledged)
    asked.published_due_on, asked.instead_of = obligation.published_due_on, obligation.due_on
    asked.granted_on = granted_on
    answered(asked, LaterDate.Answer.GRANTED, by=by, at=at)
    obligation.due_on, obligation.later_date = granted_on, asked
    obligation.save(update_fields=["due_on", "later_date"])
    update_standings([obligation.pk])
    dates = [day(asked.instead_of), day(granted_on)]
    note(asked, "granted a later date", by=by, at=at, comment=asked.answer_reason, dates=dates)
    return asked


@transaction.atomic
def refuse_later_date(asked: LaterDate, *, by: User, reason: str, at: datetime | None = None) -> LaterDate:
    """The due date stays. The partnership reads why; the public does not. Refused for the one who asked, without a
    reason, and once it is answered."""
    asked, obligation = waiting(asked, by=by)
    if not reason.strip():
        raise Refused("Say why the date stays, so that the partnership knows.")
    asked.answer_reason = reason.strip()
    answered(asked, LaterDate.Answer.REFUSED, by=by, at=at)
    dates = [day(asked.wanted_on), day(obligation.due_on)]
    note(asked, "refused a later date", by=by, at=at, comment=asked.answer_reason, dates=dates)
    return asked


def waiting(asked: LaterDate, *, by: User) -> tuple[LaterDate, Obligation]:
    """The request and its condition, locked; refused for anybody but another officer, and once it is answered."""
    require_editor(by)
    obligation = Obligation.objects.lock(asked.obligation)
    asked = LaterDate.objects.select_for_update(of=("self",), no_key=True).get(pk=asked.pk)
    if asked.answer:
        raise Refused(f"This has been answered already: {asked.get_answer_display().lower()}.")
    if asked.asked_by_id == by.pk:
        raise Refused("You asked for this yourself: another officer has to answer.")
    refuse_closed(obligation)
    return asked, obligation


def answered(asked: LaterDate, answer: LaterDate.Answer, *, by: User, at: datetime | None) -> None:
    asked.answer, asked.answered_by, asked.answered_at = answer, by, at or timezone.now()
    asked.save()


def note(asked: LaterDate, verb: str, *, by: User, at: datetime | None, comment: str, dates: list[str]) -> None:
    decision = asked.obligation.condition.decision
    record(verb, asked, by=by, at=at, decision=decision, comment=comment, changes={"Due date": dates})


def refuse_closed(obligation: Obligation) -> None:
    if obligation.lapsed_at:
        raise Refused("This condition has lapsed, so nothing is due.")
    if obligation.settled:
        raise Refused("The office has made its finding, so the date cannot be changed.")


def refuse_no_later(obligation: Obligation, wanted: date, *, today: date) -> None:
    if wanted <= obligation.due_on:
        raise Refused(f"Choose a day after {day(obligation.due_on)}, on which it is due now.")
    if wanted < today:
        raise Refused("Choose a day that has not passed.")
    if wanted.year > LAST_START:
        raise Refused(f"Choose a day before {LAST_START + 1}.")
