"""Money as officers record it: payments on awards, and what they record or put right for a partnership."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions.actions.contributions import change_contribution, share_contribution
from conditions.actions.payments import correct_payment, record_payment, unmet_dependencies
from conditions.actions.reports import submit_report
from conditions.forms.money import (
    ContributionChangeForm,
    PaymentCorrectionForm,
    PaymentForm,
    ReportForm,
    ShareForm,
    initial_of_contribution,
)
from conditions.ledger import objection_to_date
from conditions.models import Contribution, Obligation, Payment
from grants.access import PersonRequest, officer
from grants.formatting import pounds
from grants.models import Award
from grants.years import london_today


@officer
def payment_new(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    published = Award.objects.filter(in_force__isnull=False).select_related("decision", "in_force")
    award = get_object_or_404(published, decision__reference=reference, number=number)
    form = PaymentForm(request.POST or None)
    if form.is_valid() and form.run(record_payment, award, by=request.user, **form.values):
        messages.success(request, f"The payment of {pounds(form.values['amount'])} is recorded.")
        return redirect("office:decision_detail", reference)
    context = {
        "award": award,
        "paid": award.payments.total(),
        "unmet": unmet_dependencies(award, today=london_today()),
        "form": form,
    }
    return render(request, "office/payment_new.html", context)


@officer
def payment_correct(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back what was recorded wrongly, and record what is right; both stay on record."""
    payments = Payment.objects.select_related("award__decision", "recorded_by")
    payment = get_object_or_404(payments.filter(reverses=None), pk=pk)
    reference = payment.award.decision.reference
    as_recorded = {"amount": payment.amount, "paid_on": payment.paid_on}
    form = PaymentCorrectionForm(request.POST or None, initial=as_recorded)
    if form.is_valid() and form.run(correct_payment, payment, by=request.user, **form.values):
        messages.success(request, "The payment is corrected. What was recorded before stays on record.")
        return redirect(reverse("office:decision_detail", args=[reference]) + "#payments")
    return render(request, "office/payment_correct.html", {"payment": payment, "form": form})


@officer
def report_new(request: PersonRequest, pk: int) -> HttpResponse:
    """A report that reached the office by another way."""
    obligation = get_object_or_404(Obligation.objects.in_force().with_ledger(), pk=pk)
    if not obligation.asks_for_report:
        raise Http404("This condition asks for no report.")
    form = ReportForm(request.POST or None, awards=obligation.awards)
    deed = partial(submit_report, obligation, by=request.user)
    if form.is_valid() and form.run(deed, **form.values):
        messages.success(request, "The report is recorded. Another officer has to accept it.")
        return redirect("office:obligation_detail", obligation.pk)
    return render(request, "office/report_new.html", {"obligation": obligation, "form": form})


@officer
def contribution_share(request: PersonRequest, pk: int) -> HttpResponse:
    contribution = get_object_or_404(Contribution.objects.select_related("partnership"), pk=pk)
    form = ShareForm(request.POST or None, contribution=contribution)
    if form.is_valid() and form.run(share_contribution, contribution, form.shares, by=request.user):
        messages.success(request, "The shares of the contribution are saved.")
        return redirect("office:contribution_detail", contribution.pk)
    return render(request, "office/contribution_share.html", {"contribution": contribution, "form": form})


@officer
def contribution_edit(request: PersonRequest, pk: int) -> HttpResponse:
    contribution = get_object_or_404(Contribution.objects.select_related("partnership"), pk=pk)
    form = ContributionChangeForm(
        request.POST or None,
        initial=initial_of_contribution(contribution),
        objection_to_date=objection_to_date(contribution),
    )
    deed = partial(change_contribution, contribution, by=request.user)
    if form.is_valid() and form.run(deed, values=form.values):
        messages.success(request, "The contribution is saved.")
        return redirect("office:contribution_detail", contribution.pk)
    return render(request, "office/contribution_edit.html", {"contribution": contribution, "form": form})
