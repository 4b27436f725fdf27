"""What a lead sends for the partnership: contributions, evidence and monitoring returns."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions.actions.evidence import add_evidence, offer
from conditions.actions.questions import ask, thread
from conditions.forms.comments import QuestionForm
from conditions.forms.contributions import ContributionForm, EvidenceForm
from conditions.ledger import Allowed, ledger_of
from conditions.models import Contribution, Evidence, Obligation
from conditions.views.partners.pages import obligations_of
from conditions.views.shared import (
    edit_page,
    form_page,
    later_date_page,
    paged,
    period_or_404,
    plan_page,
    return_page,
    share_page,
    take_back_page,
)
from grants.access import PersonRequest, partner
from grants.files import attachment
from grants.formatting import pounds
from grants.models import Partnership, StoredFile
from grants.revisions import with_revision

PARTNERS = "partners/base.html"


@partner
def contribution_new(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    obligation = get_object_or_404(obligations_of(partnership), pk=pk)
    ledger = ledger_of(obligation)
    if ledger is None:
        raise Http404("This condition asks for no match funding.")
    form = ContributionForm(request.POST or None, request.FILES or None, allowed=Allowed((ledger.rules,)))
    action = partial(offer, obligation, by=request.user)
    return form_page(
        request,
        "partners/contribution_new.html",
        form,
        action,
        done=lambda: f"Your contribution of {pounds(form.cleaned_data['amount'])} is recorded.",
        back=address_of(partnership, obligation),
        base=PARTNERS,
        obligation=obligation,
        ledger=ledger,
    )


@partner
def evidence_new(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Send papers or a declaration for a condition; `?for=` chooses one of the contributions beforehand."""
    obligation = get_object_or_404(obligations_of(partnership), pk=pk)
    offered = Contribution.objects.filter(shares__obligation=obligation, returned_at=None)
    chosen = {"contribution": request.GET.get("for")}
    form = EvidenceForm(request.POST or None, request.FILES or None, offered=offered, initial=chosen)
    action = partial(add_evidence, obligation, by=request.user)
    back, done = address_of(partnership, obligation), "What you sent is with the office."
    page = "partners/evidence_new.html"
    return form_page(request, page, form, action, done=done, back=back, base=PARTNERS, obligation=obligation)


@partner
def plan_send(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    obligation = get_object_or_404(obligations_of(partnership), pk=pk)
    back, done = address_of(partnership, obligation), "The plan is with the office."
    return plan_page(request, obligation, base=PARTNERS, back=back, done=done)


@partner
def question_new(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Ask the office about a condition; the thread so far stands beside it."""
    obligation = get_object_or_404(obligations_of(partnership), pk=pk)
    form = QuestionForm(request.POST or None)
    if form.is_valid() and form.run(ask, obligation, by=request.user, **form.cleaned_data):
        messages.success(request, "Your question is with the office. You get a letter when it is answered.")
        return redirect(f"{address_of(partnership, obligation)}#questions")
    paging = paged(request, thread(obligation).order_by("-at", "-pk"))
    context = {"partnership": partnership, "obligation": obligation, "form": form}
    return render(request, "partners/question_new.html", context | paging)


@partner
def evidence_file(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponseBase:
    sent = Evidence.objects.of_partnership(partnership)
    return attachment(get_object_or_404(StoredFile, evidence__in=sent, evidence=pk))


@partner
def monitoring_return_new(request: PersonRequest, partnership: Partnership, pk: int, ends_on: date) -> HttpResponse:
    period = period_or_404(partnership.awards_in_force.all(), pk, ends_on)
    back, done = (
        reverse("partners:partnership_detail", args=[partnership.slug]),
        "Your monitoring return is with the office.",
    )
    return return_page(request, period, base=PARTNERS, back=back, done=done)


@partner
def monitoring_return_paper(request: PersonRequest, partnership: Partnership, pk: int, number: int) -> HttpResponseBase:
    sent = partnership.monitoring_returns.filter(pk=pk)
    return attachment(
        get_object_or_404(StoredFile, return_figures__monitoring_return__in=sent, return_figures__number=number)
    )


@partner
def later_date_new(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    obligation = get_object_or_404(obligations_of(partnership), pk=pk)
    back, done = address_of(partnership, obligation), "The office has your request, and answers by letter."
    return later_date_page(request, obligation, base=PARTNERS, back=back, done=done)


@partner
def contribution_edit(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    contribution = get_object_or_404(with_revision(partnership.contributions.all()), pk=pk)
    back, done = back_from(contribution), "Your contribution is saved."
    return edit_page(request, contribution, base=PARTNERS, back=back, done=done)


@partner
def contribution_share(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    contribution = get_object_or_404(with_revision(partnership.contributions.all()), pk=pk)
    back, done = back_from(contribution), "The shares of your contribution are saved."
    return share_page(request, contribution, base=PARTNERS, back=back, done=done)


@partner
def contribution_take_back(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    contribution = get_object_or_404(partnership.contributions.filter(taken_back_at=None), pk=pk)
    papers = contribution.evidence.filter(accepted_at=None, taken_back_at=None).select_related("file")
    return take_back_page(request, contribution, base=PARTNERS, back=back_from(contribution), papers=papers)


@partner
def evidence_take_back(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    evidence = get_object_or_404(Evidence.objects.of_partnership(partnership).filter(taken_back_at=None), pk=pk)
    return take_back_page(request, evidence, base=PARTNERS, back=address_of(partnership, evidence.obligation))


@partner
def monitoring_return_take_back(request: PersonRequest, partnership: Partnership, pk: int) -> HttpResponse:
    sent = get_object_or_404(partnership.monitoring_returns.filter(taken_back_at=None), pk=pk)
    return take_back_page(request, sent, base=PARTNERS, back=reverse("partners:sent_list", args=[partnership.slug]))


def back_from(contribution: Contribution) -> str:
    """To the condition that it is offered for, or to all of them."""
    if contribution.sent_for:
        return address_of(contribution.partnership, contribution.sent_for)
    return reverse("partners:partnership_detail", args=[contribution.partnership.slug])


def address_of(partnership: Partnership, obligation: Obligation) -> str:
    return reverse("partners:obligation_detail", args=[partnership.slug, obligation.pk])
