"""The sitemap, for search engines: an index, and parts that are never long."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from grants.access import public
from grants.models.money import FundingStream
from grants.models.organisations import Organisation, Partnership
from grants.models.plans import Plan, Priority
from public.browse.objectives import strand_names
from public.browse.totals import years
from public.open_data.tables import address
from public.scrutiny.returns import months_with_any
from register.models import Body, ListedMaker, Listing, Meeting, PublicList, YearAccount

MOST_ADDRESSES = 10_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES = (
    *(
        "home",
        "decision_list",
        "award_list",
        "compare",
        "condition_list",
        "result_list",
        "forward_plan",
        "lists",
        "return_list",
        "panel",
        "body_list",
        "recommendation_list",
        "unconsidered_list",
    ),
    *("other_money", "data", "api", "follow", "about", "accessibility", "privacy"),
    *(
        "partnership_list",
        "stream_list",
        "recipient_list",
        "year_list",
        "plan_list",
        "priority_list",
        "soc_list",
        "decision_maker_list",
    ),
)


def single_pages() -> list[tuple[str, ...]]:
    """The pages that there is one of, and those of lists, years and months: each with what its address names."""
    return [
        *((name,) for name in PAGES),
        *(("list_detail", name) for name in PublicList.values),
        *(("year_detail", year.slug) for year in years()),
        *(("year_report", account.year.slug) for account in YearAccount.objects.filter(version=1)),
        *(("return_detail", month.slug) for month in months_with_any()),
    ]


def recipients() -> Any:
    named = Organisation.objects.exclude(kind=Organisation.Kind.INDIVIDUAL).filter(listed_awards__isnull=False)
    return named.order_by("slug").values_list("slug", flat=True).distinct()


def slugs(model: Any) -> Callable[[], Any]:
    return lambda: model.objects.order_by("slug").values_list("slug", flat=True).distinct()


# What decisions are browsed by: the name of the page, and the slugs.
BROWSED: dict[str, Callable[[], Any]] = {
    "partnership_detail": slugs(Partnership),
    "stream_detail": slugs(FundingStream),
    "recipient_detail": recipients,
    "plan_detail": slugs(Plan),
    "priority_detail": slugs(Priority),
    "soc_detail": lambda: [slug for slug, _ in strand_names()],
    "decision_maker_detail": slugs(ListedMaker),
    "body_detail": lambda: Body.objects.standing().order_by("slug").values_list("slug", flat=True),
    "meeting_detail": lambda: Meeting.objects.standing().order_by("pk").values_list("pk", flat=True),
}


def parts(kind: str) -> Any:
    """Rows of one kind of page, in parts."""
    if kind == "pages":
        rows: Any = single_pages()
    elif kind == "decisions":
        rows = Listing.objects.order_by("pk").values_list("reference", "published_at")
    else:
        rows = BROWSED[kind]()
    return Paginator(rows, MOST_ADDRESSES, allow_empty_first_page=False)


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Where the parts are."""
    root = Element("sitemapindex", xmlns=NAMESPACE)
    for kind in ("pages", *BROWSED, "decisions"):
        for number in parts(kind).page_range:
            SubElement(SubElement(root, "sitemap"), "loc").text = address("sitemap_part", kind, number)
    return answer(root)


@public
def sitemap_part(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Some of the pages of a kind; of decisions, with the day of its newest notice."""
    if kind not in ("pages", *BROWSED, "decisions"):
        raise Http404
    pages = parts(kind)
    if number not in pages.page_range:
        raise Http404
    root = Element("urlset", xmlns=NAMESPACE)
    for row in pages.page(number):
        match kind, row:
            case "pages", (name, *named):
                add(root, address(name, *named))
            case "decisions", (reference, at):
                add(root, address("decision_detail", reference), changed=at)
            case _:
                add(root, address(kind, row))
    return answer(root)


def add(root: Element, place: str, *, changed: datetime | None = None) -> None:
    url = SubElement(root, "url")
    SubElement(url, "loc").text = place
    if changed:
        SubElement(url, "lastmod").text = changed.date().isoformat()


def answer(root: Element) -> HttpResponse:
    return HttpResponse(tostring(root, encoding="utf-8", xml_declaration=True), content_type="application/xml")
