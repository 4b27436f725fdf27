"""The forward plan, as the public reads it: what is intended, what was taken, what was withdrawn."""

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from grants.access import public
from public.open_data.tables import address
from public.views.feeds import MAX_ENTRIES, Entry, feed_answer
from public.views.paging import paged_part
from register.models import PlanChange, PlannedDecision

SHOWN = {"": "Intended", "taken": "Taken", "withdrawn": "Withdrawn"}


@public
def forward_plan(request: HttpRequest) -> HttpResponse:
    """`?show=` chooses what was taken, or withdrawn; anything else shows what is intended."""
    plan = PlannedDecision.objects.as_shown()
    rows = {"": plan.open, "taken": plan.taken, "withdrawn": plan.withdrawn}
    return render(request, "public/forward_plan.html", paged_part(request, SHOWN, rows))


@public
def plan_feed(request: HttpRequest) -> HttpResponse:
    """What was entered, changed and withdrawn, the newest first, as Atom."""
    named = {"page": "forward_plan", "feed": "plan_feed", "name": "forward-plan"}
    return feed_answer(request, "forward plan", entries(), **named)


def entries() -> Iterator[Entry]:
    """The newest of each sort."""
    plan = PlannedDecision.objects.as_shown()
    for each in plan.order_by("-added_at", "-pk")[:MAX_ENTRIES]:
        text = " ".join(filter(None, (each.about, f"{each.post}.", each.when, each.notice)))
        yield entry(each, "Intended", text, "added", each.added_at)
    for change in PlanChange.objects.select_related("planned")[:MAX_ENTRIES]:
        text = f"{change.in_words} Why: {change.reason}"
        yield entry(change.planned, "Changed", text, f"change-{change.pk}", change.made_at)
    for each in plan.withdrawn()[:MAX_ENTRIES]:
        yield entry(each, "Withdrawn", f"{each.when} Why: {each.withdrawn_reason}", "withdrawn", each.withdrawn_at)


def entry(planned: PlannedDecision, kind: str, text: str, name: str, at: datetime | None) -> Entry:
    moment = at or planned.added_at
    return Entry(
        title=f"{kind}: {planned.title}",
        text=text,
        kind=kind,
        link=f"{address('forward_plan')}#planned-{planned.pk}",
        name=f"forward-plan/{planned.pk}/{name}",
        day=moment.date(),
        at=moment,
    )
