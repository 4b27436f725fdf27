"""The officers' way of a decision: from a notice to a draft, through approval, to the public."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from conditions import standing
from conditions.models import Contribution
from grants.access import PersonRequest, approver, officer
from grants.fields import HouseForm
from grants.models import Decision
from grants.refused import Refused
from register import actions, record
from register.budget import budgets_of, excesses
from register.checklist import checklist
from register.modern_gov import NotANotice
from register.office_forms import (
    ApproveForm,
    EarlierDecisionForm,
    FindForm,
    NoticeForm,
    PublishForm,
    ReturnForm,
    SendForm,
    WithdrawForm,
    amounts_form,
)

PER_PAGE = 50


@officer
def home(request: PersonRequest) -> HttpResponse:
    """What is waiting for this person, and for the office."""
    decisions = Decision.objects.select_related("created_by")
    context = {
        "mine": decisions.filter(state=Decision.State.DRAFT, author_ids__contains=[request.user.pk]),
        "awaiting": decisions.awaiting_approval(),
        "approved": decisions.approved_unpublished(),
        "evidence": Contribution.objects.awaiting_review().count(),
        "form": FindForm(),
    }
    return render(request, "office/home.html", context)


@officer
def decision_list(request: PersonRequest) -> HttpResponse:
    form = FindForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(found(words), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "office/decision_list.html", {"form": form, "page": page, "words": words})


def found(words: str) -> QuerySet[Decision]:
    every = Decision.objects.order_by("-created_at", "-pk")
    if not words:
        return every
    named = Q(reference__icontains=words) | Q(title__icontains=words) | Q(awards__recipient__name__icontains=words)
    return every.filter(named).distinct()


@officer
def decision_from_notice(request: PersonRequest) -> HttpResponse:
    form = NoticeForm(request.POST or None)
    if form.is_valid():
        try:
            decision = actions.draft_from_notice(
                form.data["text"], by=request.user, form_key=form.cleaned_data["form_key"]
            )
        except NotANotice as error:
            form.add_error("text", str(error))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{decision.reference} has been read from the notice. Check what it says.")
            return redirect("office:decision_detail", decision.reference)
    return render(request, "office/decision_from_notice.html", {"form": form})


@officer
def decision_detail(request: PersonRequest, reference: str) -> HttpResponse:
    return detail_page(request, get_object_or_404(Decision, reference=reference))


@officer
@require_POST
def decision_send(request: PersonRequest, reference: str) -> HttpResponse:
    return act(request, reference, SendForm, actions.send_for_approval, "has been sent for approval")


@approver
@require_POST
def decision_approve(request: PersonRequest, reference: str) -> HttpResponse:
    return act(request, reference, ApproveForm, actions.approve, "is approved")


@approver
@require_POST
def decision_return(request: PersonRequest, reference: str) -> HttpResponse:
    return act(request, reference, ReturnForm, actions.return_decision, "has been returned")


@officer
@require_POST
def decision_publish(request: PersonRequest, reference: str) -> HttpResponse:
    return act(request, reference, PublishForm, actions.publish, "is published")


@approver
def decision_withdraw(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and form.passes(actions.withdraw, decision, by=request.user, **form.cleaned_data):
        messages.success(request, f"{decision.reference} is withdrawn.")
        return redirect("office:decision_detail", decision.reference)
    return render(request, "office/decision_withdraw.html", {"decision": decision, "form": form})


@officer
def decision_vary(request: PersonRequest, reference: str) -> HttpResponse:
    """Choose an earlier decision (`?of=`), then say what its awards come to from now on."""
    decision = get_object_or_404(Decision, reference=reference)
    choice = EarlierDecisionForm(request.GET if "of" in request.GET else None)
    context: dict[str, Any] = {"decision": decision, "form": choice}
    if choice.is_valid():
        listing = choice.cleaned_data["of"]
        form = amounts_form(listing)(request.POST or None)
        context |= {"listing": listing, "form": form}
        deed = partial(actions.vary_awards, decision, by=request.user, listing=listing)
        if form.is_valid() and form.passes(deed, **form.cleaned_data):
            return redirect(reverse("office:decision_detail", args=[decision.reference]) + "#awards")
    return render(request, "office/decision_vary.html", context)


def act(
    request: PersonRequest, reference: str, form_class: type[HouseForm], deed: Callable[..., Any], said: str
) -> HttpResponse:
    """A button of the decision's page: do the deed and say so, or show the page again with the refusal."""
    decision = get_object_or_404(Decision, reference=reference)
    form = form_class(request.POST)
    if form.is_valid() and form.passes(deed, decision, by=request.user, **form.cleaned_data):
        messages.success(request, f"{decision.reference} {said}.")
        return redirect("office:decision_detail", decision.reference)
    return detail_page(request, decision, form)


def detail_page(request: PersonRequest, decision: Decision, form: HouseForm | None = None) -> HttpResponse:
    """The decision as the office sees it: what is still to do, the record, the money, the conditions, the diary."""
    over = excesses(decision)
    context = {
        "decision": decision,
        "form": form,
        "checklist": checklist(decision),
        "sections": record.sections(decision),
        "awards": decision.awards.select_related("recipient", "partnership", "stream"),
        "lines": decision.variation_lines.select_related("award__decision", "award__recipient"),
        "conditions": decision.conditions.in_force(),
        "standings": standing.of_decision(decision.reference),
        "budgets": budgets_of(decision),
        "over": over,
        "imported": getattr(decision, "imported", None),
        "versions": decision.notices.select_related("published_by", "approved_by").order_by("-version"),
        "events": decision.events.select_related("by", "thing_type").order_by("-at", "-pk"),
        "may_approve": request.user.is_approver and request.user.pk not in decision.author_ids,
        "approve_form": own(form, ApproveForm),
        "return_form": own(form, ReturnForm),
        "publish_form": own(form, PublishForm),
    }
    return render(request, "office/decision_detail.html", context)


def own(form: HouseForm | None, form_class: type[HouseForm]) -> HouseForm:
    """The form as it was sent, if it is this one; otherwise an empty one."""
    return form if isinstance(form, form_class) else form_class()
