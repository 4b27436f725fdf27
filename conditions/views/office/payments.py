"""Money to be paid on awards, and money paid, as officers record and correct it."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from conditions.actions.payment_schedules import schedule_payments
from conditions.actions.payments import correct_payment, record_payment, unmet_dependencies
from conditions.forms.payments import PaymentCorrectionForm, PaymentForm, ScheduleForm, initial_of
from conditions.models import Payment
from conditions.views.shared import form_page
from grants.access import PersonRequest, officer
from grants.formatting import pounds
from grants.models import Award
from grants.years import london_today


@officer
def payment_new(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    award = payable(reference, number)
    form = PaymentForm(request.POST or None)
    return form_page(
        request,
        "office/payment_new.html",
        form,
        partial(record_payment, award, by=request.user),
        done=lambda: f"The payment of {pounds(form.cleaned_data['amount'])} is recorded.",
        back=reverse("office:decision_detail", args=[reference]) + "#payments",
        award=award,
        paid=award.payments.total(),
        **unmet_on_the_day(request, form, award),
    )


@officer
def payment_correct(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back what was recorded wrongly, and record what is right; both stay on record."""
    payments = Payment.objects.select_related("award__decision", "recorded_by")
    payment = get_object_or_404(payments.filter(reverses=None), pk=pk)
    reference = payment.award.decision.reference
    as_recorded = {"amount": payment.amount, "paid_on": payment.paid_on, "unmet_reason": payment.reason}
    form = PaymentCorrectionForm(request.POST or None, initial=as_recorded)
    return form_page(
        request,
        "office/payment_correct.html",
        form,
        partial(correct_payment, payment, by=request.user),
        done="The payment is corrected. What was recorded before stays on record.",
        back=reverse("office:decision_detail", args=[reference]) + "#payments",
        payment=payment,
        **unmet_on_the_day(request, form, payment.award),
    )


@officer
def payment_schedule(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    """When an award is to be paid."""
    award = payable(reference, number)
    due = list(award.payments_due.all())
    form = ScheduleForm(request.POST or None, award=award.in_force, initial=initial_of(due))
    return form_page(
        request,
        "office/payment_schedule.html",
        form,
        partial(schedule_payments, award, by=request.user),
        done="The payments due are recorded, and public.",
        back=reverse("office:decision_detail", args=[reference]) + "#payments",
        award=award,
    )


def payable(reference: str, number: int) -> Award:
    published = Award.objects.filter(in_force__isnull=False).select_related("decision", "in_force")
    return get_object_or_404(published, decision__reference=reference, number=number)


def unmet_on_the_day(request: PersonRequest, form: PaymentForm, award: Award) -> dict[str, Any]:
    """The day that is typed, or else today, and what must be met before money is paid then and is not."""
    typed = request.POST.get("paid_on") or request.GET.get("paid_on")
    day = form.day(typed) or london_today()
    return {"day": day, "unmet": unmet_dependencies(award, paid_on=day)}
