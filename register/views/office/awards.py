"""The awards of a decision, one at a time and in a grid, beside the money that is there for them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from grants.access import PersonRequest, officer
from grants.actions.awards import add_award, add_awards, change_award, change_awards, remove_award
from grants.fields import BaseForm
from grants.forms.awards import AwardForm, GridForm, SameAmountForm
from grants.models import Award, Decision, Partnership
from register.money.form_budgets import form_budgets


@officer
def award_new(request: PersonRequest, reference: str) -> HttpResponse:
    """One award more; `?recipient=` chooses an organisation that has just been added."""
    decision = get_object_or_404(Decision, reference=reference)
    shown = {"title": decision.title[:140], "recipient": request.GET.get("recipient"), "revision": decision.revision}
    form = AwardForm(decision, request.POST or None, initial=shown)
    if form.is_valid() and form.run(add_award, decision, by=request.user, values=form.values):
        return to_awards(decision)
    return render(request, "office/award_new.html", {"decision": decision, "form": form} | form_budgets(decision))


@officer
def award_edit(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    award = find_award(reference, number)
    shown = {name: getattr(award, name) for name in AwardForm.base_fields if hasattr(award, name)}
    shown |= {"revision": award.decision.revision}
    published = award.published_at is not None
    form = AwardForm(award.decision, request.POST or None, initial=shown, is_published=published)
    if form.is_valid() and form.run(change_award, award, by=request.user, values=form.values):
        return to_awards(award.decision)
    context = {"award": award, "decision": award.decision, "form": form}
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
    form = GridForm(decision, request.POST or None, awards=awards, initial={"revision": decision.revision})
    if form.is_valid() and form.run(change_awards, decision, by=request.user, values=form.values):
        return to_awards(decision)
    context = {"decision": decision, "form": form} | form_budgets(decision, awards=awards)
    return render(request, "office/award_grid.html", context)


@officer
def award_all_partnerships(request: PersonRequest, reference: str) -> HttpResponse:
    """The same amount to every partnership."""
    decision = get_object_or_404(Decision, reference=reference)
    shown = {"title": decision.title[:140], "revision": decision.revision}
    form = SameAmountForm(decision, request.POST or None, initial=shown)
    if form.is_valid() and form.run(add_awards, decision, by=request.user, rows=form.rows):
        messages.success(request, f"{len(form.rows)} awards have been added.")
        return to_awards(decision)
    context = {"decision": decision, "form": form, "partnerships": Partnership.objects.count()}
    return render(request, "office/award_all_partnerships.html", context | form_budgets(decision))


def find_award(reference: str, number: int) -> Award:
    awards = Award.objects.select_related("decision", "listed")
    return get_object_or_404(awards, decision__reference=reference, number=number)


def to_awards(decision: Decision) -> HttpResponse:
    return redirect(reverse("office:decision_detail", args=[decision.reference]) + "#awards")
