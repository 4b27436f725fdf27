"""One decision."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.vary import vary_on_headers

from conditions import standing
from conditions.ends import end_reports_of
from conditions.history import History, history_of
from conditions.match import total
from conditions.payments import AwardPayments, by_year, payments_of, together
from conditions.results import public_results, results_of, results_together
from conditions.standing import Standing
from conditions.tallies import tally_of
from grants.access import public
from public.browse.beside import Beside, listing_and_beside
from public.browse.changes import Changes, changes_of, later_changes
from public.browse.money import Money, added
from public.browse.pivot import MANY, pivot_of
from public.browse.search import Search
from public.browse.standing_groups import grouped
from public.browse.who_gets import WhoGets, who_gets
from public.scrutiny.considered import MOST, considered_by
from public.views.answers import negotiated
from register.document import Document
from register.document_entries import AwardEntry, NamedEntry
from register.models import ListedVariationLine, Listing, PlannedDecision
from register.notices.as_data import linked_data
from register.splits import workings


@public
@vary_on_headers("Accept")
def decision_detail(request: HttpRequest, reference: str) -> HttpResponse:
    found = listing_and_beside(reference)
    if found is None:
        return led_to(reference)
    listing, beside = found
    if answer := negotiated(request, listing.notice, listing):
        return answer
    document, current = listing.notice.document, beside.current
    address = request.build_absolute_uri(request.path)
    awards = [(award, current.get(award.number)) for award in document.awards]
    context = record(document) | followed(listing, document, beside.parts) | around(listing, document, beside)
    context |= {
        "listing": listing,
        "notice": listing.notice,
        "makers": document.makers,
        "own": Money(document.total, listing.total),
        "added": added(listing.variation_lines.standing() if document.varied else ()),
        "recipients": recipients(award for award in document.awards if current.get(award.number, award.amount)),
        "awards": awards,
        "pivot": pivot_of(awards),
        "address": address,
        "linked_data": linked_data(document, address, current),
    }
    return render(request, "public/decision_detail.html", context)


def followed(listing: Listing, document: Document, parts: Collection[str]) -> dict[str, Any]:
    """What became of its awards and conditions. Of each part only what `Beside` has seen is asked for."""
    reference, is_down = listing.reference, listing.notice.taken_down_at is not None
    history = history_of(reference, is_taken_down=is_down) if "history" in parts else History({}, "")
    payments = payments_of(reference, is_taken_down=is_down) if "payments" in parts else []
    results = results_of(reference, payments, is_taken_down=is_down) if "results" in parts else []
    sums = results_together(public_results(references=[reference])) if "result_sums" in parts else []
    standings = standing.of_decision(reference) if "obligations" in parts else []
    return paid(payments) | {
        "results": results,
        "result_sums": [each for each in sums if each.awards > 1],
        "ends": end_reports_of(reference, is_taken_down=is_down) if "ends" in parts else [],
        "conditions": conditions_of(document, standings, history.sentences),
        "followed_because": history.reason,
        "no_longer_asked": standing.lapsed_with_assessments(reference) if "lapsed" in parts else [],
    }


def around(listing: Listing, document: Document, beside: Beside) -> dict[str, Any]:
    """The other decisions, plans and meetings that have to do with it, where there are any."""
    planned = PlannedDecision.objects.filter(decision=listing.decision_id) if "plan" in beside.parts else None
    return {
        "varied_by": varied_by(beside.numbers, document) if "variations" in beside.parts else [],
        "fallen": fallen(listing) if document.varied else [],
        "planned": planned and planned.first(),
        "considered": considered_by(decisions=listing.decision_id)[:MOST] if "meetings" in beside.parts else (),
        "superseded_by": Listing.objects.superseding(listing.reference) if "successors" in beside.parts else (),
    }


def led_to(reference: str) -> HttpResponse:
    """The way to the decision that an address means: its reference, written in another way; or the number that it has
    elsewhere, which may be that of several."""
    if written := Listing.objects.called(reference):
        return redirect("public:decision_detail", written, permanent=True)
    search = Search({"q": f"#{reference}" if reference.isdecimal() else reference})
    if not search.question.is_reference:
        raise Http404
    match list(search.found().values_list("reference", flat=True)[:2]):
        case []:
            raise Http404
        case [only]:
            return redirect("public:decision_detail", only)
    return redirect(f"{reverse('public:decision_list')}?{search.query}")


def canonical(reference: str) -> str:
    if written := Listing.objects.called(reference):
        return written
    raise Http404


def record(document: Document) -> dict[str, Any]:
    """What the page of any version shows beside the document itself."""
    awards = [(award, None) for award in document.awards]
    return {
        "document": document,
        "recipients": recipients(award for award in document.awards if award.amount),
        "sources": sources(document.awards),
        "superseded": Listing.objects.called(document.supersedes),
        "own": Money(document.total, document.total),
        "added": Money(document.difference, document.difference),
        "awards": awards,
        "pivot": pivot_of(awards),
        "workings": workings(document),
        "varies": changes_of(document),
        "conditions": conditions_of(document, []),
    }


def paid(payments: list[AwardPayments]) -> dict[str, Any]:
    """What is due and has been paid on the awards, and of how many it is said."""
    return {
        "payments": payments,
        "all_payments": together(payments) if payments else None,
        "payment_years": by_year(payments),
        "payments_are_many": len(payments) > MANY,
    }


def recipients(awards: Iterable[AwardEntry]) -> WhoGets:
    return who_gets(award.recipient.name for award in awards)


def sources(awards: Iterable[AwardEntry]) -> list[tuple[NamedEntry | None, list[str]]]:
    """From which streams, each with the years that its money is for."""
    years: dict[NamedEntry | None, dict[str, None]] = {}
    for award in awards:
        years.setdefault(award.stream, {})[award.year] = None
    return [(stream, [year for year in own if year]) for stream, own in years.items()]


def conditions_of(
    document: Document, standings: list[Standing], history: Mapping[int, str] | None = None
) -> list[dict[str, Any]]:
    """Each condition with where it stands for each award or partnership, and the match of these together."""
    own = {
        terms.number: [each for each in standings if each.terms.number == terms.number] for terms in document.conditions
    }
    return [
        {
            "terms": terms,
            "standings": own[terms.number],
            "groups": grouped(own[terms.number]),
            "history": (history or {}).get(terms.number, ""),
            "tally": tally_of(own[terms.number]),
            "match": total(each.match for each in own[terms.number] if each.match),
        }
        for terms in document.conditions
    ]


def varied_by(numbers: dict[int, int], document: Document) -> list[Changes]:
    """The later decisions that changed these awards, earliest first."""
    lines = ListedVariationLine.objects.filter(award__in=numbers).select_related("listing")
    awards = {award.number: award for award in document.awards}
    return later_changes((awards[numbers[line.award_id]], line) for line in lines)


def fallen(listing: Listing) -> list[Listing]:
    """The decisions that a variation changed and that no longer stand: its changes of them have fallen with them."""
    lines = listing.variation_lines.filter(award__listed=None)
    return list(Listing.objects.filter(decision__awards__in=lines.values("award")).distinct())
