"""Taking out the text of a superseded version, or reasons published beside all of them: an approver asks, an
administrator does it."""

from functools import partial
from itertools import islice

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from conditions.reasons import reasons_beside_versions
from grants.access import PersonRequest, administrator, approver, fresh
from grants.fields import BaseForm
from grants.models import Decision, PlanTakeDown
from register.actions.redacting import ask_for_redaction, ask_for_redaction_of_reasons, carry_out
from register.forms.checks import RedactionForm
from register.models import AccountTakeDown, Notice, Redaction

MOST_REASONS = 50
REQUESTED = "The redaction is requested. An administrator has to carry it out."


def some_reasons(decision: Decision) -> list[tuple[str, str]]:
    """Not all of very many."""
    return list(islice(reasons_beside_versions(decision), MOST_REASONS + 1))


@approver
@fresh
def redaction_new(request: PersonRequest, reference: str, version: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.of(reference).select_related("decision"), version=version)
    asked = Redaction.objects.filter(notice=notice).select_related("asked_by", "carried_out_by").first()
    form = RedactionForm(request.POST or None)
    if form.is_valid() and form.run(partial(ask_for_redaction, notice, by=request.user), **form.cleaned_data):
        messages.success(request, REQUESTED)
        return redirect("office:redaction_new", reference, version)
    return render(request, "office/redaction_new.html", {"notice": notice, "asked": asked, "form": form})


@approver
@fresh
def redaction_of_reasons(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference, published_at__isnull=False)
    waits = Redaction.objects.filter(reasons_of=decision, carried_out_at=None).select_related("asked_by").first()
    form = RedactionForm(request.POST or None)
    if form.is_valid() and form.run(
        partial(ask_for_redaction_of_reasons, decision, by=request.user), **form.cleaned_data
    ):
        messages.success(request, REQUESTED)
        return redirect("office:redaction_of_reasons", reference)
    context = {"decision": decision, "waits": waits, "form": form, "reasons": some_reasons(decision)}
    return render(request, "office/redaction_of_reasons.html", context)


@administrator
def redaction_list(request: PersonRequest) -> HttpResponse:
    asked = Redaction.objects.select_related("notice__decision", "reasons_of", "asked_by", "carried_out_by")
    of_plans = PlanTakeDown.objects.to_redact().exclude(taken_down_by=request.user)
    of_accounts = AccountTakeDown.objects.filter(restored_at=None, redacted_at=None)
    context = {
        "redactions": asked,
        "of_plans": of_plans.select_related("version__plan", "taken_down_by"),
        "of_accounts": of_accounts.select_related("account", "taken_down_by"),
    }
    return render(request, "office/redaction_list.html", context)


@administrator
@fresh
def redaction_confirm(request: PersonRequest, pk: int) -> HttpResponse:
    asked = Redaction.objects.select_related("notice__decision", "reasons_of", "asked_by")
    redaction = get_object_or_404(asked, pk=pk)
    form = BaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.run(carry_out, redaction, by=request.user):
        messages.success(request, f"{redaction.what}: redacted. The digests of all versions stay.")
        return redirect("office:redaction_list")
    reasons = [] if redaction.notice else some_reasons(redaction.decision)
    return render(request, "office/redaction_confirm.html", {"redaction": redaction, "form": form, "reasons": reasons})
