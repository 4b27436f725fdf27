"""What waits for the office: contributions, reports and papers, each to be accepted or returned."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions.actions.reviews import accept, return_sent
from conditions.forms.fields import update_hidden
from conditions.forms.obligations import ReviewForm
from conditions.ledger import lines
from conditions.models import Contribution, Evidence, LaterDate, Obligation, Report
from conditions.models.reviews import Reviewed
from conditions.standing import standings
from conditions.standing_states import StandingState
from grants.access import PersonRequest, officer
from grants.files import attachment
from grants.models import Partnership, StoredFile
from grants.years import london_today

MAX_SHOWN = 50


class ReviewItem(NamedTuple):
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
    """What waits for the office, oldest first; and what is past due."""
    past_due = Obligation.objects.in_force().standing(StandingState.PAST_DUE, london_today())
    context = {
        "waiting": sorted(items(), key=lambda each: each.since),
        "past_due": standings(past_due[:MAX_SHOWN]),
        "past_due_count": past_due.count(),
        "query": f"state={StandingState.PAST_DUE}",
    }
    return render(request, "office/review_list.html", context)


def items() -> Iterator[ReviewItem]:
    """The evidence of a contribution that waits itself is reviewed with it."""
    contributions = Contribution.objects.awaiting_review()
    for contribution in contributions.as_shown():
        references = {share.obligation.reference for share in contribution.shares.all()}
        yield item(contribution, "Contribution", contribution.description, *sorted(references))
    for report in Report.objects.awaiting_review().as_shown():
        yield item(report, "Report", what_falls_due(report.obligation), report.obligation.reference)
    for each in Evidence.objects.awaiting_review().exclude(contribution__in=contributions.order_by()).as_shown():
        sort, name = ("Paper", each.file.name) if each.file else ("Declaration", what_falls_due(each.obligation))
        yield item(each, sort, name, each.obligation.reference)

    for asked in LaterDate.objects.waiting().select_related("obligation__partnership"):
        page = reverse("office:later_date_answer", args=[asked.pk])
        about = asked.obligation
        name = what_falls_due(about)
        yield ReviewItem(asked.asked_at, "A later date", name, None, page, about.partnership, [about.reference])


def item(sent: Any, sort: str, name: str, *references: str) -> ReviewItem:
    address = reverse(f"office:{sent._meta.model_name}_detail", args=[sent.pk])
    amount = getattr(sent, "amount", None)
    return ReviewItem(sent.sent_at, sort, name, amount, address, sent.partnership, list(references))


def what_falls_due(obligation: Obligation) -> str:
    return obligation.occurrence_label or obligation.terms.title


@officer
def contribution_detail(request: PersonRequest, pk: int) -> HttpResponse:
    contribution = get_object_or_404(with_people(Contribution).select_related("partnership", "changed_by"), pk=pk)
    shares = contribution.shares.select_related("contribution", "obligation")
    shares = shares.prefetch_related("obligation__condition__interpretations")
    papers = contribution.evidence.select_related("file", "sent_by")
    return review_page(request, contribution, lines=lines(shares), papers=papers)


@officer
def report_detail(request: PersonRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(with_people(Report).select_related("obligation__partnership"), pk=pk)
    return review_page(request, report, lines=report.lines.select_related("award"))


@officer
def evidence_detail(request: PersonRequest, pk: int) -> HttpResponse:
    evidence = with_people(Evidence).select_related("file", "contribution", "obligation__partnership")
    return review_page(request, get_object_or_404(evidence, pk=pk))


@officer
def evidence_file(request: PersonRequest, pk: int) -> HttpResponseBase:
    return attachment(get_object_or_404(StoredFile, evidence=pk))


def with_people(model: type[Reviewed]) -> Any:
    return model.objects.select_related("sent_by", "accepted_by", "returned_by")


def review_page(request: PersonRequest, sent: Reviewed, **context: Any) -> HttpResponse:
    """What was sent, to be accepted or returned; then the condition it was sent for, which may now be assessed."""
    form = ReviewForm(request.POST or None, initial={"seen": sent.as_seen})
    action = return_sent if form.is_return else accept
    if form.is_valid():
        if form.run(action, sent, by=request.user, **form.cleaned_data):
            done = "returned" if form.is_return else "accepted"
            messages.success(request, f"The {sent._meta.verbose_name} is {done}.")
            obligation = sent.sent_for
            return redirect("office:obligation_detail", obligation.pk) if obligation else redirect("office:review_list")
        update_hidden(form, seen=sent.as_seen)
    name = str(sent._meta.model_name)
    return render(request, f"office/{name}_detail.html", {**context, name: sent, "form": form})
