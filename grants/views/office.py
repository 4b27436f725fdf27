"""The officers' pages for the record of a decision and its awards."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from grants import actions
from grants.access import PersonRequest, officer
from grants.fields import HouseForm
from grants.forms import AwardForm, NewDecisionForm, initial, record_form
from grants.models import Award, Decision
from grants.refused import Refused, Stale
from grants.sections import BY_SLUG


@officer
def decision_new(request: PersonRequest) -> HttpResponse:
    form = NewDecisionForm(request.POST or None)
    if form.is_valid():
        values = dict(form.cleaned_data)
        decision = actions.draft(by=request.user, form_key=values.pop("form_key"), values=values)
        return redirect("office:decision_detail", decision.reference)
    return render(request, "office/decision_new.html", {"form": form})


@officer
def decision_section(request: PersonRequest, reference: str, section: str) -> HttpResponse:
    """One section of the record. Where somebody else has saved the same fields meanwhile, the page shows what they
    changed, and saving again puts this person's text in its place."""
    decision = get_object_or_404(Decision, reference=reference)
    if section not in BY_SLUG:
        raise Http404
    shown = initial(decision, BY_SLUG[section]) | offered(request, decision)
    form = record_form(BY_SLUG[section])(request.POST or None, initial=shown)
    context: dict[str, Any] = {"decision": decision, "section": BY_SLUG[section], "form": form}
    if form.is_valid():
        values = dict(form.cleaned_data)
        revision, makers = values.pop("revision"), values.pop("decision_makers", None)
        try:
            saved = actions.revise(decision, by=request.user, values=values, makers=makers, revision=revision)
        except Stale as stale:
            context["theirs"] = stale.events
            form.add_error(None, str(stale))
            form.data = request.POST.copy()
            form.data["revision"] = str(decision.revision)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            say_removed(request, form)
            return redirect("office:decision_detail", saved.reference)
    return render(request, "office/decision_section.html", context)


@officer
def award_new(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    form = AwardForm(request.POST or None, initial={"title": decision.title[:140]})
    if form.is_valid() and form.passes(actions.award, decision, by=request.user, values=form.cleaned_data):
        return to_awards(decision)
    return render(request, "office/award_new.html", {"decision": decision, "form": form})


@officer
def award_edit(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    award = get_object_or_404(Award.objects.select_related("decision"), decision__reference=reference, number=number)
    shown = {name: getattr(award, name) for name in AwardForm.base_fields}
    form = AwardForm(request.POST or None, initial=shown, is_published=award.decision.published_at is not None)
    if form.is_valid() and form.passes(actions.change_award, award, by=request.user, values=form.cleaned_data):
        return to_awards(award.decision)
    return render(request, "office/award_edit.html", {"award": award, "decision": award.decision, "form": form})


@officer
def award_remove(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    award = get_object_or_404(Award.objects.select_related("decision"), decision__reference=reference, number=number)
    form = HouseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.passes(actions.remove_award, award, by=request.user):
        return to_awards(award.decision)
    return render(request, "office/award_remove.html", {"award": award, "decision": award.decision, "form": form})


def offered(request: PersonRequest, decision: Decision) -> dict[str, str]:
    """The checklist offers the sentence of the decision where a purpose is missing; the officer may still change it."""
    return {"purpose": decision.decision_text} if request.GET.get("offer") == "purpose" else {}


def to_awards(decision: Decision) -> HttpResponse:
    return redirect(reverse("office:decision_detail", args=[decision.reference]) + "#awards")


def say_removed(request: PersonRequest, form: HouseForm) -> None:
    for label, names in form.removed.items():
        messages.warning(request, f"Hidden characters were taken out of {label}: {', '.join(names)}.")
