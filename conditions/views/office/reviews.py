"""What waits for the office: contributions, monitoring returns and papers, each to be accepted or returned."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions.actions.reviews import accept, return_sent, review_many
from conditions.forms.fields import update_hidden
from conditions.forms.obligations import ReviewFilter, ReviewForm, ReviewManyForm
from conditions.ledger import lines
from conditions.models import Contribution, Evidence, LaterDate, MonitoringReturn, Obligation
from conditions.models.reviews import Reviewed
from conditions.review_queue import rows_of, waiting
from conditions.standing import standings
from conditions.standing_states import StandingState
from conditions.views.shared import paged
from grants.access import PersonRequest, officer
from grants.files import attachment
from grants.models import Partnership, StoredFile
from grants.years import london_today

MAX_SHOWN, PER_PAGE = 50, 25


class ReviewItem(NamedTuple):
    """One thing to accept or return, since when, from whom, and the decisions it is about. `key` is what is ticked."""

    key: str
    since: datetime
    sort: str
    name: str
    amount: Decimal | None
    address: str
    partnership: Partnership | None
    references: list[str]
    papers: int

    @property
    def ticked(self) -> str:
        """Its key without what was seen of it, which may have changed."""
        return self.key.rpartition(":")[0]


@officer
def review_list(request: PersonRequest) -> HttpResponse:
    """What waits for the office, oldest first, to be accepted or returned, several at once; and what is past due."""
    form, asked = ReviewManyForm(request.POST or None), ReviewFilter(request.GET)
    if form.is_valid():
        review_chosen(request, form)
        return redirect(request.get_full_path())
    wanted = asked.cleaned_data if asked.is_valid() else {"kind": "", "partnership": None}
    paging = paged(request, waiting(**wanted), size=PER_PAGE)
    past_due = (
        Obligation.objects.in_force()
        .standing(StandingState.PAST_DUE, london_today())
        .order_by(*Obligation.SOONEST_FIRST)
    )
    context = {
        "form": form,
        "asked": asked,
        "waiting": [item(sent) for sent in rows_of(list(paging["page"].object_list))],
        "chosen": {each.rpartition(":")[0] for each in request.POST.getlist("chosen")},
        "later_dates": LaterDate.objects.waiting().select_related("obligation__partnership")[:MAX_SHOWN],
        "past_due": standings(past_due.order_by(*Obligation.SOONEST_FIRST)[:MAX_SHOWN]),
        "past_due_count": past_due.count(),
        "past_due_query": f"state={StandingState.PAST_DUE}",
    }
    return render(request, "office/review_list.html", context | paging)


def review_chosen(request: PersonRequest, form: ReviewManyForm) -> None:
    """Do it, and say of each that is refused why."""
    given = form.cleaned_data
    seen = {(kind, pk): digest for kind, pk, digest in given["chosen"]}
    rows = rows_of([(kind, pk, None) for kind, pk in seen])
    chosen = [(sent, seen[sent.short_name, sent.pk]) for sent in rows]
    results = review_many(chosen, by=request.user, is_return=form.is_return, comment=given["comment"])
    refused = {sent: refusal for sent, refusal in results.items() if refusal}
    if done := len(results) - len(refused):
        messages.success(request, f"{done} {'returned' if form.is_return else 'accepted'}.")
    for sent, refusal in refused.items():
        messages.error(request, f"{sent}: {refusal}")


def item(sent: Any) -> ReviewItem:
    """A contribution, a monitoring return or evidence as the queue shows it."""
    kind, papers = sent.short_name, 0
    match sent:
        case Contribution():
            sort, name = "Contribution", sent.description
            references = sorted({share.obligation.reference for share in sent.shares.all()})
            papers = len(sent.evidence.all())
        case MonitoringReturn():
            sort, name, references = "Monitoring return", str(sent), [sent.decision.reference]
        case _:
            sort, name = sent.sort, sent.name or what_falls_due(sent.obligation)
            references = [sent.obligation.reference]
    return ReviewItem(
        key=f"{kind}:{sent.pk}:{sent.as_seen}",
        since=sent.sent_at,
        sort=sort,
        name=name,
        amount=getattr(sent, "amount", None),
        address=reverse(f"office:{kind}_detail", args=[sent.pk]),
        partnership=sent.partnership,
        references=references,
        papers=papers,
    )


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
def monitoring_return_detail(request: PersonRequest, pk: int) -> HttpResponse:
    rows = with_people(MonitoringReturn).select_related("award__decision", "award__in_force", "partnership")
    sent = get_object_or_404(rows, pk=pk)
    others = (
        MonitoringReturn.objects.of_period(sent.award, sent.period_ends_on).exclude(pk=pk).prefetch_related("figures")
    )
    caps = [each for each in sent.obligations.all() if each.terms.threshold is not None]
    figures = sent.figures.select_related("paper")
    return review_page(request, sent, figures=figures, others=others, caps=caps, answers=sent.obligations.all())


@officer
def monitoring_return_paper(request: PersonRequest, pk: int, number: int) -> HttpResponseBase:
    of_figure = {"return_figures__monitoring_return": pk, "return_figures__number": number}
    return attachment(get_object_or_404(StoredFile, **of_figure))


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
    name = sent.short_name
    return render(request, f"office/{name}_detail.html", {**context, name: sent, "form": form})
