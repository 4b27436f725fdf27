"""The pages of partnership leads: what their partnership has to do, by when, and what is missing.

A lead reads what was published: the terms of the obligations and the listing, never the working rows of a decision.
"""

from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from conditions import actions
from conditions.forms import ContributionForm
from conditions.ledger import ledger
from conditions.match import total
from conditions.models import Obligation, ObligationQuerySet
from conditions.standing import Standing, State, standing
from grants.access import PersonRequest, partner, signed_in
from grants.models import Partnership
from grants.wording import pounds
from grants.years import london_today

# The order in which a lead reads them: what is most pressing first.
SECTIONS = (
    ("Overdue", (State.OVERDUE,)),
    ("Due soon", (State.DUE_SOON,)),
    ("Later", (State.NOT_YET_DUE,)),
    ("With the office", (State.WITH_OFFICE,)),
    ("Not met", (State.NOT_MET,)),
    ("Settled", (State.MET, State.WAIVED)),
)
SETTLED = (State.NOT_MET, State.MET, State.WAIVED)


class Task(NamedTuple):
    """An obligation, and where it stands today."""

    obligation: Obligation
    standing: Standing


@signed_in
def home(request: PersonRequest) -> HttpResponse:
    """A lead of one partnership goes straight to it; of several, chooses; whoever leads none is told so."""
    led = list(request.user.partnerships)
    if len(led) == 1:
        return redirect("partners:partnership_detail", led[0].slug)
    return render(request, "partners/home.html", {"partnerships": led}, status=200 if led else 403)


@partner
def partnership_detail(request: PersonRequest, partnership: Partnership) -> HttpResponse:
    today = london_today()
    asked = asked_of(partnership).order_by("condition__decision", "due_on", "condition__number", "pk")
    tasks = [Task(obligation, standing(obligation, today=today)) for obligation in asked]
    unsettled = [task.standing for task in tasks if task.standing.state not in SETTLED]
    context = {
        "partnership": partnership,
        "sections": [(name, [task for task in tasks if task.standing.state in states]) for name, states in SECTIONS],
        "grants": partnership.listed_awards.select_related("listing", "stream").order_by("-year", "listing", "number"),
        "gap": total(each.match for each in unsettled if each.match).gap,
        "unsettled": len(unsettled),
        "overdue": sum(each.state == State.OVERDUE for each in unsettled),
    }
    return render(request, "partners/partnership_detail.html", context)


@partner
def obligation_detail(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    obligation = get_object_or_404(asked_of(partnership), pk=pk)
    context = {
        "partnership": partnership,
        "obligation": obligation,
        "standing": standing(obligation, today=london_today()),
        "ledger": ledger(obligation),
    }
    return render(request, "partners/obligation_detail.html", context)


@partner
def contribution_new(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    obligation = get_object_or_404(asked_of(partnership), pk=pk)
    accounts = ledger(obligation)
    if accounts is None:
        raise Http404("This condition asks for no match funding.")
    form = ContributionForm(request.POST or None, objection_to_date=accounts.rules.objection_to_date)
    deed = partial(actions.record_contribution, obligation, by=request.user)
    if form.is_valid() and form.passes(deed, values=form.values, form_key=form.cleaned_data["form_key"]):
        messages.success(request, f"Your contribution of {pounds(form.values['amount'])} is recorded.")
        return redirect("partners:obligation_detail", partnership.slug, obligation.pk)
    context = {"partnership": partnership, "obligation": obligation, "ledger": accounts, "form": form}
    return render(request, "partners/contribution_new.html", context)


def asked_of(partnership: Partnership) -> ObligationQuerySet:
    """What published notices ask of a partnership, with the listing of their decisions."""
    asked = Obligation.objects.for_partnership(partnership).standing().with_ledger()
    return asked.select_related("condition__decision__listing", "award__listed__stream")
