"""Variations: changing the awards of an earlier decision."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from grants.access import PersonRequest, officer
from grants.actions.decisions import say_what_stands
from grants.models import Decision
from register.actions.variations import vary_awards
from register.forms.variations import AmountsForm, EarlierDecisionForm, SupersedeForm, UpliftForm, earlier_decisions
from register.money.form_budgets import form_budgets
from register.money.variations import superseded_rows, variation_rows, variation_total
from register.views.office.awards import to_awards

MAX_OFFERED = 500


@officer
def decision_vary(request: PersonRequest, reference: str) -> HttpResponse:
    """Choose an earlier decision (`?of=`), then say what its awards come to from now on: row by row, or worked out by a
    percentage (`&percent=`) or a sum for each (`&added=`) and then looked over."""
    decision = get_object_or_404(Decision, reference=reference)
    choice = EarlierDecisionForm(request.GET if "of" in request.GET else None)
    context: dict[str, Any] = {"decision": decision, "form": choice}
    if not choice.is_valid():
        context["earlier"] = earlier_decisions().newest_first()[:MAX_OFFERED]
    else:
        listing = choice.cleaned_data["of"]
        is_asked = {"percent", "added"} & request.GET.keys()
        uplift_form = UpliftForm(request.GET if is_asked else None, initial={"of": listing.reference})
        uplift = uplift_form.uplift if uplift_form.is_valid() else None
        rows = variation_rows(decision, listing, uplift)
        amounts = AmountsForm(request.POST or None, rows=rows, initial={"revision": decision.revision})
        save = partial(vary_awards, decision, by=request.user, listing=listing)
        if amounts.is_valid() and amounts.run(save, amounts=amounts.values):
            return to_awards(decision)
        lines = decision.variation_lines.filter(award__decision=listing.decision).select_related("award")
        context |= form_budgets(decision, lines=lines) | {
            "listing": listing,
            "amounts": amounts,
            "uplift_form": uplift_form,
            "uplift": uplift,
            "total": variation_total(rows),
            "form": amounts if request.POST else uplift_form,
        }
    return render(request, "office/decision_vary.html", context)


@officer
def decision_supersede(request: PersonRequest, reference: str) -> HttpResponse:
    """Say of each award of the decision that this one supersedes whether it ends or stands."""
    superseding = Decision.objects.filter(supersedes__isnull=False).select_related("supersedes")
    decision = get_object_or_404(superseding, reference=reference)
    form = SupersedeForm(
        request.POST if request.method == "POST" else None,
        rows=superseded_rows(decision),
        initial={"stand": decision.superseded_stand},
    )
    if form.is_valid() and form.run(say_what_stands, decision, by=request.user, numbers=form.cleaned_data["stand"]):
        return to_awards(decision)
    return render(request, "office/decision_supersede.html", {"decision": decision, "form": form})
