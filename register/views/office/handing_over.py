"""For whom decisions wait: handing one over, and all of somebody who has left."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from grants.access import PersonRequest, in_office
from grants.models import Decision, Role, User
from register.actions.handing_over import hand_over, hand_over_all, may_hand_over, waits_for
from register.forms.office import HandOverAllForm, HandOverForm
from register.front_page import FirstFew
from register.queue import waits_for_nobody


@in_office
def decision_hand_over(request: PersonRequest, reference: str) -> HttpResponse:
    people = Decision.objects.select_related("owner", "approver")
    decision = get_object_or_404(people, reference=reference)
    initial = {"owner": decision.owner_id, "approver": decision.approver_id, "seen": waits_for(decision)}
    form = HandOverForm(decision, request.POST or None, initial=initial)
    if form.is_valid() and form.run(hand_over, decision, by=request.user, **form.cleaned_data):
        messages.success(request, f"{decision.reference} is handed over.")
        return after(request.user, decision)
    context = {"decision": decision, "form": form, "may_hand_over": may_hand_over(decision, request.user)}
    return render(request, "office/decision_hand_over.html", context)


def after(person: User, decision: Decision) -> HttpResponse:
    """Administrators who are neither officers nor approvers open no decision."""
    if person.is_officer or person.is_approver:
        return redirect("office:decision_detail", decision.reference)
    return redirect("office:hand_over_list")


@in_office
def hand_over_list(request: PersonRequest) -> HttpResponse:
    """What waits for nobody, because its owner or the approver who was asked has left."""
    waiting = waits_for_nobody()
    leavers = User.objects.filter(Q(pk__in=waiting.values("owner")) | Q(pk__in=waiting.values("approver")))
    gone = leavers.exclude(pk__in=working())
    form = HandOverAllForm(gone, request.POST or None)
    may = request.user.is_approver or request.user.is_administrator
    if form.is_valid():
        leaver, to = form.cleaned_data["leaver"], form.cleaned_data["to"]
        if form.run(hand_over_all, leaver, by=request.user, to=to):
            messages.success(request, f"The work of {leaver} is handed over to {to}.")
            return redirect("office:hand_over_list")
    shown = FirstFew.of(waiting.select_related("owner", "approver").order_by("created_at", "pk"))
    context = {"waiting": shown, "form": form, "may": may}
    return render(request, "office/hand_over_list.html", context)


def working() -> QuerySet[User]:
    """Those who may work on decisions today."""
    return User.objects.with_role(Role.OFFICER, Role.APPROVER)
