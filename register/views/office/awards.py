"""The awards of a decision, one at a time and in a grid, beside the money that is there for them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from grants.access import PersonRequest, officer
from grants.actions.awards import add_award as make_award
from grants.actions.awards import add_awards, change_award, change_awards, remove_award
from grants.fields import BaseForm
from grants.forms.awards import AwardForm, AwardsForm, GridForm, SameAmountForm
from grants.models import Award, Decision, Partnership
from grants.refused import Refused, Stale
from register.money.form_budgets import form_budgets


@officer
def award_new(request: PersonRequest, reference: str) -> HttpResponse:
    """One award more; `?recipient=` chooses an organisation that has just been added."""
    decision = get_object_or_404(Decision, reference=reference)
    shown = {"title": decision.title[:140], "recipient": request.GET.get("recipient"), "revision": decision.revision}
    form = AwardForm(request.POST or None, initial=shown)
    context: dict[str, Any] = {"decision": decision, "form": form}
    if form.is_valid():
        deed = partial(make_award, decision, by=request.user, values=form.values)
        if run_unless_stale(form, deed, decision, context):
            return to_awards(decision)
    return render(request, "office/award_new.html", context | form_budgets(decision))


@officer
def award_edit(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    award = find_award(reference, number)
    shown = {name: getattr(award, name) for name in AwardForm.base_fields if name != "revision"}
    shown |= {"revision": award.decision.revision}
    form = AwardForm(request.POST or None, initial=shown, is_published=award.published_at is not None)
    context: dict[str, Any] = {"award": award, "decision": award.decision, "form": form}
    if form.is_valid():
        deed = partial(change_award, award, by=request.user, values=form.values)
        if run_unless_stale(form, deed, award.decision, context):
            return to_awards(award.decision)
    return render(request, "office/award_edit.html", context | form_budgets(award.decision, awards=[award]))


@officer
def award_remove(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    award = find_award(reference, number)
    form = BaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.run(remove_award, award, by=request.user):
        return to_awards(award.decision)
    return render(request, "office/award_remove.html", {"award": award, "decision": award.decision, "form": form})


@officer
def award_grid(request: PersonRequest, reference: str) -> HttpResponse:
    """Stream, year and amount of every award in one form."""
    decision = get_object_or_404(Decision, reference=reference)
    awards = list(decision.awards.select_related("recipient", "partnership"))
    form = GridForm(request.POST or None, awards=awards, initial={"revision": decision.revision})
    context: dict[str, Any] = {"decision": decision, "form": form}
    if form.is_valid():
        deed = partial(change_awards, decision, by=request.user, values=form.values)
        if run_unless_stale(form, deed, decision, context):
            return to_awards(decision)
    return render(request, "office/award_grid.html", context | form_budgets(decision, awards=awards))


@officer
def award_all_partnerships(request: PersonRequest, reference: str) -> HttpResponse:
    """The same amount to every partnership."""
    decision = get_object_or_404(Decision, reference=reference)
    form = SameAmountForm(request.POST or None, initial={"title": decision.title[:140], "revision": decision.revision})
    context: dict[str, Any] = {"decision": decision, "form": form}
    if form.is_valid():
        deed = partial(add_awards, decision, by=request.user, rows=form.rows)
        if run_unless_stale(form, deed, decision, context):
            messages.success(request, f"{len(form.rows)} awards have been added.")
            return to_awards(decision)
    context |= form_budgets(decision) | {"partnerships": Partnership.objects.count()}
    return render(request, "office/award_all_partnerships.html", context)


def run_unless_stale(form: AwardsForm, deed: Callable[..., Any], decision: Decision, context: dict[str, Any]) -> bool:
    """Run the action with the revision that the form was opened with. Where awards have changed since, the page shows
    how (`theirs`), and saving again replaces it with what was typed."""
    try:
        deed(revision=form.cleaned_data["revision"])
    except Stale as stale:
        context["theirs"] = stale.events
        form.add_error(None, str(stale))
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["revision"] = str(decision.revision)  # type: ignore[index]
        return False
    except Refused as refusal:
        form.add_error(None, list(refusal.sentences))
        return False
    return True


def find_award(reference: str, number: int) -> Award:
    awards = Award.objects.select_related("decision")
    return get_object_or_404(awards, decision__reference=reference, number=number)


def to_awards(decision: Decision) -> HttpResponse:
    return redirect(reverse("office:decision_detail", args=[decision.reference]) + "#awards")
