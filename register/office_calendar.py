"""The calendar of the office: what waits, what is due and what is expected, each on its day."""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count

from conditions.icalendar import CalendarEvent
from conditions.models import ConditionKind, Obligation
from grants.letters import address
from grants.models import Decision, Plan
from grants.years import Month
from register.models import Listing, Meeting, PlannedDecision, Recommendation

BEHIND, AHEAD = timedelta(days=60), timedelta(days=400)
MOST = 300  # of each sort
REPORTS = (ConditionKind.REPORTING, ConditionKind.UNDERSPEND)


def events(today: date) -> Iterator[CalendarEvent]:
    yield from approvals(today)
    yield from returns(today)
    yield from reports(today)
    yield from meetings(today)
    yield from plans(today)
    for listing in Listing.objects.subsidies_to_enter(today + AHEAD)[:MOST]:
        title = f"Subsidy database: enter {listing.reference}, {listing.title}"
        page = address("office:decision_detail", listing.reference)
        yield event(f"subsidy-{listing.reference}", listing.subsidy_due_on or today, title, "", page)
    for planned in PlannedDecision.objects.open().as_shown()[:MOST]:
        text = f"{planned.post}. {planned.when} {planned.notice}"
        title = f"Expected: {planned.title}"
        yield event(f"planned-{planned.pk}", planned.expected_on, title, text, address("office:plan_list"))


def meetings(today: date) -> Iterator[CalendarEvent]:
    """Meetings that are planned, with what they are to consider, and recommendations that wait for a response."""
    days = (today - BEHIND, today + AHEAD)
    planned = Meeting.objects.standing().filter(state=Meeting.State.PLANNED, held_on__range=days)
    for meeting in planned.select_related("body").order_by("held_on", "pk")[:MOST]:
        page = address("office:scrutiny_row", "meeting", meeting.pk)
        yield event(f"meeting-{meeting.pk}", meeting.held_on, str(meeting.body), meeting.when, page)
    due = Recommendation.objects.open().as_shown().filter(due_on__range=days)
    for each in due[:MOST]:
        page = address("office:scrutiny_row", "recommendation", each.pk)
        title = f"Response due: {each}, {each.item.meeting}"
        yield event(f"recommendation-{each.pk}", each.due_on or today, title, each.words, page)


def plans(today: date) -> Iterator[CalendarEvent]:
    """Plans and strategies whose next version or review is due, with their owner."""
    due = Plan.objects.next_due_by(today + AHEAD).filter(next_due_on__gte=today - BEHIND).select_related("partnership")
    for plan in due.order_by("next_due_on", "pk")[:MOST]:
        page = address("office:strategy_version", plan.slug)
        title = f"Review or new version due: {plan.name}"
        yield event(f"plan-{plan.slug}", plan.next_due_on or today, title, plan.owner or settings.OFFICE.body, page)


def approvals(today: date) -> Iterator[CalendarEvent]:
    """They have no day of their own: they stand on today until they are done."""
    for decision in Decision.objects.awaiting_approval()[:MOST]:
        title = f"Waits for approval: {decision.reference}, {decision.title}"
        page = address("office:decision_detail", decision.reference)
        yield event(f"approval-{decision.reference}", today, title, "", page, days_before=())


def returns(today: date) -> Iterator[CalendarEvent]:
    """The monthly returns of last month and of this one, each by the end of the month that follows."""
    this = Month(today.replace(day=1))
    last = Month((this.first_day - timedelta(days=1)).replace(day=1))
    for month in (last, this):
        text = "Grants decided in that month are published by then: a rule of this register."
        title = f"Monthly return of grants: {month}"
        yield event(f"return-{month.slug}", month.next.last_day, title, text, address("office:home"))


def reports(today: date) -> Iterator[CalendarEvent]:
    """One for all partnerships whose report is due on a day under the same condition."""
    asked = Obligation.objects.in_force().filter(settled="", terms_data__kind__in=REPORTS)
    asked = asked.filter(due_on__range=(today - BEHIND, today + AHEAD)).order_by()
    by = ("due_on", "reference", "condition", "terms_data__title", "occurrence_label")
    rows = asked.values_list(*by).annotate(count=Count("pk")).order_by(*by)
    for due_on, reference, condition, title, label, count in rows[:MOST]:
        name = f"Reports due: {label or title} ({reference}): {count} open"
        yield event(
            f"reports-{condition}-{due_on}",
            due_on,
            name,
            "",
            f"{address('office:obligation_list')}?decision={reference}",
        )


def event(
    name: str, day: date, title: str, text: str, page: str, *, days_before: tuple[int, ...] = (7, 1)
) -> CalendarEvent:
    uid = f"{name}@{urlsplit(settings.SITE_ADDRESS).hostname}"
    return CalendarEvent(uid, day, title, text, page, days_before)
