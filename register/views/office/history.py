"""From when the conditions of one decision are followed in this register."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from conditions.views.shared import form_page
from grants.access import PersonRequest, approver
from grants.models import Decision
from register.actions.history import follow_conditions
from register.forms.history import FollowForm


@approver
def decision_follow(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    as_recorded = {
        "followed_from": decision.conditions_followed_from,
        "reason": decision.conditions_followed_reason,
    }
    form = FollowForm(request.POST or None, initial=as_recorded)
    return form_page(
        request,
        "office/decision_follow.html",
        form,
        partial(follow_conditions, decision, by=request.user),
        done="It is recorded, and the conditions are asked for accordingly.",
        back=reverse("office:decision_detail", args=[reference]),
        decision=decision,
    )
