"""Taking a text or a paper out of public sight while it is being checked, and restoring it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from grants.access import PersonRequest, approver, by_button, fresh
from grants.fields import BaseForm
from register.actions.taking_down import others_with, restore, take_down
from register.forms.office import TakeDownForm
from register.models import Listing, TakeDown


@approver
def take_down_new(request: PersonRequest, reference: str) -> HttpResponse:
    listing = get_object_or_404(Listing.objects.select_related("notice", "decision"), reference=reference)
    papers = [(each.number, each.title) for each in listing.notice.full_document.papers if each.sha256]
    form = TakeDownForm(request.POST or None, papers=papers)
    if form.is_valid() and form.run(
        take_down, listing.decision, by=request.user, reason=form.cleaned_data["reason"], paper=form.paper
    ):
        messages.success(request, "It is out of public sight. Within 5 working days restore, correct or withdraw it.")
        return redirect("office:take_down_new", reference)
    return page(request, listing, form)


@approver
@fresh
@by_button
def take_down_restore(request: PersonRequest, reference: str, pk: int) -> HttpResponse:
    row = get_object_or_404(TakeDown, decision__reference=reference, pk=pk)
    form = BaseForm(request.POST)
    if form.is_valid() and form.run(restore, row, by=request.user):
        messages.success(request, "It is public again.")
        return redirect("office:decision_detail", reference)
    return page(request, get_object_or_404(Listing, reference=reference), form)


def page(request: PersonRequest, listing: Listing, form: BaseForm) -> HttpResponse:
    down = TakeDown.objects.in_effect().filter(decision=listing.decision_id).select_related("taken_down_by")
    context = {
        "decision": listing.decision,
        "form": form,
        "down": [(row, others_with(row)) for row in down.select_related("decision")],
    }
    return render(request, "office/take_down_new.html", context)
