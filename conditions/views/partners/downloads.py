"""What a lead takes away: tables, and a calendar that needs no signing in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from conditions import exports
from conditions.actions.calendars import make_calendar_key, revoke_calendar_key
from conditions.models import CalendarKey, Share
from conditions.views.partners.pages import required_of
from grants.access import PersonRequest, partner, public
from grants.fields import BaseForm
from grants.letters import address
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
    """Make the private address of a calendar, see it, revoke it; `?really=` asks before the old one is lost."""
    form = BaseForm(request.POST or None)
    revoking = "revoke" in request.POST
    verb = revoke_calendar_key if revoking else make_calendar_key
    if form.is_valid() and form.run(verb, partnership, by=request.user):
        sentence = "Revoked: the address no longer works." if revoking else "Your calendar has an address."
        messages.success(request, sentence)
        return redirect("partners:calendar", partnership.slug)
    key = CalendarKey.objects.of(request.user, partnership)
    link = address("partners:calendar_feed", key.token) if key else ""
    really = request.GET.get("really", "")
    context = {"partnership": partnership, "link": link, "really": really, "form": form}
    return render(request, "partners/calendar.html", context)


@public
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Due dates, for whoever holds the token. It asks for no cookie and sets none."""
    key = get_object_or_404(CalendarKey.objects.select_related("person", "partnership"), token=token)
    if not key.opens:
        return render(request, "410.html", status=410)
    return exports.calendar_file(
        key.partnership, required_of(key.partnership).filter(settled="").as_shown(), at=timezone.now()
    )
