"""Feeds: the published notices of any list of decisions, newest first, as Atom (RFC 4287)."""

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from conditions.terms import OUT_OF_SIGHT
from grants.access import public
from grants.years import FIRST_START
from public.browse.search import Search
from public.forms.queries import DecisionSearch
from public.open_data.tables import LICENCE, address
from public.views.answers import refusal
from register.models import Notice

MAX_ENTRIES = 50
BEFORE_ALL = datetime(FIRST_START, 1, 1, tzinfo=UTC)
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """When it last changed: a list without decisions is as old as the register, not as the moment."""
        if self.items:
            return super().latest_post_date()
        newest = Notice.objects.order_by("-sequence").values_list("published_at", flat=True).first()
        return newest or BEFORE_ALL


@public
def decision_feed(request: HttpRequest) -> HttpResponse:
    """One entry per version of each decision that the list holds now."""
    form = DecisionSearch(request.GET)
    if refused := refusal(request, form):
        return refused
    feed = empty_feed(form.search, named(form))
    for notice in notices(form.search):
        add(feed, notice)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def named(form: DecisionSearch) -> str:
    """What the list is, in words: "Decisions: Partnership Salford"."""
    filters = [f"{form.named(name)} {form.written(name)}" for name in form.filters]
    return ", ".join(filters) or "all"


def empty_feed(search: Search, name: str) -> Feed:
    query = f"?{search.query}" if search.query else ""
    return Feed(
        title=f"{settings.OFFICE.name}: decisions, {name}",
        link=address("decision_list") + query,
        description=None,
        feed_url=address("decision_feed") + query,
        feed_guid=f"{tag('2024-01-01')}:feeds/decisions{query}",
        author_name=settings.OFFICE.body,
        feed_copyright=LICENCE,
        language="en-gb",
    )


def notices(search: Search) -> list[Any]:
    """The newest versions of the decisions found, each with its title and summary; a redacted one keeps its place."""
    texts = {name: F(f"document_data__{name}") for name in ("reference", "title", "summary")}
    rows = Notice.objects.filter(decision__listing__in=search.narrowed()).defer("document_data")
    return list(rows.annotate(**texts, now=F("decision__listing__reference")).order_by("-sequence")[:MAX_ENTRIES])


def add(feed: Feed, notice: Any) -> None:
    page = address("version_detail", notice.now, notice.version)
    own_title = "Being checked" if notice.taken_down_at else in_xml(notice.title) or "Redacted"
    feed.add_item(
        title=f"{own_title} ({notice.now}, version {notice.version})",
        link=page,
        description=OUT_OF_SIGHT if notice.taken_down_at else in_xml(notice.note or notice.summary) or own_title,
        unique_id=f"{tag(notice.published_at.date().isoformat())}:{notice.now}/{notice.version}",
        pubdate=notice.published_at,
        updateddate=notice.published_at,
        categories=[str(notice.get_kind_display())],
    )


def in_xml(text: str | None) -> str:
    """Without the characters that XML does not know, which forms take out and a notice could still hold."""
    return NOT_IN_XML.sub("", text or "")


def tag(day: str) -> str:
    """The beginning of an identifier that stays the same wherever the file is read (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_ADDRESS).hostname},{day}"
