"""Drafts from notices of Modern.gov, pasted or saved."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from grants.access import PersonRequest, officer
from grants.models import Decision
from grants.refused import Refused
from intake.actions.notices import DraftedNotice, draft_from_notices
from intake.forms import NoticeForm
from intake.notices.text import NotANotice


@officer
def decision_from_notice(request: PersonRequest) -> HttpResponse:
    form = NoticeForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        field = "page" if form.cleaned_data["page"] else "text"
        given = {name: form.cleaned_data[name] for name in ("form_key", "why_another")}
        try:
            return to_drafts(request, draft_from_notices(form.words, by=request.user, **given))
        except NotANotice as error:
            form.add_error(field, str(error))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "office/decision_from_notice.html", {"form": form})


def to_drafts(request: PersonRequest, found: list[DraftedNotice]) -> HttpResponse:
    """One decision has its own page; several, or one that was here under its number, are listed."""
    first = found[0]
    if len(found) == 1 and first.is_same_text:
        said = "has been read from the notice. Check what it says" if first.is_new else "was read from it before"
        messages.success(request, f"{first.decision.reference} {said}.")
        return redirect("office:decision_detail", first.decision.reference)
    references = [("new" if each.is_new else "known", each.decision.reference) for each in found]
    return redirect(f"{reverse('office:imported_notices')}?{urlencode(references)}")


@officer
def imported_notices(request: PersonRequest) -> HttpResponse:
    """What became of the decisions on a list page: `?new=` and `?known=` references."""
    asked = {name: request.GET.getlist(name) for name in ("new", "known")}
    by_reference = Decision.objects.select_related("imported_notice__texts").in_bulk(
        [*asked["new"], *asked["known"]], field_name="reference"
    )
    context = {name: [by_reference[each] for each in names if each in by_reference] for name, names in asked.items()}
    return render(request, "office/imported_notices.html", context)
