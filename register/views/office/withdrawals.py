"""Withdrawing a decision: one asks, another carries it out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from grants.access import PersonRequest, approver, by_button, fresh, officer
from grants.fields import BaseForm
from grants.models import Decision
from register.actions.withdrawing import (
    ask_for_withdrawal,
    hangs_on,
    keep,
    money_that_comes_back,
    shown_of,
    withdraw,
)
from register.forms.office import ShownForm, WithdrawForm
from register.models import Withdrawal


@officer
def decision_withdraw(request: PersonRequest, reference: str) -> HttpResponse:
    """What hangs on the decision, and the request for its withdrawal."""
    decision = get_object_or_404(Decision, reference=reference)
    form = WithdrawForm(request.POST or None)
    if not any(money_that_comes_back(decision)):
        del form.fields["exceeding_reason"]
    if form.is_valid() and form.run(ask_for_withdrawal, decision, by=request.user, **form.cleaned_data):
        messages.success(request, "The withdrawal is asked for. An approver who is somebody else has to carry it out.")
        return redirect("office:decision_detail", decision.reference)
    return page(request, decision, form)


@approver
@fresh
@by_button
def decision_withdraw_confirm(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    form = ShownForm(request.POST)
    if form.is_valid() and form.run(withdraw, asked_for(decision), by=request.user, **form.cleaned_data):
        messages.success(request, f"{decision.reference} is withdrawn.")
        return redirect("office:decision_detail", decision.reference)
    return page(request, decision, form)


@officer
@by_button
def decision_keep(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    form = ShownForm(request.POST)
    if form.is_valid() and form.run(keep, asked_for(decision), by=request.user, **form.cleaned_data):
        messages.success(request, f"{decision.reference} is not withdrawn.")
        return redirect("office:decision_detail", decision.reference)
    return page(request, decision, form)


def asked_for(decision: Decision) -> Withdrawal:
    return get_object_or_404(Withdrawal, decision=decision)


def page(request: PersonRequest, decision: Decision, form: BaseForm) -> HttpResponse:
    asked = Withdrawal.objects.filter(decision=decision, carried_out_at=None).select_related("asked_by").first()
    context = {
        "decision": decision,
        "form": form,
        "asked": asked,
        "seen": shown_of(asked) if asked else "",
        "hanging": list(hangs_on(decision)) if decision.is_published else [],
    }
    return render(request, "office/decision_withdraw.html", context)
