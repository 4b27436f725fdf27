"""The office's pages of the forward plan."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from conditions.views.shared import form_page, paged
from grants.access import PersonRequest, fresh, officer
from grants.fields import BaseForm
from grants.models import Decision
from grants.revisions import revision_of, with_revision
from grants.years import london_today
from register.actions.forward_plan import change_plan, draft_planned, plan_decision, withdraw_plan
from register.forms.forward_plan import PlanChangeForm, PlanForm, PlanWithdrawForm, initial_of
from register.models import PlannedDecision


@officer
def plan_list(request: PersonRequest) -> HttpResponse:
    return render(request, "office/plan_list.html", paged(request, PlannedDecision.objects.open().as_shown()))


@officer
@fresh
def plan_new(request: PersonRequest) -> HttpResponse:
    form = PlanForm(request.POST or None, initial={"notice_on": london_today()})
    return plan_page(request, "office/plan_new.html", form, partial(plan_decision, by=request.user), "It is public.")


@officer
@fresh
def plan_edit(request: PersonRequest, pk: int) -> HttpResponse:
    planned = get_object_or_404(with_revision(PlannedDecision.objects.open()), pk=pk)
    form = PlanChangeForm(request.POST or None, initial=initial_of(planned) | {"revision": revision_of(planned)})
    action, done = partial(change_plan, planned, by=request.user), "The change is public, with its reason."
    return plan_page(request, "office/plan_edit.html", form, action, done, planned=planned)


@officer
@fresh
def plan_withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    planned = get_object_or_404(with_revision(PlannedDecision.objects.open()), pk=pk)
    form = PlanWithdrawForm(request.POST or None, initial={"revision": revision_of(planned)})
    action, done = partial(withdraw_plan, planned, by=request.user), "It is withdrawn from the plan, and public why."
    return plan_page(request, "office/plan_withdraw.html", form, action, done, planned=planned)


@officer
@require_POST
def plan_draft(request: PersonRequest, pk: int) -> HttpResponse:
    """The draft of a planned decision, made with one press."""
    planned = get_object_or_404(PlannedDecision, pk=pk)
    form = BaseForm(request.POST)
    if not form.is_valid() or not form.run(draft_planned, planned, by=request.user):
        messages.error(request, " ".join(map(str, form.non_field_errors())))
        return redirect("office:plan_list")
    drafted = get_object_or_404(Decision, planned=planned)
    return redirect("office:decision_detail", drafted.reference)


def plan_page(
    request: PersonRequest, template: str, form: BaseForm, action: Callable[..., object], done: str, **context: object
) -> HttpResponse:
    return form_page(request, template, form, action, done=done, back=reverse("office:plan_list"), **context)
