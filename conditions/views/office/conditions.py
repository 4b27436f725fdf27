"""Attaching conditions to a decision that is worked on, and wording them."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions.actions.conditions import attach, attach_standards, change_condition, remove_condition
from conditions.forms.conditions import AttachForm, ConditionForm, initial_of
from conditions.forms.fields import RevisionForm
from conditions.models import Condition, StandardCondition
from conditions.views.shared import form_page
from grants.access import PersonRequest, officer
from grants.models import Decision


@officer
def condition_attach(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    form = AttachForm(request.POST or None, decision=decision, offered=still_offered(decision))
    action, done = partial(attach_standards, decision, by=request.user), "The chosen conditions are attached."
    return form_page(
        request,
        "office/condition_attach.html",
        form,
        action,
        done=done,
        back=conditions_of(decision),
        decision=decision,
    )


def still_offered(decision: Decision) -> QuerySet[StandardCondition]:
    attached = decision.conditions.in_force().exclude(standard=None).values("standard__code")
    return StandardCondition.objects.filter(is_current=True).exclude(code__in=attached)


@officer
def condition_new(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    form = ConditionForm(request.POST or None, decision=decision, initial={"revision": decision.revision})
    action, done = partial(attach, decision, by=request.user), "The condition is attached."
    return form_page(
        request, "office/condition_new.html", form, action, done=done, back=conditions_of(decision), decision=decision
    )


@officer
def condition_edit(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    """Where somebody else has changed the condition meanwhile, the page shows what they changed, and saving again puts
    this person's text in its place."""
    condition = find_condition(reference, number)
    decision = condition.decision
    shown = initial_of(condition) | {"revision": decision.revision}
    form = ConditionForm(request.POST or None, decision=decision, initial=shown)
    action, done = partial(change_condition, condition, by=request.user), f"Condition {number} is saved."
    page: dict[str, Any] = {"done": done, "back": conditions_of(decision)}
    return form_page(
        request, "office/condition_edit.html", form, action, decision=decision, condition=condition, **page
    )


@officer
def condition_remove(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    condition = find_condition(reference, number)
    decision = condition.decision
    form = RevisionForm(request.POST or None, initial={"revision": decision.revision})
    action = partial(remove_condition, condition, by=request.user)
    if form.is_valid() and form.run(action):
        messages.success(request, f"Condition {number} is removed.")
        return redirect(conditions_of(decision))
    return render(request, "office/condition_remove.html", {"decision": decision, "condition": condition, "form": form})


def find_condition(reference: str, number: int) -> Condition:
    found = Condition.objects.in_force().select_related("decision", "match", "standard")
    return get_object_or_404(found, decision__reference=reference, number=number)


def conditions_of(decision: Decision) -> str:
    return reverse("office:decision_detail", args=[decision.reference]) + "#conditions"
