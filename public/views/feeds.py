"""Feeds, newest first, as Atom (RFC 4287): that of any list of decisions, with their notices and what was found of
their conditions; and what the feeds of other pages are made with."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from conditions.findings import FindingsOfDay, findings_made
from conditions.terms import OUT_OF_SIGHT
from grants.access import public
from grants.models.sample import illustrative
from grants.years import FIRST_START
from public.browse.search import Search
from public.browse.sentences import money_sentence
from public.forms.queries import DecisionSearch
from public.open_data.tables import LICENCE, address
from public.views.answers import refusal, sample_words
from register.models import Notice

MAX_ENTRIES = 50
BEFORE_ALL = datetime(FIRST_START, 1, 1, tzinfo=UTC)
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Entry:
    """What happened to a decision at a time; `name` tells it from all else of that `day`."""

    title: str
    text: str
    kind: str
    link: str
    name: str
    day: date
    at: datetime


class Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """When it last changed: a list without decisions is as old as the register, not as the moment."""
        if self.items:
            return super().latest_post_date()
        newest = Notice.objects.order_by("-sequence").values_list("published_at", flat=True).first()
        return newest or BEFORE_ALL


@public
def decision_feed(request: HttpRequest) -> HttpResponse:
    """One entry per version of each decision that the list holds now, and per finding of a day on one condition."""
    form = DecisionSearch(request.GET)
    if refused := refusal(request, form):
        return refused
    query = f"?{form.search.query}" if form.search.query else ""
    entries = [*versions(form.search), *findings(form.search)]
    named = {"page": "decision_list", "feed": "decision_feed", "name": "decisions"}
    return feed_answer(request, f"decisions, {in_words(form)}", entries, **named, query=query)


def in_words(form: DecisionSearch) -> str:
    """What the list is, in words: "Decisions: Partnership Salford"."""
    filters = [f"{form.named(name)} {form.written(name)}" for name in form.filters]
    return ", ".join(filters) or "all"


def about(request: HttpRequest) -> str | None:
    words = sample_words(request)
    return f"Sample data: {words}" if words else None


def feed_answer(
    request: HttpRequest, title: str, entries: Iterable[Entry], *, page: str, feed: str, name: str, query: str = ""
) -> HttpResponse:
    """The newest of the entries. `page` and `feed` name addresses; `name`, the feed's own, never changes."""
    told = Feed(
        title=f"{settings.OFFICE.name}: {title}",
        link=address(page) + query,
        description=None,
        subtitle=about(request),
        feed_url=address(feed) + query,
        feed_guid=f"{tag('2024-01-01')}:feeds/{name}{query}",
        author_name=settings.OFFICE.body,
        feed_copyright=LICENCE,
        language="en-gb",
    )
    for entry in sorted(entries, key=lambda each: each.at, reverse=True)[:MAX_ENTRIES]:
        add(told, entry)
    return HttpResponse(told.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def versions(search: Search) -> Iterator[Entry]:
    """The newest versions of the decisions found; a redacted one keeps its place."""
    rows: QuerySet[Any] = Notice.objects.filter(decision__listing__in=search.narrowed())
    for notice in rows.annotate(now=F("decision__listing__reference")).order_by("-sequence")[:MAX_ENTRIES]:
        now = notice.now
        yield Entry(
            title=f"{title_of(notice)} ({now}, version {notice.version})",
            text=f"{text_of(notice)} Chain digest: {notice.chain_digest}",
            kind=str(notice.get_kind_display()),
            link=address("decision_detail", now),
            name=f"{now}/{notice.version}",
            day=notice.published_at.date(),
            at=notice.published_at,
        )


def title_of(notice: Notice) -> str:
    if notice.taken_down_at:
        return "Being checked"
    return "Redacted" if notice.is_redacted else notice.document.title


def text_of(notice: Notice) -> str:
    """What it corrected, or what was decided, with its money."""
    if notice.taken_down_at:
        return OUT_OF_SIGHT
    if notice.is_redacted:
        return notice.note or "Redacted"
    document = notice.document
    return " ".join(filter(None, (notice.note or document.summary, money_sentence(document)))) or document.title


def findings(search: Search) -> Iterator[Entry]:
    for made in findings_made(search.narrowed().order_by().values("reference"), most=MAX_ENTRIES):
        yield Entry(
            title=f"{made.title} ({made.reference})",
            text=f"{illustrative(made.sentence)} {made.decision_title}",
            kind="Finding",
            link=f"{address('decision_detail', made.reference)}#conditions",
            name=finding_name(made),
            day=made.day,
            at=made.made_at,
        )


def finding_name(made: FindingsOfDay) -> str:
    return f"{made.reference}/condition-{made.number}/{made.finding}"


def add(feed: Feed, entry: Entry) -> None:
    feed.add_item(
        title=in_xml(entry.title),
        link=entry.link,
        description=in_xml(entry.text),
        unique_id=f"{tag(entry.day.isoformat())}:{entry.name}",
        pubdate=entry.at,
        updateddate=entry.at,
        categories=[entry.kind],
    )


def in_xml(text: str) -> str:
    """Without the characters that XML does not know, which forms take out and a notice could still hold."""
    return NOT_IN_XML.sub("", text)


def tag(day: str) -> str:
    """The beginning of an identifier that stays the same wherever the file is read (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_ADDRESS).hostname},{day}"
