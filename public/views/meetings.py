"""What bodies considered and recommended, as the public reads it; and the decisions that none of them has looked at."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from grants.access import public
from grants.years import london_today
from public.open_data.tables import address
from public.scrutiny.considered import corrections_of, with_listings
from public.views.feeds import MAX_ENTRIES, Entry, feed_answer
from public.views.paging import paged, paged_part
from register.models import Body, Listing, Meeting, MeetingItem, Recommendation, ScrutinyEntry
from register.models.scrutiny import SCRUTINY_KINDS

SHOWN = {"": "Open", "past": "Past their date without a response", "answered": "Answered"}


@public
def body_list(request: HttpRequest) -> HttpResponse:
    standing = Q(meetings__withdrawn_on=None)
    counted = Body.objects.standing().annotate(meeting_count=Count("meetings", filter=standing)).order_by("name", "pk")
    return render(request, "public/body_list.html", paged(request, counted))


@public
def body_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Its open recommendations first, then its meetings: planned ones and the newest first."""
    body = get_object_or_404(Body.objects.select_related("partnership"), slug=slug)
    of_body = Recommendation.objects.as_shown().filter(item__meeting__body=body)
    meetings = body.meetings.annotate(item_count=Count("items", filter=Q(items__withdrawn_on=None)))
    context = {
        "body": body,
        "open": of_body.open()[:MAX_ENTRIES],
        "open_count": of_body.open().count(),
        "answered_count": of_body.answered().count(),
        "corrections": corrections_of(body=[body]),
    }
    return render(request, "public/body_detail.html", context | paged(request, meetings.order_by("-held_on", "-pk")))


@public
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Its items, with what was recommended in each, and where the decisions say what members ask for."""
    meeting = get_object_or_404(Meeting.objects.select_related("body"), pk=pk)
    recommended = Prefetch("recommendations", Recommendation.objects.select_related("item"))
    rows = meeting.items.prefetch_related(recommended, "partnerships", "plans", "decisions", "conditions__decision")
    context = paged(request, rows.order_by("number"))
    items = list(context["page"])
    recommendations = [each for item in items for each in item.recommendations.all()]
    context |= {
        "meeting": meeting,
        "items": with_listings(items),
        "corrections": corrections_of(meeting=[meeting], item=items, recommendation=recommendations),
    }
    return render(request, "public/meeting_detail.html", context)


@public
def recommendation_list(request: HttpRequest) -> HttpResponse:
    """`?show=` chooses those past their date, or answered; anything else shows the open ones."""
    every = Recommendation.objects.as_shown()
    rows = {"": every.open, "past": every.past_date, "answered": every.answered}
    return render(request, "public/recommendation_list.html", paged_part(request, SHOWN, rows))


@public
def unconsidered_list(request: HttpRequest) -> HttpResponse:
    """Published decisions taken since the first meeting recorded here that no recorded meeting has considered."""
    held = Meeting.objects.standing().filter(state=Meeting.State.HELD)
    since = held.aggregate(first=Min("held_on"))["first"]
    items = MeetingItem.objects.standing().filter(meeting__state=Meeting.State.HELD, decisions=OuterRef("decision"))
    decisions = Listing.objects.without_words().filter(~Exists(items), is_withdrawn=False)
    decisions = decisions.filter(decided_on__gte=since or london_today()).order_by("-decided_on", "-pk")
    rows = decisions if since else decisions.none()
    return render(request, "public/unconsidered_list.html", {"since": since} | paged(request, rows))


@public
def scrutiny_feed(request: HttpRequest) -> HttpResponse:
    """What was entered, corrected, answered and withdrawn, the newest first, as Atom."""
    newest = entries(ScrutinyEntry.objects.published()[:MAX_ENTRIES])
    return feed_answer(request, "scrutiny", newest, page="body_list", feed="scrutiny_feed", name="scrutiny")


def entries(published: Iterable[ScrutinyEntry]) -> Iterator[Entry]:
    published = list(published)
    rows = {
        (kind, row.pk): row
        for kind, model in SCRUTINY_KINDS.items()
        for row in model.objects.as_shown().filter(pk__in=[each.thing_id for each in published if each.kind == kind])
    }
    for each in published:
        row, moment = rows[each.kind, each.thing_id], each.published_at or each.entered_at
        yield Entry(
            title=f"{each.get_deed_display()}: {title_of(row)}",
            text=text_of(row),
            kind=str(each.get_deed_display()),
            link=link_of(row),
            name=f"scrutiny/{each.pk}",
            day=moment.date(),
            at=moment,
        )


def meeting_of(row: Any) -> Meeting | None:
    """The meeting itself, or that which an item or a recommendation belongs to."""
    return row if row is None or isinstance(row, Meeting) else meeting_of(row.belongs_to)


def title_of(row: Any) -> str:
    """Of what is withdrawn, only what sort of thing it was."""
    meeting = meeting_of(row)
    where = f" ({meeting})" if meeting and meeting is not row else ""
    return f"{row._meta.verbose_name}{where}" if row.is_out_of_sight else f"{row}{where}"


def text_of(row: Any) -> str:
    if row.is_out_of_sight:
        return f"Withdrawn. {row.withdrawn_reason}".strip()
    match row:
        case Recommendation():
            return " ".join(filter(None, (f"To {row.to_whom}: {row.words}", row.stands, row.response_reason)))
        case MeetingItem():
            return " ".join(filter(None, (f"{row.considered}.", row.reported, row.resolved)))
        case Meeting():
            return row.when
    return str(row.get_kind_display())


def link_of(row: Any) -> str:
    if isinstance(row, Body):
        return address("body_detail", row.slug)
    meeting = meeting_of(row)
    page = address("meeting_detail", meeting.pk if meeting else 0)
    return page if row is meeting else f"{page}#{row.anchor}"
