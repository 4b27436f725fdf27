"""What waits for the office: contributions, reports and papers, each to be accepted or returned."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions.actions.reviews import accept, return_sent
from conditions.forms.contributions import ReviewForm
from conditions.ledger import lines
from conditions.models import Contribution, Evidence, Obligation, Report, Share
from conditions.models.reviews import Reviewed
from conditions.standing import StandingState, standings
from grants.access import PersonRequest, officer
from grants.files import attachment
from grants.models import Partnership, StoredFile
from grants.years import london_today


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
    """What waits for the office, oldest first; and what is overdue."""
    today = london_today()
    past_due = standings(Obligation.objects.past_due(today), today=today)
    context = {
        "waiting": sorted([*contributions(), *reports(), *papers()], key=lambda each: each.since),
        "overdue": [each for each in past_due if each.state == StandingState.OVERDUE],
    }
    return render(request, "office/review_list.html", context)


def contributions() -> Iterator[ReviewItem]:
    shares = Prefetch("shares", Share.objects.select_related("obligation"))
    for each in Contribution.objects.awaiting_review().select_related("partnership").prefetch_related(shares):
        address = reverse("office:contribution_detail", args=[each.pk])
        about = sorted({share.obligation.reference for share in each.shares.all()})
        yield ReviewItem(
            each.recorded_at, "Contribution", each.description, each.amount, address, each.partnership, about
        )


def reports() -> Iterator[ReviewItem]:
    for each in about_obligation(Report.objects.awaiting_review()):
        address = reverse("office:report_detail", args=[each.pk])
        asked = each.obligation
        name = asked.label or asked.terms.title
        yield ReviewItem(each.submitted_at, "Report", name, None, address, asked.partnership, [asked.reference])


def papers() -> Iterator[ReviewItem]:
    """Those of a contribution that waits itself are read with it."""
    with_it = Contribution.objects.awaiting_review().values("pk")
    waiting = Evidence.objects.awaiting_review().exclude(contribution__in=with_it).select_related("file")
    for each in about_obligation(waiting):
        address = reverse("office:evidence_detail", args=[each.pk])
        sort = "Paper" if each.file else "Declaration"
        asked = each.obligation
        name = each.file.name if each.file else asked.label or asked.terms.title
        yield ReviewItem(each.added_at, sort, name, None, address, asked.partnership, [asked.reference])


def about_obligation(waiting: Any) -> Any:
    return waiting.select_related("obligation__partnership")


@officer
def contribution_detail(request: PersonRequest, pk: int) -> HttpResponse:
    contribution = get_object_or_404(
        with_reviewers(Contribution).select_related("partnership", "recorded_by", "changed_by"), pk=pk
    )
    form = ReviewForm(request.POST or None)
    if reviewed(request, form, contribution):
        return to_condition(contribution)
    context = {
        "contribution": contribution,
        "lines": lines(shares_of(contribution)),
        "papers": contribution.evidence.select_related("file", "added_by"),
        "form": form,
    }
    return render(request, "office/contribution_detail.html", context)


@officer
def report_detail(request: PersonRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(about_obligation(with_reviewers(Report).select_related("submitted_by")), pk=pk)
    form = ReviewForm(request.POST or None)
    if reviewed(request, form, report):
        return to_condition(report)
    context = {"report": report, "lines": report.lines.select_related("award"), "form": form}
    return render(request, "office/report_detail.html", context)


@officer
def evidence_detail(request: PersonRequest, pk: int) -> HttpResponse:
    found = with_reviewers(Evidence).select_related("file", "contribution", "added_by")
    evidence = get_object_or_404(about_obligation(found), pk=pk)
    form = ReviewForm(request.POST or None)
    if reviewed(request, form, evidence):
        return to_condition(evidence)
    return render(request, "office/evidence_detail.html", {"evidence": evidence, "form": form})


@officer
def evidence_file(request: PersonRequest, pk: int) -> HttpResponseBase:
    return attachment(get_object_or_404(StoredFile, evidence=pk))


def with_reviewers(model: type[Reviewed]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.select_related("accepted_by", "returned_by")
    return rows


def reviewed(request: PersonRequest, form: ReviewForm, sent: Reviewed) -> bool:
    """Accept or return what was sent, as the person asks; whether that was done."""
    verb = return_sent if form.is_return else accept
    if not (form.is_valid() and form.run(verb, sent, by=request.user, **form.cleaned_data)):
        return False
    name = str(sent._meta.verbose_name)
    messages.success(request, f"The {name} is {'returned' if form.is_return else 'accepted'}.")
    return True


def shares_of(contribution: Contribution) -> QuerySet[Share]:
    wanted = ("obligation__condition", "obligation__award")
    return contribution.shares.select_related("contribution", *wanted)


def to_condition(sent: Reviewed) -> HttpResponseRedirect:
    """On to the condition it was sent for, which may now be assessed."""
    obligation = sent.sent_for
    return redirect("office:obligation_detail", obligation.pk) if obligation else redirect("office:review_list")
