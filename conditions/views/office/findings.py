"""The office's findings: where an obligation stands, what was offered for it, and whether it was kept."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from conditions.actions.assessments import assess, record_interpretation
from conditions.forms.contributions import AssessForm, InterpretationForm
from conditions.ledger import ledger
from conditions.models import Obligation
from conditions.standing import standing_of
from conditions.views.office.again import update_revision
from grants.access import PersonRequest, officer
from grants.years import london_today


@officer
def obligation_detail(request: PersonRequest, pk: int) -> HttpResponse:
    obligation = get_object_or_404(Obligation.objects.with_ledger(), pk=pk)
    assessments = obligation.assessments.select_related("made_by")
    newest = assessments[0].pk if assessments else 0
    form = AssessForm(request.POST or None, initial={"known": newest})
    deed = partial(assess, obligation, by=request.user)
    if form.is_valid():
        if form.run(deed, **form.cleaned_data):
            messages.success(request, "Your finding is recorded, and public.")
            return redirect("office:obligation_detail", obligation.pk)
        update_revision(form, known=newest)
    context = {
        "obligation": obligation,
        "standing": standing_of(obligation, today=london_today()),
        "ledger": ledger(obligation),
        "assessments": assessments,
        "reports": obligation.reports.prefetch_related("lines"),
        "papers": obligation.evidence.select_related("file", "contribution"),
        "form": form,
    }
    return render(request, "office/obligation_detail.html", context)


@officer
def interpretation_record(request: PersonRequest, pk: int) -> HttpResponse:
    """Whether in-kind contributions count, where the decision does not say."""
    obligation = get_object_or_404(Obligation.objects.with_ledger(), pk=pk)
    if not obligation.is_silent_on_in_kind:
        raise Http404("The decision itself says whether in-kind contributions count.")
    made = obligation.interpretation
    form = InterpretationForm(request.POST or None, initial={"counts": made and ("yes" if made.counts else "no")})
    if form.is_valid() and form.run(record_interpretation, obligation, by=request.user, **form.cleaned_data):
        messages.success(request, "The interpretation is recorded.")
        return redirect("office:obligation_detail", obligation.pk)
    return render(request, "office/interpretation_record.html", {"obligation": obligation, "form": form})
