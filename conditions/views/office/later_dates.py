"""A later due date: asked for on a partnership's behalf, and answered."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from conditions.actions.later_dates import grant_later_date, refuse_later_date
from conditions.forms.obligations import LaterDateAnswerForm
from conditions.models import LaterDate, Obligation
from conditions.views.shared import form_page, later_date_page
from grants.access import PersonRequest, officer


@officer
def later_date_new(request: PersonRequest, pk: int) -> HttpResponse:
    obligation = get_object_or_404(Obligation.objects.in_force(), pk=pk)
    back, done = reverse("office:obligation_detail", args=[pk]), "It is recorded. Another officer has to answer it."
    return later_date_page(request, obligation, base="office/base.html", back=back, done=done)


@officer
def later_date_answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Grant or refuse; once answered the page says what became of it."""
    people = ("asked_by", "answered_by", "obligation__partnership", "obligation__later_date")
    asked = get_object_or_404(LaterDate.objects.select_related(*people), pk=pk)
    form = LaterDateAnswerForm(request.POST or None, initial={"granted_on": asked.wanted_on})
    action = refuse_later_date if form.is_refusal else grant_later_date
    return form_page(
        request,
        "office/later_date_answer.html",
        form,
        partial(action, asked, by=request.user),
        done="The date stays, and the partnership is told why." if form.is_refusal else "The later date is public.",
        back=reverse("office:obligation_detail", args=[asked.obligation_id]),
        asked=asked,
        obligation=asked.obligation,
    )
