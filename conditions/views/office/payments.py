"""Money to be paid on awards, and money paid, as officers record and correct it."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from conditions.actions.ends import settle_underspend
from conditions.actions.payment_schedules import schedule_payments
from conditions.actions.payments import correct_payment, pay_back, record_payment, unmet_dependencies
from conditions.forms.ends import SettleUnderspendForm
from conditions.forms.payments import PaidBackForm, PaymentCorrectionForm, PaymentForm, ScheduleForm, initial_of
from conditions.models import AwardEnd, Payment
from conditions.views.shared import form_page
from grants.access import PersonRequest, officer
from grants.formatting import pounds
from grants.models import Award
from grants.models.money import ZERO
from grants.years import london_today


@officer
def payment_new(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    award = payable(reference, number)
    form = PaymentForm(request.POST or None, initial=initial_of_payment(award))
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
    as_recorded = {"amount": abs(payment.amount), "paid_on": payment.paid_on, "unmet_reason": payment.reason}
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
def paid_back(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    """Money that has come back, also on an award that is no longer in force."""
    awards = Award.objects.filter(payments__isnull=False).select_related("decision").distinct()
    award = get_object_or_404(awards, decision__reference=reference, number=number)
    form = PaidBackForm(request.POST or None)
    return form_page(
        request,
        "office/paid_back.html",
        form,
        partial(pay_back, award, by=request.user),
        done=lambda: f"{pounds(form.cleaned_data['amount'])} is recorded as paid back.",
        back=reverse("office:decision_detail", args=[reference]) + "#payments",
        award=award,
        paid=award.payments.total(),
    )


@officer
def underspend_settle(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    """What was agreed of what was left of an award, once its end of grant report is accepted."""
    ends = AwardEnd.objects.select_related("award__decision", "carried_over_by", "repurposed_by")
    end = get_object_or_404(ends, award__decision__reference=reference, award__number=number)
    form = SettleUnderspendForm(request.POST or None, end=end)
    return form_page(
        request,
        "office/underspend_settle.html",
        form,
        partial(settle_underspend, end.award, by=request.user),
        done="What was agreed of the underspend is recorded, and public.",
        back=reverse("office:decision_detail", args=[reference]) + "#payments",
        end=end,
    )


@officer
def payment_schedule(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    """When an award is to be paid."""
    award = payable(reference, number)
    due = list(award.payments_due.select_related("condition"))
    form = ScheduleForm(request.POST or None, award=award.in_force, initial=initial_of(due))
    return form_page(
        request,
        "office/payment_schedule.html",
        form,
        partial(schedule_payments, award, by=request.user),
        done=lambda: in_all(form),
        back=reverse("office:decision_detail", args=[reference]) + "#payments",
        award=award,
    )


def initial_of_payment(award: Award) -> dict[str, Any]:
    """What is still to be paid of the first payment due that is not paid in full."""
    due = award.payments_due.filter(outstanding__gt=0).first()
    return {"amount": due.outstanding} if due else {}


def in_all(form: ScheduleForm) -> str:
    """That the schedule is recorded, and what of the award it leaves out."""
    total = sum((amount for _, amount in form.cleaned_data["rows"]), ZERO)
    left = form.award.amount - total
    added = (
        f"{pounds(left)} of the {pounds(form.award.amount)} has no date yet." if left else "They add up to the award."
    )
    return f"The payments due are recorded, and public. {added}"


def payable(reference: str, number: int) -> Award:
    published = Award.objects.filter(in_force__isnull=False).select_related("decision", "in_force")
    return get_object_or_404(published, decision__reference=reference, number=number)


def unmet_on_the_day(request: PersonRequest, form: PaymentForm, award: Award) -> dict[str, Any]:
    """The day that is typed, or else today, and what must be met before money is paid then and is not."""
    typed = request.POST.get("paid_on") or request.GET.get("paid_on")
    day = form.day(typed) or london_today()
    return {"day": day, "unmet": unmet_dependencies(award, paid_on=day)}
