"""The calendar of the office, at a private address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from conditions.exports import calendar_answer
from conditions.models import CalendarKey
from conditions.views.shared import calendar_page
from grants.access import PersonRequest, officer, public
from grants.years import london_today
from register.office_calendar import events


@officer
def calendar(request: PersonRequest) -> HttpResponse:
    here, back = reverse("office:calendar"), reverse("office:home")
    return calendar_page(request, None, feed="office_calendar_feed", here=here, back=back, base="office/base.html")


@public
def office_calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever holds the token of an officer. It asks for no cookie and sets none."""
    key = get_object_or_404(CalendarKey.objects.select_related("person").filter(partnership=None), token=token)
    if not key.opens:
        return render(request, "410.html", status=410)
    return calendar_answer("The office: grants and conditions", events(london_today()), at=timezone.now())
