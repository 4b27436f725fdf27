"""What waits for the office: contributions, reports and papers, each to be accepted or returned."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions import actions
from conditions.forms import ReturnForm
from conditions.ledger import lines
from conditions.models import Contribution, Evidence, Obligation, Report, Share
from conditions.standing import State, standings
from grants.access import PersonRequest, officer
from grants.fields import HouseForm
from grants.models import Partnership
from grants.years import london_today


class Waiting(NamedTuple):
    """One thing to accept or return, since when, from whom, and the decisions it is about."""

    since: datetime
    sort: str
    name: str
    amount: Decimal | None
    address: str
    partnership: Partnership | None
    references: list[str]


@officer
def review_list(request: PersonRequest) -> HttpResponse:
    """What waits for the office, oldest first; and what is overdue."""
    today = london_today()
    past_due = standings(Obligation.objects.past_due(today), today=today)
    context = {
        "waiting": sorted([*contributions(), *reports(), *papers()], key=lambda each: each.since),
        "overdue": [each for each in past_due if each.state == State.OVERDUE],
    }
    return render(request, "office/review_list.html", context)


def contributions() -> Iterator[Waiting]:
    shares = Prefetch("shares", Share.objects.select_related("obligation__condition__decision"))
    for each in Contribution.objects.awaiting_review().select_related("partnership").prefetch_related(shares):
        address = reverse("office:contribution_detail", args=[each.pk])
        about = sorted({reference(share.obligation) for share in each.shares.all()})
        yield Waiting(each.recorded_at, "Contribution", each.description, each.amount, address, each.partnership, about)


def reports() -> Iterator[Waiting]:
    for each in about_obligation(Report.objects.awaiting_review()):
        address = reverse("office:report_detail", args=[each.pk])
        asked = each.obligation
        name = asked.label or asked.terms.title
        yield Waiting(each.submitted_at, "Report", name, None, address, asked.partnership, [reference(asked)])


def papers() -> Iterator[Waiting]:
    """Those of a contribution that waits itself are read with it."""
    with_it = Contribution.objects.awaiting_review().values("pk")
    waiting = Evidence.objects.awaiting_review().exclude(contribution__in=with_it).select_related("file")
    for each in about_obligation(waiting):
        address = reverse("office:evidence_detail", args=[each.pk])
        sort = "Paper" if each.file else "Declaration"
        asked = each.obligation
        name = each.file.name if each.file else asked.label or asked.terms.title
        yield Waiting(each.added_at, sort, name, None, address, asked.partnership, [reference(asked)])


def about_obligation(waiting: Any) -> Any:
    return waiting.select_related("obligation__partnership", "obligation__condition__decision")


def reference(obligation: Obligation) -> str:
    return obligation.condition.decision.reference


@officer
def contribution_detail(request: PersonRequest, pk: int) -> HttpResponse:
    people = ("partnership", "recorded_by", "accepted_by", "returned_by")
    contribution = get_object_or_404(Contribution.objects.select_related(*people), pk=pk)
    reviewed = review(request, contribution, "contribution", actions.accept, actions.return_contribution)
    if reviewed is None:
        return after_review(contribution)
    context = {
        "contribution": contribution,
        "lines": lines(shares_of(contribution)),
        "papers": contribution.evidence.select_related("file", "added_by"),
    }
    return render(request, "office/contribution_detail.html", context | reviewed)


@officer
def report_detail(request: PersonRequest, pk: int) -> HttpResponse:
    people = ("submitted_by", "accepted_by", "returned_by")
    report = get_object_or_404(about_obligation(Report.objects.select_related(*people)), pk=pk)
    reviewed = review(request, report, "report", actions.accept_report, actions.return_report)
    if reviewed is None:
        return redirect("office:obligation_detail", report.obligation_id)
    context = {"report": report, "lines": report.lines.select_related("award")}
    return render(request, "office/report_detail.html", context | reviewed)


def review(
    request: PersonRequest, thing: Any, name: str, accept: Callable[..., Any], give_back: Callable[..., Any]
) -> dict[str, Any] | None:
    """Accept or return a thing as the person asks; None once it is done, otherwise the forms to show."""
    returning = "return" in request.POST
    form = ReturnForm(request.POST) if returning else HouseForm(request.POST or None)
    verb = give_back if returning else accept
    if form.is_valid() and form.passes(verb, thing, by=request.user, **form.cleaned_data):
        messages.success(request, f"The {name} is {'returned' if returning else 'accepted'}.")
        return None
    return {"form": form, "return_form": form if returning else ReturnForm()}


def shares_of(contribution: Contribution) -> QuerySet[Share]:
    wanted = ("obligation__condition__decision", "obligation__condition__match", "obligation__award")
    return contribution.shares.select_related("contribution", *wanted)


def after_review(contribution: Contribution) -> HttpResponseRedirect:
    """On to the condition it was offered for, which may now be assessed."""
    share = contribution.shares.first()
    return redirect("office:obligation_detail", share.obligation_id) if share else redirect("office:review_list")
