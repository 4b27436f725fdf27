"""The officers' page for evidence and declarations."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from conditions import actions
from conditions.forms import ReturnForm
from conditions.models import Evidence
from grants.access import PersonRequest, officer
from grants.fields import HouseForm
from grants.files import attachment
from grants.models import StoredFile


@officer
def evidence_detail(request: PersonRequest, pk: int) -> HttpResponse:
    found = Evidence.objects.select_related("file", "obligation__partnership", "obligation__condition__decision")
    people = ("contribution", "added_by", "accepted_by", "returned_by")
    evidence = get_object_or_404(found.select_related(*people), pk=pk)
    returning = "return" in request.POST
    form = ReturnForm(request.POST) if returning else HouseForm(request.POST or None)
    verb = actions.return_evidence if returning else actions.accept_evidence
    if form.is_valid() and form.passes(verb, evidence, by=request.user, **form.cleaned_data):
        messages.success(request, f"“{evidence}” is {'returned' if returning else 'accepted'}.")
        return redirect("office:obligation_detail", evidence.obligation_id)
    context = {"evidence": evidence, "form": form, "return_form": form if returning else ReturnForm()}
    return render(request, "office/evidence_detail.html", context)


@officer
def evidence_file(request: PersonRequest, pk: int) -> HttpResponseBase:
    return attachment(get_object_or_404(StoredFile, evidence=pk))
