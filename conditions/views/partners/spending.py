"""What a lead says of money spent: financial reports, and contributions shared out or brought up to date."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from conditions.actions.contributions import change_contribution, share_contribution
from conditions.actions.reports import submit_report
from conditions.forms.money import ContributionChangeForm, ReportForm, ShareForm, initial_of_contribution
from conditions.ledger import objection_to_date
from conditions.models import Contribution, Obligation
from grants.access import PersonRequest, partner
from grants.models import Partnership


@partner
def report_new(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    asked = Obligation.objects.for_partnership(partnership).in_force().with_ledger()
    obligation = get_object_or_404(asked, pk=pk)
    if not obligation.asks_for_report:
        raise Http404("This condition asks for no report.")
    form = ReportForm(request.POST or None, awards=obligation.awards)
    deed = partial(submit_report, obligation, by=request.user)
    if form.is_valid() and form.run(deed, **form.values):
        messages.success(request, "Your report is with the office.")
        return redirect("partners:obligation_detail", partnership.slug, obligation.pk)
    context = {"partnership": partnership, "obligation": obligation, "form": form}
    return render(request, "partners/report_new.html", context)


@partner
def contribution_share(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    contribution = get_object_or_404(partnership.contributions, pk=pk)
    form = ShareForm(request.POST or None, contribution=contribution)
    if form.is_valid() and form.run(share_contribution, contribution, form.shares, by=request.user):
        messages.success(request, "The shares of your contribution are saved.")
        return to_obligation(partnership, contribution)
    context = {"partnership": partnership, "contribution": contribution, "form": form}
    return render(request, "partners/contribution_share.html", context)


@partner
def contribution_edit(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    contribution = get_object_or_404(partnership.contributions, pk=pk)
    form = ContributionChangeForm(
        request.POST or None,
        initial=initial_of_contribution(contribution),
        objection_to_date=objection_to_date(contribution),
    )
    deed = partial(change_contribution, contribution, by=request.user)
    if form.is_valid() and form.run(deed, values=form.values):
        messages.success(request, "Your contribution is saved.")
        return to_obligation(partnership, contribution)
    context = {"partnership": partnership, "contribution": contribution, "form": form}
    return render(request, "partners/contribution_edit.html", context)


def to_obligation(partnership: Partnership, contribution: Contribution) -> HttpResponse:
    share = contribution.shares.first()
    if share is None:
        return redirect("partners:partnership_detail", partnership.slug)
    return redirect("partners:obligation_detail", partnership.slug, share.obligation_id)
