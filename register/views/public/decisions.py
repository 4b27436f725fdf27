"""Home, the register and one decision."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from conditions import standing
from conditions.match import total
from conditions.standing import Standing, State
from grants.access import public
from grants.years import FinancialYear
from register.browsing import districts, newest_year
from register.document import Document
from register.forms import DecisionSearch
from register.models import ListedAward, ListedVariation, Listing, ListingQuerySet
from register.views.public.paging import paged

LATEST = 5


@public
def home(request: HttpRequest) -> HttpResponse:
    year = newest_year()
    context = {"year": year, "districts": districts(year), "latest": rows().newest_first()[:LATEST]}
    return render(request, "public/home.html", context | at_a_glance(year))


def at_a_glance(year: FinancialYear) -> dict[str, Any]:
    awards = ListedAward.objects.filter(year=year)
    asked = [each for each in standing.of_all() if each.year == year]
    return {
        "decision_count": Listing.objects.in_year(year).count(),
        "award_count": awards.count(),
        "awarded": awards.total(),
        "condition_count": len(asked),
        "met_count": standing.tally(asked)[State.MET],
    }


@public
def decision_list(request: HttpRequest) -> HttpResponse:
    form = DecisionSearch(request.GET)
    if not form.is_valid():
        return render(request, "public/decision_list.html", {"form": form})
    if named := same_reference(form.cleaned_data["q"]):
        return redirect("public:decision_detail", named)
    return render(request, "public/decision_list.html", {"form": form} | paged(request, found(form.cleaned_data)))


def rows() -> ListingQuerySet:
    """Listings as lists show them, without the text that only the search reads."""
    return Listing.objects.defer("words", "search").prefetch_related("awards", "variations")


def found(asked: dict[str, Any]) -> ListingQuerySet:
    listings = rows()
    if asked["partnership"]:
        listings = listings.for_partnership(asked["partnership"].slug)
    if asked["stream"]:
        listings = listings.from_stream(asked["stream"].slug)
    if asked["year"]:
        listings = listings.in_year(asked["year"])
    return listings.matching(asked["q"]) if asked["q"] else listings.newest_first()


def same_reference(text: str) -> str | None:
    """The reference as it is written, of the published decision that a text names."""
    return Listing.objects.filter(reference__iexact=text).values_list("reference", flat=True).first() if text else None


@public
def decision_detail(request: HttpRequest, reference: str) -> HttpResponse:
    listing = Listing.objects.defer("words", "search").select_related("notice").filter(reference=reference).first()
    if listing is None:
        return redirect("public:decision_detail", canonical(reference), permanent=True)
    document = listing.notice.document
    listed = {row.award_id: row for row in listing.awards.all()}
    current = {row.number: row.current_amount for row in listed.values()}
    context = record(document) | {
        "listing": listing,
        "notice": listing.notice,
        "total": listing.total,
        "awards": [(award, current.get(award.number)) for award in document.awards],
        "conditions": asked(document, standing.of_decision(listing.reference)),
        "varied_by": varied_by(listed),
    }
    return render(request, "public/decision_detail.html", context)


def canonical(reference: str) -> str:
    if written := same_reference(reference):
        return written
    raise Http404


def record(document: Document) -> dict[str, Any]:
    """What the page of any version shows beside the document itself."""
    awards = document.awards
    return {
        "document": document,
        "recipients": list(dict.fromkeys(award.recipient.name for award in awards)),
        "sources": list(dict.fromkeys((award.stream, award.year) for award in awards)),
        "superseded": same_reference(document.supersedes),
        "total": document.total,
        "awards": [(award, None) for award in awards],
        "conditions": asked(document, []),
    }


def asked(document: Document, standings: list[Standing]) -> list[dict[str, Any]]:
    """Each condition with where it stands for each award or partnership, and the match of these together."""
    own = {
        terms.number: [each for each in standings if each.terms.number == terms.number] for terms in document.conditions
    }
    return [
        {
            "terms": terms,
            "standings": own[terms.number],
            "match": total(each.match for each in own[terms.number] if each.match),
        }
        for terms in document.conditions
    ]


def varied_by(listed: dict[int, ListedAward]) -> list[tuple[int, ListedVariation]]:
    """The published changes to these awards, earliest first, each with the number of its award."""
    lines = ListedVariation.objects.filter(award__in=listed).select_related("listing")
    return [(listed[line.award_id].number, line) for line in lines]
