"""The sitemap, for search engines."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpRequest, HttpResponse

from grants.access import public
from grants.models.money import FundingStream
from grants.models.organisations import Partnership
from grants.models.plans import Priority
from public.browse.totals import years
from public.forms.queries import recipients
from public.open_data.tables import address
from register.models import ListedMaker, Listing

MAX_ADDRESSES = 50_000  # that a sitemap may hold (sitemaps.org)
PAGES = (
    *(
        "home",
        "decision_list",
        "award_list",
        "compare",
        "condition_list",
        "lists",
        "return_list",
        "data",
        "api",
        "follow",
        "about",
        "accessibility",
        "privacy",
    ),
    *("partnership_list", "stream_list", "recipient_list", "year_list", "priority_list", "decision_maker_list"),
)


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page that there is one of, and every decision with the day of its newest notice."""
    root = Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for name in PAGES:
        add(root, address(name))
    for name, slugs in browsed():
        for slug in slugs:
            add(root, address(name, slug))
    room = MAX_ADDRESSES - len(root)
    for reference, at in Listing.objects.newest_first().values_list("reference", "published_at")[:room]:
        add(root, address("decision_detail", reference), changed=at.date().isoformat())
    return HttpResponse(tostring(root, encoding="utf-8", xml_declaration=True), content_type="application/xml")


def browsed() -> Iterator[tuple[str, Iterable[str]]]:
    """The pages of what decisions are browsed by: the name of the page, and the slugs."""
    yield "partnership_detail", Partnership.objects.values_list("slug", flat=True)
    yield "stream_detail", FundingStream.objects.values_list("slug", flat=True)
    yield "recipient_detail", [slug for slug, _ in recipients()]
    yield "year_detail", [year.slug for year in years()]
    yield "priority_detail", Priority.objects.values_list("slug", flat=True)
    yield "decision_maker_detail", ListedMaker.objects.order_by("slug").values_list("slug", flat=True).distinct()


def add(root: Element, place: str, *, changed: str = "") -> None:
    url = SubElement(root, "url")
    SubElement(url, "loc").text = place
    if changed:
        SubElement(url, "lastmod").text = changed
