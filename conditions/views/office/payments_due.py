"""What is still to be paid on awards, as a list and as a file for the finance system."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from conditions.actions.finance_columns import choose_finance_columns
from conditions.actions.payments import SETTLED
from conditions.exports import csv_file
from conditions.finance_file import chosen_columns, finance_rows
from conditions.forms.payments_due import FinanceColumnsForm, PaymentDueFilter
from conditions.models import FinanceColumn, Obligation, PaymentDue
from conditions.views.shared import form_page, paged
from grants.access import PersonRequest, officer
from grants.revisions import lines_about
from grants.years import london_today

CHUNK = 500  # rows that are held at a time, however many there are


@officer
def payment_due_list(request: PersonRequest) -> HttpResponse:
    form, today = PaymentDueFilter(request.GET), london_today()
    found = form.found()
    paging = paged(request, found.as_shown())
    shown = list(paging["page"].object_list)
    context: dict[str, Any] = {
        "form": form,
        "due": [(each, held_by) for each, held_by in with_unmet(shown)],
        "total": found.total(),
        "late": found.filter(due_on__lt=today).total(),
        "today": today,
    }
    return render(request, "office/payment_due_list.html", context | paging)


@officer
def payment_due_file(request: PersonRequest) -> HttpResponse:
    """What the list shows, all pages, in the columns that the office has chosen."""
    found, columns = PaymentDueFilter(request.GET).found().as_shown(), chosen_columns()
    rows = finance_rows(found.iterator(CHUNK), columns)
    return csv_file(f"payments-due-{london_today()}.csv", [heading for _, heading in columns], rows)


@officer
def finance_columns(request: PersonRequest) -> HttpResponse:
    # Asked before the columns are: a change between the two is then refused, not lost.
    revision = lines_about(FinanceColumn).values_list("pk", flat=True).first() or 0
    return form_page(
        request,
        "office/finance_columns.html",
        FinanceColumnsForm(request.POST or None, initial={"revision": revision}),
        lambda **given: choose_finance_columns(by=request.user, **given),
        done="The file for the finance system has these columns from now on.",
        back=reverse("office:payment_due_list"),
    )


def with_unmet(due: Iterable[PaymentDue]) -> list[tuple[PaymentDue, list[Obligation]]]:
    """Each with the conditions of its award that must be met before money is paid today, and are not."""
    rows = list(due)
    day = london_today()
    pairs = Obligation.bound_awards.through.objects.filter(
        award__in=[each.award_id for each in rows],
        obligation__in=Obligation.objects.in_force().dependencies().exclude(settled__in=SETTLED),
    ).select_related("obligation")
    of_award: dict[int, list[Obligation]] = defaultdict(list)
    for pair in pairs.order_by("obligation__due_on", "obligation"):
        if pair.obligation.due_on <= day or pair.obligation.terms.is_before_first_payment:
            of_award[pair.award_id].append(pair.obligation)
    return [(each, of_award[each.award_id]) for each in rows]
