"""Obligations: all of them with the match behind them, and each with its assessment."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from conditions.actions.assessments import assess, record_interpretation
from conditions.forms.fields import update_hidden
from conditions.forms.obligations import AssessForm, InterpretationForm, ObligationFilter
from conditions.ledger import Ledger, ledger_of
from conditions.match import MatchTotal, total
from conditions.models import ConditionKind, Obligation, ObligationQuerySet
from conditions.standing import Standing, StandingState, standing_of
from grants.access import PersonRequest, officer
from grants.models.money import ZERO
from grants.years import london_today

PAGE_SIZE = 50
# What is most pressing first.
ORDER = (
    StandingState.PAST_DUE,
    StandingState.NOT_MET,
    StandingState.WITH_OFFICE,
    StandingState.DUE_SOON,
    StandingState.NOT_YET_DUE,
    StandingState.MET,
    StandingState.WAIVED,
)


class ObligationRow(NamedTuple):
    obligation: Obligation
    standing: Standing
    ledger: Ledger | None


class MatchSummary(NamedTuple):
    """The match of several obligations together, in pounds, and how many of all of them are past due."""

    name: str
    asked: int
    past_due: int
    match: MatchTotal
    pledged: Any
    confirmed: Any
    narrowed: str = ""


@officer
def obligation_list(request: PersonRequest) -> HttpResponse:
    obligations = Obligation.objects.in_force()
    query = request.GET.copy()
    page_number = (query.pop("page", None) or ["1"])[-1]
    years = obligations.order_by("-year").values_list("year", flat=True).distinct()
    form = ObligationFilter(request.GET, years=years)
    chosen: list[ObligationRow] = []
    if form.is_valid():
        wanted = dict(form.cleaned_data)
        state = wanted.pop("state")
        rows = obligation_rows(obligations.narrowed(**wanted))
        chosen = [each for each in rows if not state or each.standing.state == state]
    context = {
        "form": form,
        "condition": form.cleaned_data.get("condition"),
        "page": Paginator([each.standing for each in sorted(chosen, key=urgency)], PAGE_SIZE).get_page(page_number),
        "query": query.urlencode(),
        "account": match_summary("All", chosen),
        "breakdowns": breakdowns(chosen),
    }
    return render(request, "office/obligation_list.html", context)


@officer
def obligation_detail(request: PersonRequest, pk: int) -> HttpResponse:
    obligation = get_object_or_404(Obligation.objects.with_ledger(), pk=pk)
    assessments = obligation.assessments.select_related("made_by")
    newest = assessments[0].pk if assessments else 0
    form = AssessForm(request.POST or None, initial={"known": newest})
    action = partial(assess, obligation, by=request.user)
    if form.is_valid():
        if form.run(action, **form.cleaned_data):
            messages.success(request, "Your finding is recorded, and public.")
            return redirect("office:obligation_detail", obligation.pk)
        update_hidden(form, known=newest)
    context = {
        "obligation": obligation,
        "standing": standing_of(obligation, today=london_today()),
        "ledger": ledger_of(obligation),
        "assessments": assessments,
        "reports": obligation.reports.prefetch_related("lines"),
        "papers": obligation.evidence.select_related("file", "contribution"),
        "form": form,
    }
    return render(request, "office/obligation_detail.html", context)


@officer
def interpretation_record(request: PersonRequest, pk: int) -> HttpResponse:
    """Whether in-kind contributions count, where the decision does not say."""
    obligation = get_object_or_404(Obligation.objects.with_ledger(), pk=pk)
    if not obligation.is_silent_on_in_kind:
        raise Http404("The decision itself says whether in-kind contributions count.")
    made = obligation.interpretation
    form = InterpretationForm(request.POST or None, initial={"counts": made and ("yes" if made.counts else "no")})
    if form.is_valid() and form.run(record_interpretation, obligation, by=request.user, **form.cleaned_data):
        messages.success(request, "The interpretation is recorded.")
        return redirect("office:obligation_detail", obligation.pk)
    return render(request, "office/interpretation_record.html", {"obligation": obligation, "form": form})


def obligation_rows(obligations: ObligationQuerySet) -> list[ObligationRow]:
    today = london_today()
    found = obligations.with_ledger().select_related("award__in_force__stream")
    return [ObligationRow(each, standing_of(each, today=today), ledger_of(each)) for each in found]


def urgency(row: ObligationRow) -> tuple[int, Any]:
    return ORDER.index(row.standing.state), row.standing.due_on


def match_summary(name: str, several: Iterable[ObligationRow], narrowed: str = "") -> MatchSummary:
    several = list(several)
    ledgers = [each.ledger for each in several if each.ledger]
    return MatchSummary(
        name=name,
        asked=len(several),
        past_due=sum(each.standing.state == StandingState.PAST_DUE for each in several),
        match=total(each.match for each in ledgers),
        pledged=sum((each.pledged for each in ledgers), ZERO),
        confirmed=sum((each.confirmed for each in ledgers), ZERO),
        narrowed=narrowed,
    )


def breakdowns(chosen: list[ObligationRow]) -> list[tuple[str, list[MatchSummary]]]:
    """The same account once more for each partnership, stream, year, kind and condition."""
    return [
        ("Partnership", grouped(chosen, "partnership", partnership_of)),
        ("Funding stream", grouped(chosen, "stream", stream_of)),
        ("Financial year", grouped(chosen, "year", lambda each: (each.standing.year.slug, str(each.standing.year)))),
        ("Kind of condition", grouped(chosen, "kind", kind_of)),
        ("Condition", grouped(chosen, "condition", condition_of)),
    ]


def grouped(
    chosen: list[ObligationRow], name: str, key: Callable[[ObligationRow], tuple[str, str]]
) -> list[MatchSummary]:
    groups: dict[tuple[str, str], list[ObligationRow]] = defaultdict(list)
    for each in chosen:
        groups[key(each)].append(each)
    in_order = sorted(groups, key=lambda found: found[1])
    return [
        match_summary(label, groups[value, label], f"?{name}={value}" if value else "") for value, label in in_order
    ]


def partnership_of(row: ObligationRow) -> tuple[str, str]:
    return row.standing.partnership_slug, row.standing.partnership_name or "No partnership"


def stream_of(row: ObligationRow) -> tuple[str, str]:
    stream = row.obligation.award.in_force.stream if row.obligation.award else None
    return (stream.slug, stream.name) if stream else ("", "All grants of a partnership and year")


def condition_of(row: ObligationRow) -> tuple[str, str]:
    stands = row.standing
    label = f"{stands.reference}, condition {stands.terms.number}: {stands.terms.title}"
    return str(row.obligation.condition_id), label


def kind_of(row: ObligationRow) -> tuple[str, str]:
    kind = ConditionKind(row.standing.terms.kind)
    return kind.value, str(kind.label)
