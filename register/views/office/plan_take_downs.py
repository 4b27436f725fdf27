"""Taking plans out of public sight: a version while it is checked, its text for ever, or the whole plan."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from conditions.forms.fields import ConfirmForm
from conditions.views.shared import form_page
from grants.access import PersonRequest, administrator, approver, fresh
from grants.actions.plan_take_downs import redact_plan, restore_plan, take_down_plan, withdraw_strategy
from grants.models import Plan, PlanTakeDown, PlanVersion
from grants.revisions import revision_of, with_revision
from register.forms.strategies import StrategyRestoreForm, StrategyTakeDownForm, StrategyWithdrawForm


@approver
@fresh
def strategy_take_down(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Take a version out of public sight, or put back what is."""
    version = get_object_or_404(PlanVersion.objects.select_related("plan"), plan__slug=slug, number=number)
    down = version.take_downs.in_effect().select_related("taken_down_by").first()
    form: Any
    if down is None:
        form = StrategyTakeDownForm(request.POST or None)
        action, done = partial(take_down_plan, version, by=request.user), "It is out of public sight."
    else:
        form = StrategyRestoreForm(request.POST or None, initial={"row": down.pk})
        action, done = partial(restored, version, by=request.user), "It is public again."
    back = reverse("office:strategy_list")
    return form_page(
        request, "office/strategy_take_down.html", form, action, done=done, back=back, version=version, down=down
    )


def restored(version: PlanVersion, *, by: Any, row: int) -> PlanTakeDown:
    return restore_plan(get_object_or_404(PlanTakeDown, version=version, pk=row), by=by)


@administrator
@fresh
def strategy_redact(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Take the text of a version that is out of sight out for ever."""
    found = PlanTakeDown.objects.in_effect().select_related("version__plan", "taken_down_by")
    down = get_object_or_404(found, version__plan__slug=slug, version__number=number)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    action, done = partial(redact_plan, down, by=request.user), "Its text is redacted."
    back = reverse("office:redaction_list")
    return form_page(request, "office/strategy_redact.html", form, action, done=done, back=back, down=down)


@approver
@fresh
def strategy_withdraw(request: PersonRequest, slug: str) -> HttpResponse:
    plan = get_object_or_404(with_revision(Plan.objects.select_related("replaces")), slug=slug)
    form = StrategyWithdrawForm(request.POST or None, initial={"revision": revision_of(plan)})
    action, done = partial(withdraw_strategy, plan, by=request.user), "The plan is withdrawn."
    back = reverse("office:strategy_list")
    return form_page(request, "office/strategy_withdraw.html", form, action, done=done, back=back, plan=plan)
