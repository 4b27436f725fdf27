"""Whether pages are useful: readers say so with one press, and the office reads how many did."""

from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from grants.access import officer, public
from grants.networks import asker
from grants.years import FinancialYear, london_today
from public.actions import count_answer
from public.forms.useful import UsefulForm, is_public_page
from public.limits import HOUR, within
from public.models import PageAnswer
from public.views.following import require_same_site
from public.views.paging import paged

ANSWERS_PER_NETWORK = 20


@public
@require_same_site
def useful(request: HttpRequest) -> HttpResponse:
    """Counts an answer, and thanks for it."""
    page = request.GET.get("page", "")
    if request.method != "POST":
        return render(request, "public/useful.html", {"page": page if is_public_page(page) else ""})
    form = UsefulForm(request.POST)
    if not form.is_valid():
        return render(request, "public/useful.html", {"refused": "That was no answer about a page."}, status=400)
    if not within("useful-from", asker(request), most=ANSWERS_PER_NETWORK, seconds=HOUR):
        refused = "Too many answers came from your network in the last hour. Try again later."
        return render(request, "public/useful.html", {"refused": refused}, status=429)
    count_answer(**form.values)
    return redirect(f"{reverse('public:useful')}?{urlencode({'page': form.values['page']})}")


@officer
def page_answers(request: HttpRequest) -> HttpResponse:
    """What readers answered since the beginning of the financial year before this one: the least useful first."""
    since = FinancialYear.of(london_today()).previous.first_day
    return render(request, "office/page_answers.html", {"since": since, **paged(request, answers(since))})


def answers(since: date) -> QuerySet[Any, Any]:
    rows = PageAnswer.objects.filter(month__gte=since).order_by().values("page")
    sums: QuerySet[Any, Any] = rows.annotate(yes=Sum("useful"), no=Sum("not_useful"))
    return sums.order_by(F("no").desc(), "page")
