"""The pages of partnership leads: what their partnership has to do, by when, and what is missing.

A lead reads what was published: the obligations and the awards in force, never the working rows of a decision.
"""

from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.db.models import Case, When
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
from conditions.views.shared import paged
from grants.access import PersonRequest, partner, signed_in
from grants.letters import token_of
from grants.models import Partnership
from grants.models.money import ZERO
from grants.years import FinancialYear, london_today

MAX_PAYMENTS = 20
SOONEST_FIRST = ("due_on", "reference", "award__number", "condition__number", "pk")


class AwardsOfYear(NamedTuple):
    """What published decisions give a partnership in one year; awards of old decisions may have none."""

    year: FinancialYear | None
    awards: list[AwardInForce]
    is_past: bool

    @property
    def total(self) -> Decimal:
        return sum((each.amount for each in self.awards), ZERO)


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
    open_ones = obligations_of(partnership).filter(settled="").order_by(is_with_office, *SOONEST_FIRST)
    paging = paged(request, open_ones)
    totals = StandingTotal.objects.narrowed(partnership=partnership)
    counted = counts(totals, today=today)
    context = {
        "partnership": partnership,
        "to_do": to_do_of(totals, today=today),
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


def awards_by_year(partnership: Partnership, *, today: date) -> list[AwardsOfYear]:
    """At their current amounts, the newest year first."""
    listed = partnership.awards_in_force.filter(is_withheld=False).order_by("-year", "-reference", "award__number")
    awards = listed.select_related("award__end__carried_over_by", "award__end__repurposed_by")
    years = groupby(awards, lambda each: each.year)
    return [AwardsOfYear(year, list(those), not year or year.last_day < today) for year, those in years]


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
