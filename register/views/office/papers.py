"""The background papers of a decision, as the office works on them."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from grants.access import PersonRequest, officer
from grants.actions.papers import add_paper, change_paper, remove_paper
from grants.files import attachment
from grants.models import Decision, Paper, StoredFile
from register.forms.checks import PaperForm


@officer
def paper_new(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    form = PaperForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.run(partial(add_paper, decision, by=request.user), **form.cleaned_data):
        messages.success(request, "The paper is added. It becomes public with the next notice, unless it is withheld.")
        return redirect("office:decision_detail", reference)
    return render(request, "office/paper_new.html", {"decision": decision, "form": form})


@officer
def paper_edit(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    paper = get_object_or_404(
        Paper.objects.select_related("decision", "file"), decision__reference=reference, number=number
    )
    initial = {"title": paper.title, "url": paper.url}
    form = PaperForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid() and form.run(partial(change_paper, paper, by=request.user), **form.cleaned_data):
        messages.success(request, "The paper is saved.")
        return redirect("office:decision_detail", reference)
    return render(request, "office/paper_edit.html", {"decision": paper.decision, "paper": paper, "form": form})


@officer
@require_POST
def paper_remove(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    paper = get_object_or_404(Paper, decision__reference=reference, number=number)
    remove_paper(paper, by=request.user)
    messages.success(request, "The paper is removed.")
    return redirect("office:decision_detail", reference)


@officer
def paper_file(request: PersonRequest, reference: str, number: int) -> HttpResponseBase:
    """The file of a paper as the office works on it, published or not."""
    papers = StoredFile.objects.filter(papers__decision__reference=reference, papers__number=number)
    return attachment(get_object_or_404(papers))
