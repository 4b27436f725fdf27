"""The pages of partnership leads: what their partnership has to do, by when, and what is missing.

A lead reads what was published: the obligations and the awards in force, never the working rows of a decision.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple, cast

from django.db.models import Case, Count, Q, QuerySet, Sum, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions.actions.assessments import earlier_findings
from conditions.history import not_listed
from conditions.ledger import ledger_of
from conditions.models import (
    AwardInForce,
    Obligation,
    ObligationQuerySet,
    PaymentDue,
    PaymentDueQuerySet,
    StandingTotal,
)
from conditions.returns import periods_asked_by
from conditions.sent import sent_by, sent_rows
from conditions.standing import standing_of
from conditions.standing_states import SETTLED, StandingState, Turn
from conditions.tallies import counts, match_total
from conditions.tasks import grouped_tasks, tasks_of, to_do_of
from conditions.views.in_parts import InParts
from conditions.views.shared import paged
from grants.access import PersonRequest, partner, signed_in
from grants.letters import token_of
from grants.models import Partnership
from grants.years import FinancialYear, london_today

MAX_PAYMENTS = 20
MOST_OF_YEAR = 20  # grants, on the first page


class AwardsOfYear(NamedTuple):
    """What published decisions give a partnership in one year, in pounds; awards of old decisions may have none. The
    newest few awards of `in_all`."""

    year: FinancialYear | None
    total: Decimal
    in_all: int
    awards: Sequence[AwardInForce]
    is_past: bool


@signed_in
def home(request: PersonRequest) -> HttpResponse:
    """The lead's partnership, a choice of several, or a page that says there is none."""
    led = list(request.user.partnerships)
    if len(led) == 1:
        return redirect("partners:partnership_detail", led[0].slug)
    return render(request, "partners/home.html", {"partnerships": led}, status=200 if led else 403)


@partner
def partnership_detail(request: PersonRequest, partnership: Partnership) -> HttpResponse:
    today = london_today()
    is_with_office = Case(When(turn=Turn.OFFICE, then=1), default=0)
    open_ones = obligations_of(partnership).filter(settled="").order_by(is_with_office, *Obligation.SOONEST_FIRST)
    totals = StandingTotal.objects.narrowed(partnership=partnership)
    counted, to_do, office = counts(totals, today=today), to_do_of(totals, today=today), Q(turn=Turn.OFFICE)
    parts = InParts(open_ones, {~office: to_do.tasks, office: to_do.with_office}, Obligation.SOONEST_FIRST)
    paging = paged(request, cast(Any, parts))
    context = {
        "partnership": partnership,
        "to_do": to_do,
        "sections": grouped_tasks(tasks_of(paging["page"].object_list, today=today)),
        "gap": match_total(totals).gap,
        "settled": sum(counted[each] for each in SETTLED),
        "not_met": counted[StandingState.NOT_MET],
        "not_listed": not_listed(partnership.awards_in_force.values("award")),
        "years": awards_by_year(partnership, today=today),
        # Published without saying to whom (domain §8): the partnership's own lead sees them anyway.
        "withheld": partnership.awards_in_force.filter(is_withheld=True)
        .select_related("stream")
        .order_by("-year", "pk"),
        "payments_due": payments_due_to(partnership)[:MAX_PAYMENTS],
        "others": request.user.partnerships.exclude(pk=partnership.pk),
        "letters": reverse("letter_choice", args=[token_of(request.user)]),
    }
    return render(request, "partners/partnership_detail.html", context | paging)


def payments_due_to(partnership: Partnership) -> PaymentDueQuerySet:
    """What is still to be paid on its awards, the earliest first; also on those that are withheld from the public."""
    return PaymentDue.objects.still_to_pay(None).filter(award__in_force__partnership=partnership).as_shown()


@partner
def settled_list(request: PersonRequest, partnership: Partnership) -> HttpResponse:
    """What the office has found: the newest year first."""
    obligations = required_of(partnership).exclude(settled="").as_shown()
    in_order = obligations.order_by("-year", "-due_on", "reference", "condition__number", "pk")
    paging = paged(request, in_order)
    tasks = tasks_of(paging["page"].object_list, today=london_today())
    return render(request, "partners/settled_list.html", {"partnership": partnership, "tasks": tasks} | paging)


@partner
def sent_list(request: PersonRequest, partnership: Partnership) -> HttpResponse:
    """Everything that was sent, the newest first, with its papers."""
    paging = paged(request, sent_by(partnership))
    context = {"partnership": partnership, "sent": sent_rows(paging["page"].object_list)}
    return render(request, "partners/sent_list.html", context | paging)


@partner
def grant_list(request: PersonRequest, partnership: Partnership) -> HttpResponse:
    """All grants that are public, the newest year first, page by page."""
    paging = paged(request, listed_awards(partnership))
    today, found = london_today(), groupby(paging["page"].object_list, lambda each: each.year)
    years = [(year, is_past(year, today), list(those)) for year, those in found]
    return render(request, "partners/grant_list.html", {"partnership": partnership, "years": years} | paging)


def listed_awards(partnership: Partnership) -> QuerySet[AwardInForce]:
    listed = partnership.awards_in_force.filter(is_withheld=False).order_by("-year", "-reference", "award__number")
    return listed.select_related("award__end__carried_over_by", "award__end__repurposed_by")


def awards_by_year(partnership: Partnership, *, today: date) -> list[AwardsOfYear]:
    """At their current amounts, the newest year first; of each year the newest few."""
    listed = listed_awards(partnership)
    sums = list(listed.order_by("-year").values_list("year").annotate(Sum("amount"), Count("pk")))
    # Each begins with the first rows of an index.
    of_year = [(listed.filter(year=year) if year else listed.filter(year=None)).values("pk") for year, *_ in sums]
    shown = listed.none().values("pk").union(*(each[:MOST_OF_YEAR] for each in of_year), all=True)
    newest = {year: list(those) for year, those in groupby(listed.filter(pk__in=shown), lambda each: each.year)}
    return [AwardsOfYear(year, total, count, newest.get(year, []), is_past(year, today)) for year, total, count in sums]


def is_past(year: FinancialYear | None, today: date) -> bool:
    return not year or year.last_day < today


@partner
def obligation_detail(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    obligation = get_object_or_404(obligations_of(partnership), pk=pk)
    context = {
        "partnership": partnership,
        "obligation": obligation,
        "standing": standing_of(obligation, today=london_today()),
        "ledger": ledger_of(obligation),
        "later_dates": (later_dates := list(obligation.later_dates.all())),
        "later_date_waits": any(not each.answer for each in later_dates),
        "evidence": obligation.evidence.select_related("file", "contribution", "plan_version__plan"),
        "assessments": obligation.assessments.select_related("carried_from__obligation"),
        "earlier_findings": earlier_findings(obligation),
        "periods": periods_asked_by(obligation),
        "returns": obligation.returns.select_related("award__decision").prefetch_related("figures__paper"),
    }
    return render(request, "partners/obligation_detail.html", context)


def required_of(partnership: Partnership) -> ObligationQuerySet:
    return Obligation.objects.for_partnership(partnership).in_force()


def obligations_of(partnership: Partnership) -> ObligationQuerySet:
    """What published notices require of a partnership, with all that was sent for it."""
    required = required_of(partnership).with_ledger()
    return required.prefetch_related("all_evidence__file")  # type: ignore[misc]  # a list that with_ledger sets
