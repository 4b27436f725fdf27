"""Decisions, take downs, withdrawals and redactions, as they wait for somebody of the office."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.urls import reverse

from grants.formatting import day, pounds
from grants.models import Decision, Event, Plan, PlanTakeDown, Role, User
from grants.models.plans import DUE_SOON
from grants.queue import Part, Waiting, part
from grants.years import london_today
from register.models import Listing, Redaction, TakeDown, Withdrawal
from register.models.accounts import AccountDraft, AccountTakeDown
from register.subsidies import DAYS_AHEAD

LATE = "Past its 5 working days"
State = Decision.State


def waits_for_me(person: User) -> Iterator[Part]:
    """What this person may approve, correct, publish, settle or carry out."""
    decisions = reverse("office:decision_list")
    if person.is_approver:
        yield part(
            "waiting for your approval",
            for_approval(person),
            to_approve,
            oldest="sent_at",
            address=f"{decisions}?state=sent",
        )
    back = with_money(Decision.objects.filter(state=State.DRAFT, owner=person, returned__isnull=False))
    own = f"{decisions}?owner={person.pk}"
    yield part("returned to you", back, returned, oldest="returned__at", address=f"{own}&state=draft")
    ready = with_money(Decision.objects.filter(state=State.APPROVED, owner=person))
    yield part("approved, to be published", ready, approved, oldest="approved_at", address=f"{own}&state=approved")
    plans = Plan.objects.next_due_by(london_today() + DUE_SOON).with_due_since().select_related("partnership", "draft")
    own_list = reverse("office:strategy_list")
    yield part("plan{s} to be reviewed or replaced", plans, plan_due, oldest="due_since", address=own_list)
    to_enter = Listing.objects.subsidies_to_enter(london_today() + timedelta(days=DAYS_AHEAD))
    yield part("to be entered in the subsidy database", to_enter, subsidy, oldest="published_at", name="subsidies")
    if person.is_approver:
        yield part("taken down, to be settled", take_downs(), taken_down, oldest="taken_down_at", name="take-downs")
        down = plan_take_downs()
        name = "plan-take-downs"
        yield part("plan{s} taken down, to be settled", down, plan_down, oldest="taken_down_at", name=name)
        yield part(
            "account{s} taken down, to be settled",
            AccountTakeDown.objects.unsettled().select_related("account", "taken_down_by"),
            account_down,
            oldest="taken_down_at",
            name="account-take-downs",
        )
        accounts = AccountDraft.objects.to_publish(person)
        yield part(
            "yearly account{s} to read and publish",
            accounts,
            account_to_read,
            oldest="written_at",
            address=reverse("office:account_list"),
        )
        asked = withdrawals().exclude(asked_by=person)
        yield part("withdrawal{s} asked for", asked, withdrawal, oldest="asked_at", name="withdrawals")
    if person.is_administrator:
        asked_redactions = redactions().exclude(asked_by=person)
        address = reverse("office:redaction_list")
        yield part("redaction{s} asked for", asked_redactions, redaction, oldest="asked_at", address=address)


def waits_for_others(person: User) -> Iterator[Part]:
    """What others have to approve, settle or carry out, and for whom it waits."""
    approvers = User.objects.with_role(Role.APPROVER).values_list("pk", flat=True)
    sent = with_money(Decision.objects.awaiting_approval())
    if person.is_approver:
        sent = sent.exclude(pk__in=for_approval(person).order_by().values("pk"))
    address = reverse("office:decision_list") + "?state=sent"
    yield part(
        "waiting for approval", sent, lambda row: with_approver(row, approvers), oldest="sent_at", address=address
    )
    if person.is_approver:
        own = withdrawals().filter(asked_by=person)
        yield part("withdrawal{s} that you asked for", own, own_withdrawal, oldest="asked_at", name="own-withdrawals")
    else:
        yield part("taken down, to be settled", take_downs(), to_settle, oldest="taken_down_at", name="to-settle")
        yield part(
            "withdrawal{s} asked for", withdrawals(), own_withdrawal, oldest="asked_at", name="withdrawals-of-others"
        )


def for_approval(person: User) -> QuerySet[Decision]:
    """Sent to this approver, or to any, and not written or sent by them."""
    asked = Q(approver=None) | Q(approver=person)
    return with_money(Decision.objects.awaiting_approval().filter(asked).exclude(author_ids__contains=[person.pk]))


def waits_for_nobody() -> QuerySet[Decision]:
    """Drafts whose owner has left, and what was sent to an approver who has."""
    here = User.objects.with_role(Role.OFFICER, Role.APPROVER).values("pk")
    approvers = User.objects.with_role(Role.APPROVER).values("pk")
    drafts = Q(state=State.DRAFT) & ~Q(owner__in=here)
    sent = Q(state=State.SENT, approver__isnull=False) & ~Q(approver__in=approvers)
    return Decision.objects.in_progress().filter(drafts | sent)


def with_money(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    people = decisions.select_related("sent_by", "approved_by", "approver", "returned__by", "returned__texts")
    return people.prefetch_related("awards", "variation_lines")


def take_downs() -> QuerySet[TakeDown]:
    return TakeDown.objects.unsettled().select_related("decision", "taken_down_by")


def plan_take_downs() -> QuerySet[PlanTakeDown]:
    return PlanTakeDown.objects.unsettled().select_related("version__plan", "taken_down_by")


def withdrawals() -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(carried_out_at=None).select_related("decision", "asked_by")


def redactions() -> QuerySet[Redaction]:
    return Redaction.objects.filter(carried_out_at=None).select_related("asked_by")


def to_approve(row: Decision) -> Waiting:
    return to_read(about(row, "To approve", since=row.sent_at, who=row.sent_by), row)


def with_approver(row: Decision, approvers: QuerySet[User, int]) -> Waiting:
    has_left = row.approver_id and row.approver_id not in approvers
    who = f"nobody: {row.approver} has left" if has_left else row.approver or "any approver"
    return about(row, "To approve", since=row.sent_at, who=who)


def returned(row: Decision) -> Waiting:
    event = cast(Event, row.returned)
    return about(row, "Returned", since=event.at, who=event.by, why=event.comment)


def approved(row: Decision) -> Waiting:
    return to_read(about(row, "To publish", since=row.approved_at, who=row.approved_by), row)


def to_read(waiting: Waiting, row: Decision) -> Waiting:
    """What is approved or published is first read as the public will read it; the buttons are at its end."""
    return replace(waiting, address=reverse("office:decision_preview", args=[row.reference]))


def about(row: Decision, what: str, *, since: datetime | None, who: object, why: str = "") -> Waiting:
    """A decision in a state that has its time."""
    address = reverse("office:decision_detail", args=[row.reference])
    return Waiting(cast(datetime, since), what, str(row), address, pounds(row.money), str(who), why)


def taken_down(row: TakeDown) -> Waiting:
    address = reverse("office:take_down_new", args=[row.decision.reference])
    name = f"{row.decision.reference}: {row.what}"
    why = f"Out of public sight, to be settled by {day(row.settle_by)}. {row.reason}"
    late = LATE if row.is_late else ""
    return Waiting(row.taken_down_at, "Taken down", name, address, who=str(row.taken_down_by), why=why, late=late)


def plan_down(row: PlanTakeDown) -> Waiting:
    page = reverse("office:strategy_take_down", args=[row.version.plan.slug, row.version.number])
    why = f"Out of public sight, to be settled by {day(row.settle_by)}. {row.reason}"
    late = LATE if row.is_late else ""
    return Waiting(row.taken_down_at, "Taken down", str(row), page, who=str(row.taken_down_by), why=why, late=late)


def account_down(row: AccountTakeDown) -> Waiting:
    page = reverse("office:account_take_down", args=[row.account.year.slug, row.account.version])
    why = f"Its words are out of public sight. {row.reason}"
    return Waiting(row.taken_down_at, "Taken down", str(row), page, who=str(row.taken_down_by), why=why)


def account_to_read(row: AccountDraft) -> Waiting:
    since: Any = row
    page = reverse("office:account_preview", args=[row.year.slug])
    return Waiting(since.written_at, "To publish", f"Account of {row.year}", page, who="its authors")


def to_settle(row: TakeDown) -> Waiting:
    return replace(taken_down(row), who="any approver")


def subsidy(row: Listing) -> Waiting:
    due = cast(date, row.subsidy_due_on)
    late = f"Since {day(due)} not recorded as entered" if due < london_today() else ""
    why = f"In the national database by {day(due)}."
    address = reverse("office:subsidy_entry", args=[row.reference])
    return Waiting(row.published_at, "To enter", str(row), address, pounds(row.total), why=why, late=late)


def plan_due(row: Plan) -> Waiting:
    """Until its next version or review is published."""
    due, draft = cast(date, row.next_due_on), getattr(row, "draft", None)
    late = f"Was due on {day(due)}" if row.is_next_past_due else ""
    why = f"Next version or review due {day(due)}.{' A draft is begun.' if draft else ''}"
    page = reverse("office:strategy_publish", args=[draft.pk]) if draft else version_of(row)
    since: Any = row
    return Waiting(since.due_since, "To review", row.name, page, who=row.owner or "the office", why=why, late=late)


def version_of(row: Plan) -> str:
    return reverse("office:strategy_version", args=[row.slug])


def withdrawal(row: Withdrawal) -> Waiting:
    address = reverse("office:decision_withdraw", args=[row.decision.reference])
    return Waiting(row.asked_at, "To withdraw", str(row.decision), address, who=str(row.asked_by), why=row.reason)


def own_withdrawal(row: Withdrawal) -> Waiting:
    return replace(withdrawal(row), who="another approver")


def redaction(row: Redaction) -> Waiting:
    return Waiting(row.asked_at, "To redact", str(row), reverse("office:redaction_list"), who=str(row.asked_by))
