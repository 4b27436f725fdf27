"""What is put before the person who decides, and the papers of a decision that stay in the office."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from grants.access import PersonRequest, by_button, officer
from grants.actions.internal_papers import keep_internal_paper, remove_internal_paper
from grants.files import attachment
from grants.models import Decision, InternalPaper
from grants.refused import Refused
from register.forms.internal_papers import InternalPaperForm
from register.written.files import CONTENT_TYPES, Written
from register.written.submission import submission


@officer
def submission_file(request: PersonRequest, reference: str, ending: str) -> HttpResponse:
    """The submission to whoever decides, as PDF or DOCX."""
    decision = get_object_or_404(Decision, reference=reference)
    try:
        return written_file(submission(decision), f"{reference}-for-decision", ending)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("office:decision_detail", reference)


def written_file(written: Written, name: str, ending: str) -> HttpResponse:
    """A download that no cache keeps."""
    if ending not in CONTENT_TYPES:
        raise Http404
    response = HttpResponse(written.as_file(ending), content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


@officer
def internal_paper_new(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    form = InternalPaperForm(request.POST or None, request.FILES or None, initial={"title": "Signed submission"})
    if form.is_valid() and form.run(partial(keep_internal_paper, decision, by=request.user), **form.cleaned_data):
        messages.success(request, "The paper is kept. Only the office can open it.")
        return redirect("office:decision_detail", reference)
    return render(request, "office/internal_paper_new.html", {"decision": decision, "form": form})


@officer
def internal_paper_file(request: PersonRequest, reference: str, pk: int) -> HttpResponseBase:
    return attachment(find(reference, pk).file)


@officer
@by_button
def internal_paper_remove(request: PersonRequest, reference: str, pk: int) -> HttpResponse:
    remove_internal_paper(find(reference, pk), by=request.user)
    messages.success(request, "The paper is removed.")
    return redirect("office:decision_detail", reference)


def find(reference: str, pk: int) -> InternalPaper:
    papers = InternalPaper.objects.select_related("file", "decision")
    return get_object_or_404(papers, decision__reference=reference, pk=pk)
