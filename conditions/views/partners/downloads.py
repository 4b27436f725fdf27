"""What a lead takes away: tables, and a calendar that needs no signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from conditions import exports
from conditions.models import CalendarKey, Share
from conditions.views.partners.pages import required_of
from conditions.views.shared import calendar_page
from grants.access import PersonRequest, partner, public
from grants.models import Partnership


@partner
def conditions_csv(request: PersonRequest, partnership: Partnership) -> HttpResponse:
    rows = exports.condition_rows(required_of(partnership).as_shown())
    return exports.csv_file(f"conditions-{partnership.slug}.csv", exports.CONDITION_COLUMNS, rows)


@partner
def contributions_csv(request: PersonRequest, partnership: Partnership) -> HttpResponse:
    shares = Share.objects.filter(obligation__partnership=partnership, contribution__partnership=partnership)
    shares = shares.select_related("contribution", "obligation").prefetch_related(
        "obligation__condition__interpretations"
    )
    rows = exports.contribution_rows(shares.order_by("-contribution__sent_at", "pk"))
    return exports.csv_file(f"contributions-{partnership.slug}.csv", exports.CONTRIBUTION_COLUMNS, rows)


@partner
def calendar(request: PersonRequest, partnership: Partnership) -> HttpResponse:
    here = reverse("partners:calendar", args=[partnership.slug])
    above = reverse("partners:partnership_detail", args=[partnership.slug])
    return calendar_page(
        request, partnership, feed="partners:calendar_feed", here=here, back=above, base="partners/base.html"
    )


@public
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Due dates, for whoever holds the token. It asks for no cookie and sets none."""
    key = get_object_or_404(
        CalendarKey.objects.select_related("person", "partnership").exclude(partnership=None), token=token
    )
    if not key.opens or key.partnership is None:
        return render(request, "410.html", status=410)
    return exports.calendar_file(
        key.partnership, required_of(key.partnership).filter(settled="").as_shown(), at=timezone.now()
    )
