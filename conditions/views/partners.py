"""The pages of partnership leads: what their partnership has to do, by when, and what is missing.

A lead reads what was published: the terms of the obligations and the listing, never the working rows of a decision.
"""

from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from conditions import actions
from conditions.forms import ContributionForm, EvidenceForm
from conditions.ledger import ledger
from conditions.match import total
from conditions.models import Contribution, Evidence, Obligation, ObligationQuerySet
from conditions.standing import Standing, State, standing
from grants.access import PersonRequest, partner, signed_in
from grants.files import attachment
from grants.models import Award, Partnership, StoredFile
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


class Task(NamedTuple):
    """An obligation, and where it stands today."""

    obligation: Obligation
    standing: Standing

    @property
    def returned(self) -> list[Contribution]:
        """What the office has given back, and nobody has mended yet."""
        shared = (share.contribution for share in self.obligation.shares.all())
        return [contribution for contribution in shared if contribution.returned_at and not self.standing.is_settled]


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
    unsettled = [task.standing for task in tasks if not task.standing.is_settled]
    context = {
        "partnership": partnership,
        "sections": [(name, [task for task in tasks if task.standing.state in states]) for name, states in SECTIONS],
        "grants": partnership.listed_awards.select_related("listing", "stream").order_by("-year", "listing", "number"),
        "withheld": withheld_grants(partnership),
        "gap": total(each.match for each in unsettled if each.match).gap,
        "unsettled": len(unsettled),
        "overdue": sum(each.state == State.OVERDUE for each in unsettled),
        "leads_others": request.user.partnerships.exclude(pk=partnership.pk).exists(),
    }
    return render(request, "partners/partnership_detail.html", context)


def withheld_grants(partnership: Partnership) -> list[Award]:
    """Published without saying to whom (domain §8): its own lead sees them all the same."""
    awards = partnership.awards.filter(listed__isnull=False, listed__partnership=None)
    return list(awards.select_related("listed__listing", "listed__stream").order_by("-year", "pk"))


@partner
def obligation_detail(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    obligation = get_object_or_404(asked_of(partnership), pk=pk)
    context = {
        "partnership": partnership,
        "obligation": obligation,
        "standing": standing(obligation, today=london_today()),
        "ledger": ledger(obligation),
        "evidence": obligation.evidence.select_related("file", "contribution"),
    }
    return render(request, "partners/obligation_detail.html", context)


@partner
def contribution_new(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    obligation = get_object_or_404(asked_of(partnership), pk=pk)
    accounts = ledger(obligation)
    if accounts is None:
        raise Http404("This condition asks for no match funding.")
    objection = accounts.rules.objection_to_date
    form = ContributionForm(request.POST or None, request.FILES or None, objection_to_date=objection)
    deed = partial(actions.offer, obligation, by=request.user)
    if form.is_valid() and form.passes(deed, values=form.values, **form.sent):
        messages.success(request, f"Your contribution of {pounds(form.values['amount'])} is recorded.")
        return redirect("partners:obligation_detail", partnership.slug, obligation.pk)
    context = {"partnership": partnership, "obligation": obligation, "ledger": accounts, "form": form}
    return render(request, "partners/contribution_new.html", context)


@partner
def evidence_new(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Send papers or a declaration for a condition; `?for=` chooses one of the contributions beforehand."""
    obligation = get_object_or_404(asked_of(partnership), pk=pk)
    offered = Contribution.objects.filter(shares__obligation=obligation, returned_at=None)
    chosen = {"contribution": request.GET.get("for")}
    form = EvidenceForm(request.POST or None, request.FILES or None, offered=offered, initial=chosen)
    deed = partial(actions.add_evidence, obligation, by=request.user)
    if form.is_valid() and form.passes(deed, **form.cleaned_data):
        messages.success(request, "What you sent is with the office.")
        return redirect("partners:obligation_detail", partnership.slug, obligation.pk)
    context = {"partnership": partnership, "obligation": obligation, "form": form}
    return render(request, "partners/evidence_new.html", context)


@partner
def evidence_file(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponseBase:
    sent = Evidence.objects.of_partnership(partnership)
    return attachment(get_object_or_404(StoredFile, evidence__in=sent, evidence=pk))


def asked_of(partnership: Partnership) -> ObligationQuerySet:
    """What published notices ask of a partnership, with the listing of their decisions."""
    asked = Obligation.objects.for_partnership(partnership).standing().with_ledger()
    return asked.select_related("condition__decision__listing", "award__listed__stream")
