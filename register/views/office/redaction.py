"""Taking the text of a superseded version out: an approver asks, an administrator does it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from grants.access import PersonRequest, administrator, approver
from grants.fields import BaseForm
from register.actions.redacting import ask_for_redaction, redact
from register.forms.checks import RedactionForm
from register.models import Notice, Redaction


@approver
def redaction_new(request: PersonRequest, reference: str, version: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.of(reference).select_related("decision"), version=version)
    asked = Redaction.objects.filter(notice=notice).select_related("asked_by", "carried_out_by").first()
    form = RedactionForm(request.POST or None)
    if form.is_valid() and form.run(partial(ask_for_redaction, notice, by=request.user), **form.cleaned_data):
        messages.success(request, "The redaction is requested. An administrator has to carry it out.")
        return redirect("office:redaction_new", reference, version)
    return render(request, "office/redaction_new.html", {"notice": notice, "asked": asked, "form": form})


@administrator
def redaction_list(request: PersonRequest) -> HttpResponse:
    asked = Redaction.objects.select_related("notice__decision", "asked_by", "carried_out_by")
    return render(request, "office/redaction_list.html", {"redactions": asked})


@administrator
def redaction_confirm(request: PersonRequest, reference: str, version: int) -> HttpResponse:
    asked = Redaction.objects.select_related("notice__decision", "asked_by")
    redaction = get_object_or_404(asked, notice__decision__reference=reference, notice__version=version)
    form = BaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.run(redact, redaction, by=request.user):
        messages.success(request, f"Version {version} of {reference} is redacted. Its digests stay.")
        return redirect("office:redaction_list")
    return render(request, "office/redaction_confirm.html", {"redaction": redaction, "form": form})
