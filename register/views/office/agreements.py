"""Grant agreements and award letters: written from a published decision, sent, and signed."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from conditions.actions.agreements import send_agreement, sign_agreement
from conditions.models import Agreement
from grants.access import PersonRequest, officer
from grants.files import attachment
from grants.models import Decision
from grants.refused import Refused
from grants.years import london_today
from register.actions.agreements import write_agreements
from register.forms.agreements import AgreementForm, SentForm, SignedForm
from register.views.office.internal_papers import written_file
from register.written.agreement import awards_in_force, written_agreement

PER_PAGE = 50


@officer
def agreement_list(request: PersonRequest, reference: str) -> HttpResponse:
    """The agreements of a decision, and a form to write further ones."""
    decision = get_object_or_404(Decision, reference=reference)
    awards = list(awards_in_force(decision))
    is_variation = decision.kind == Decision.Kind.VARIATION
    form = AgreementForm(awards, request.POST or None, is_variation=is_variation) if awards else None
    if form and form.is_valid():
        values = form.cleaned_data
        if form.run(
            write_agreements, decision, values["recipients"], values["template"], year=values["year"], by=request.user
        ):
            messages.success(request, "Written. Look at each before you send it.")
            return redirect("office:agreement_list", reference)
    agreements = (
        Agreement.objects.filter(decision=decision)
        .select_related("recipient", "made_by")
        .order_by("recipient__name", "-pk")
    )
    page = Paginator(agreements, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "office/agreement_list.html", {"decision": decision, "page": page, "form": form})


@officer
def agreement_detail(request: PersonRequest, reference: str, pk: int) -> HttpResponse:
    """One agreement: its files, and what has become of it."""
    agreement = find(reference, pk)
    is_signing = "signed_on" in request.POST
    today = {"sent_on": london_today(), "signed_on": london_today()}
    sent = SentForm(None if is_signing else request.POST or None, initial=today)
    signed = SignedForm(request.POST if is_signing else None, request.FILES or None, initial=today)
    form = signed if is_signing else sent
    action = partial(sign_agreement if is_signing else send_agreement, agreement, by=request.user)
    if form.is_valid() and form.run(action, **form.cleaned_data):
        messages.success(request, "Recorded.")
        return redirect("office:agreement_detail", reference, pk)
    newest = agreement.decision.notices.count()
    context = {"decision": agreement.decision, "agreement": agreement, "newest": newest, "form": form}
    return render(request, "office/agreement_detail.html", context | {"sent_form": sent, "signed_form": signed})


@officer
def agreement_file(request: PersonRequest, reference: str, pk: int, ending: str) -> HttpResponse:
    """The agreement as it was written, as PDF or DOCX."""
    agreement = find(reference, pk)
    try:
        return written_file(written_agreement(agreement), f"{reference}-agreement-{agreement.pk}", ending)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("office:agreement_detail", reference, pk)


@officer
def agreement_copy(request: PersonRequest, reference: str, pk: int) -> HttpResponseBase:
    """The signed copy."""
    agreement = find(reference, pk)
    if agreement.signed_copy is None:
        raise Http404
    return attachment(agreement.signed_copy)


def find(reference: str, pk: int) -> Agreement:
    agreements = Agreement.objects.select_related("decision", "recipient", "made_by", "signed_copy")
    return get_object_or_404(agreements, decision__reference=reference, pk=pk)
