"""Obligations: all of them with the match behind them, and each with its assessment."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple, cast

from django.contrib import messages
from django.db.models import Case, Q, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions.actions.assessments import (
    assess,
    assess_many,
    carry_over,
    earlier_findings,
    record_interpretation,
)
from conditions.agreements import asks_for_agreement, signed_for
from conditions.forms.fields import update_hidden
from conditions.forms.obligations import AssessForm, CarryOverForm, InterpretationForm, ObligationFilter, SettleForm
from conditions.history import not_listed
from conditions.ledger import ledger_of
from conditions.models import ConditionKind, Obligation, ObligationQuerySet, StandingTotal, StandingTotalQuerySet
from conditions.returns import periods_asked_by
from conditions.standing import standing_of, standings
from conditions.standing_states import StandingState
from conditions.tallies import Rows, Summary, how_many, summaries, summary
from conditions.views.in_parts import InParts
from conditions.views.shared import form_page, paged
from grants.access import PersonRequest, officer
from grants.models import FundingStream
from grants.years import london_today

MAX_SETTLED = 500
NO_PARTNERSHIP = "No partnership"


class Account(NamedTuple):
    """A summary of some obligations, and the address that shows them alone."""

    name: str
    summary: Summary
    narrowed: str


@officer
def obligation_list(request: PersonRequest) -> HttpResponse:
    form, chosen = chosen_by(request)
    rows = totals_of(form, chosen)
    paging = paged(request, cast(Any, pressing_first(chosen, rows)))
    context = {
        "form": form,
        "condition": form.cleaned_data.get("condition"),
        "standings": standings(paging["page"].object_list),
        "account": summary(rows),
        "breakdowns": breakdowns(rows),
        "not_listed": not_listed(),
    }
    return render(request, "office/obligation_list.html", context | paging)


@officer
def obligation_accounts(request: PersonRequest) -> HttpResponse:
    """The account of each condition, page by page."""
    form, chosen = chosen_by(request)
    in_order = chosen.order_by("reference", "condition__number", "condition")
    paging = paged(request, in_order.values_list("condition", "reference", "condition__number").distinct())
    shown = chosen.filter(condition__in=[condition for condition, *_ in paging["page"]])
    context = {"form": form, "accounts": accounts_of_conditions(shown)}
    return render(request, "office/obligation_accounts.html", context | paging)


def chosen_by(request: PersonRequest) -> tuple[ObligationFilter, ObligationQuerySet]:
    """The form of what to show, and the obligations that it asks for."""
    years = StandingTotal.objects.order_by("-year").values_list("year", flat=True).distinct()
    form = ObligationFilter(request.GET, years=years)
    return form, found(form)


@officer
def obligation_settle(request: PersonRequest) -> HttpResponse:
    """One finding for many conditions that are not settled: by decision, partnership, year or kind."""
    chooser, chosen = chosen_by(request)
    offered = chosen.filter(settled="")
    form = SettleForm(request.POST or None, offered=Obligation.objects.in_force().filter(settled=""))
    if form.is_valid():
        settle(request, form)
        return redirect(f"{reverse('office:obligation_settle')}?{request.GET.urlencode()}")
    context = {
        "chooser": chooser,
        "form": form,
        "standings": standings(most_pressing_first(offered)[:MAX_SETTLED]),
        "count": offered.count(),
        "chosen": set(request.POST.getlist("obligations")),
    }
    return render(request, "office/obligation_settle.html", context)


def settle(request: PersonRequest, form: SettleForm) -> None:
    """Record the finding on each, and say what was recorded and what was refused."""
    wanted = dict(form.cleaned_data)
    results = assess_many(wanted.pop("obligations"), by=request.user, **wanted)
    refused = {obligation: refusal for obligation, refusal in results.items() if refusal}
    if done := len(results) - len(refused):
        conditions = "condition" if done == 1 else "conditions"
        messages.success(request, f"Your finding on {done} {conditions} is recorded, and public.")
    for obligation, refusal in refused.items():
        messages.error(request, f"{obligation}: {refusal}")


@officer
def obligation_detail(request: PersonRequest, pk: int) -> HttpResponse:
    obligation = get_object_or_404(Obligation.objects.with_ledger(), pk=pk)
    assessments = obligation.assessments.select_related("made_by", "carried_from__obligation")
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
        "later_dates": (later_dates := list(obligation.later_dates.all())),
        "later_date_waits": any(not each.answer for each in later_dates),
        "assessments": assessments,
        "earlier_findings": earlier_findings(obligation).select_related("made_by"),
        "periods": periods_asked_by(obligation),
        "returns": obligation.returns.select_related("award__decision").prefetch_related("figures__paper"),
        "papers": obligation.evidence.select_related("file", "contribution", "plan_version__plan"),
        "agreements": signed_for(obligation) if asks_for_agreement(obligation) else None,
        "form": form,
    }
    return render(request, "office/obligation_detail.html", context)


@officer
def finding_carry(request: PersonRequest, pk: int) -> HttpResponse:
    """Find on a condition what was found before a correction changed what is due."""
    obligation = get_object_or_404(Obligation.objects.in_force(), pk=pk)
    offered = earlier_findings(obligation)
    if not offered:
        raise Http404("No earlier occurrence of this condition has a finding.")
    form = CarryOverForm(request.POST or None, offered=offered)
    return form_page(
        request,
        "office/finding_carry.html",
        form,
        partial(carry_over, obligation, by=request.user),
        done="The finding is carried over, and public.",
        back=reverse("office:obligation_detail", args=[pk]),
        standing=standing_of(obligation, today=london_today()),
    )


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


def found(form: ObligationFilter) -> ObligationQuerySet:
    """The obligations in force that the form asks for; none while it is not valid."""
    if not form.is_valid():
        return Obligation.objects.none()
    wanted = dict(form.cleaned_data)
    state = wanted.pop("state")
    chosen = Obligation.objects.in_force().narrowed(**wanted)
    return chosen.standing(state, london_today()) if state else chosen


def totals_of(form: ObligationFilter, chosen: ObligationQuerySet) -> Rows:
    """What is kept of how these stand, where it is; or else themselves."""
    wanted = dict(form.cleaned_data)
    if not form.is_valid() or wanted.pop("condition") or wanted.pop("decision"):
        return chosen
    state = wanted.pop("state")
    totals = StandingTotal.objects.narrowed(**wanted)
    return totals.standing(state, london_today()) if state else totals


def most_pressing_first(obligations: ObligationQuerySet) -> ObligationQuerySet:
    """What is not settled by its date; then what was found not met, and the rest."""
    order = Case(When(settled="", then=0), When(settled=StandingState.NOT_MET, then=1), default=2)
    return obligations.annotate(order=order).order_by("order", "due_on", "pk")


def pressing_first(chosen: ObligationQuerySet, rows: Rows) -> InParts:
    """The same, to be read page by page; counted from `rows`."""
    parts = (Q(settled=""), Q(settled=StandingState.NOT_MET), Q(settled__in=(StandingState.MET, StandingState.WAIVED)))
    numbers = rows.order_by().aggregate(**{f"part{n}": how_many(rows, part) for n, part in enumerate(parts)})
    return InParts(most_pressing_first(chosen), dict(zip(parts, numbers.values(), strict=True)), ("due_on", "pk"))


def breakdowns(rows: Rows) -> list[tuple[str, list[Account]]]:
    """The same account once more for each partnership, stream, year and kind: of each there are few."""
    kinds, streams = dict(ConditionKind.choices), FundingStream.objects.in_bulk()
    kind = "kind" if isinstance(rows, StandingTotalQuerySet) else "terms_data__kind"
    return [
        ("Partnership", accounts(rows, "partnership", "partnership__slug", "partnership__name", none=NO_PARTNERSHIP)),
        ("Funding stream", accounts_of_streams(rows, streams)),
        ("Financial year", accounts(rows, "year", "year", value=lambda year: year.slug)),
        ("Kind of condition", accounts(rows, "kind", kind, label=lambda each: str(kinds[each]))),
    ]


def accounts_of_streams(rows: Rows, streams: Mapping[int, FundingStream]) -> list[Account]:
    """What is about awards from several streams stands under these together, once."""
    found = []
    for (own,), each in summaries(rows, "streams").items():
        named = [streams[pk] for pk in own]
        name = ", ".join(stream.name for stream in named) or "No funding stream"
        found.append(Account(name, each, f"?stream={named[0].slug}" if len(named) == 1 else ""))
    return sorted(found, key=lambda account: account.name)


def accounts_of_conditions(chosen: ObligationQuerySet) -> list[Account]:
    """The account of each of their conditions, in the order of decisions."""
    by = ("condition", "reference", "condition__number", "terms_data__title")
    return accounts(chosen, "condition", *by, label="{1}, condition {2}: {3}".format)


def accounts(
    rows: Rows,
    name: str,
    *by: str,
    value: Callable[[Any], str] = str,
    label: Callable[..., str] = lambda *key: str(key[-1]),
    none: str = "",
) -> list[Account]:
    """By name: one for each value of the first of these columns."""
    named = [
        Account(label(*key), each, f"?{name}={value(key[0])}") if key[0] is not None else Account(none, each, "")
        for key, each in summaries(rows, *by).items()
    ]
    return sorted(named, key=lambda account: account.name)
