"""How shares were set: a sum divided among the awards of a decision, by a method that is published."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from grants.access import PersonRequest, officer
from grants.actions.splits import forget_splits, split_shares
from grants.fields import BaseForm
from grants.models import Decision
from register.forms.splits import SplitForm
from register.money.budget import budgets_of
from register.money.splits import pots_of
from register.splits import working_of
from register.views.office.awards import to_awards


@officer
def split_new(request: PersonRequest, reference: str) -> HttpResponse:
    """What comes of the method is shown first; then the button saves what was shown, and nothing else."""
    decision = get_object_or_404(Decision, reference=reference)
    awards = list(decision.awards.select_related("recipient", "partnership", "stream"))
    form = SplitForm(request.POST or None, pots=pots_of(awards), initial={"revision": decision.revision})
    is_shown = form.is_valid()
    if is_shown and "save" in request.POST:
        if request.POST["save"] != form.digest:
            form.add_error(None, "You have changed something since the amounts were worked out. Work them out again.")
        elif form.run(split_shares, decision, by=request.user, splits=form.splits):
            messages.success(request, "The amounts are set. How they were set is published with the decision.")
            return to_awards(decision)
    context = {
        "decision": decision,
        "form": form,
        "budgets": budgets_of(decision),
        "workings": [working_of(each, awards) for each in form.splits] if is_shown else [],
        "splits": [working_of(each.terms, awards) for each in decision.splits.all()],
    }
    return render(request, "office/split_new.html", context)


@officer
def split_forget(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    form = BaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.run(forget_splits, decision, by=request.user):
        messages.success(request, "The decision no longer says how its shares were set. The amounts stay.")
        return to_awards(decision)
    return render(request, "office/split_forget.html", {"decision": decision, "form": form})
