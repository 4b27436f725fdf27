"""Contributions, monitoring returns and plans, as an officer records them for a partnership."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from conditions.models import AwardInForce, Contribution, Obligation
from conditions.views.shared import edit_page, period_or_404, plan_page, return_page, share_page
from grants.access import PersonRequest, officer
from grants.revisions import with_revision

OFFICE = "office/base.html"


@officer
def contribution_edit(request: PersonRequest, pk: int) -> HttpResponse:
    contribution = get_object_or_404(with_revision(Contribution.objects.select_related("partnership")), pk=pk)
    back = reverse("office:contribution_detail", args=[pk])
    return edit_page(request, contribution, base=OFFICE, back=back, done="The contribution is saved.")


@officer
def contribution_share(request: PersonRequest, pk: int) -> HttpResponse:
    contribution = get_object_or_404(with_revision(Contribution.objects.select_related("partnership")), pk=pk)
    back = reverse("office:contribution_detail", args=[pk])
    return share_page(request, contribution, base=OFFICE, back=back, done="The shares of the contribution are saved.")


@officer
def monitoring_return_new(request: PersonRequest, pk: int, ends_on: date) -> HttpResponse:
    """One that reached the office by another way."""
    period = period_or_404(AwardInForce.objects.all(), pk, ends_on)
    done = "The return is recorded. Another officer has to accept it."
    return return_page(request, period, base=OFFICE, back=reverse("office:review_list"), done=done)


@officer
def plan_send(request: PersonRequest, pk: int) -> HttpResponse:
    """A plan that a condition requires, linked for the partnership."""
    obligation = get_object_or_404(Obligation.objects.in_force().with_ledger(), pk=pk)
    back, done = reverse("office:obligation_detail", args=[pk]), "The plan is linked. Another officer has to accept it."
    return plan_page(request, obligation, base=OFFICE, back=back, done=done)
