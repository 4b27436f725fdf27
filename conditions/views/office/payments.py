"""Money paid on awards, as officers record and correct it."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from conditions.actions.payments import correct_payment, record_payment, unmet_dependencies
from conditions.forms.payments import PaymentCorrectionForm, PaymentForm
from conditions.models import Payment
from conditions.views.shared import form_page
from grants.access import PersonRequest, officer
from grants.formatting import pounds
from grants.models import Award
from grants.years import london_today


@officer
def payment_new(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    published = Award.objects.filter(in_force__isnull=False).select_related("decision", "in_force")
    award = get_object_or_404(published, decision__reference=reference, number=number)
    form = PaymentForm(request.POST or None)
    return form_page(
        request,
        "office/payment_new.html",
        form,
        partial(record_payment, award, by=request.user),
        done=lambda: f"The payment of {pounds(form.cleaned_data['amount'])} is recorded.",
        back=reverse("office:decision_detail", args=[reference]),
        award=award,
        paid=award.payments.total(),
        unmet=unmet_dependencies(award, paid_on=london_today()),
    )


@officer
def payment_correct(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back what was recorded wrongly, and record what is right; both stay on record."""
    payments = Payment.objects.select_related("award__decision", "recorded_by")
    payment = get_object_or_404(payments.filter(reverses=None), pk=pk)
    reference = payment.award.decision.reference
    as_recorded = {"amount": payment.amount, "paid_on": payment.paid_on}
    form = PaymentCorrectionForm(request.POST or None, initial=as_recorded)
    action = partial(correct_payment, payment, by=request.user)
    back = reverse("office:decision_detail", args=[reference]) + "#payments"
    done = "The payment is corrected. What was recorded before stays on record."
    return form_page(request, "office/payment_correct.html", form, action, done=done, back=back, payment=payment)
