"""The background papers of a decision, as the office works on them."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from grants.access import PersonRequest, by_button, officer
from grants.actions.papers import (
    acknowledge_contents,
    add_paper,
    change_paper,
    clean_paper,
    open_contents,
    remove_paper,
)
from grants.files import attachment
from grants.models import Decision, Paper, StoredFile
from grants.refused import Refused
from grants.revisions import revision_of, with_revision
from register.forms.checks import PaperChangeForm, PaperContentsForm, PaperForm


@officer
def paper_new(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    form = PaperForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.run(partial(add_paper, decision, by=request.user), **form.cleaned_data):
        messages.success(request, "The paper is added. It becomes public with the next notice, unless it is withheld.")
        return to_contents_or_decision(reference, decision.papers.latest("number"))
    return render(request, "office/paper_new.html", {"decision": decision, "form": form})


@officer
def paper_edit(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    papers = with_revision(Paper.objects.select_related("decision", "file"))
    paper = get_object_or_404(papers, decision__reference=reference, number=number)
    initial = {name: getattr(paper, name) for name in ("title", "is_evaluation", "url")}
    initial["revision"] = revision_of(paper)
    form = PaperChangeForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid() and form.run(partial(change_paper, paper, by=request.user), **form.cleaned_data):
        messages.success(request, "The paper is saved.")
        return to_contents_or_decision(reference, Paper.objects.get(pk=paper.pk))
    return render(request, "office/paper_edit.html", {"decision": paper.decision, "paper": paper, "form": form})


def to_contents_or_decision(reference: str, paper: Paper) -> HttpResponse:
    """What a paper holds and does not show is said at once, where there is anything."""
    if open_contents(paper):
        return redirect("office:paper_contents", reference, paper.number)
    return redirect("office:decision_detail", reference)


@officer
@by_button
def paper_remove(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    paper = get_object_or_404(Paper, decision__reference=reference, number=number)
    remove_paper(paper, by=request.user)
    messages.success(request, "The paper is removed.")
    return redirect("office:decision_detail", reference)


@officer
def paper_contents(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    """What the file of a paper holds and does not show. An approver may let it be published."""
    paper = get_object_or_404(
        Paper.objects.select_related("decision", "file"), decision__reference=reference, number=number
    )
    waiting = open_contents(paper)
    sentences = [each.sentence for each in waiting if not each.must_be_replaced]
    form = PaperContentsForm(sentences, request.POST or None) if request.user.is_approver and sentences else None
    if form and form.is_valid():
        values = form.cleaned_data
        if form.run(acknowledge_contents, paper, values["chosen"], by=request.user, reason=values["reason"]):
            messages.success(request, "It may be published as it is.")
            return redirect("office:paper_contents", reference, number)
    context = {
        "decision": paper.decision,
        "paper": paper,
        "waiting": waiting,
        "is_cleanable": any(each.is_removable for each in waiting),
        "acknowledged": paper.acknowledgements.filter(file=paper.file).select_related("by"),
        "form": form,
    }
    return render(request, "office/paper_contents.html", context)


@officer
@by_button
def paper_clean(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    paper = get_object_or_404(Paper, decision__reference=reference, number=number)
    try:
        clean_paper(paper, by=request.user)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.sentences))
    else:
        messages.success(request, "The paper is now a copy without what could be removed. Open it and look at it.")
    return redirect("office:paper_contents", reference, number)


@officer
def paper_file(request: PersonRequest, reference: str, number: int) -> HttpResponseBase:
    """The file of a paper as the office works on it, published or not."""
    papers = StoredFile.objects.filter(papers__decision__reference=reference, papers__number=number)
    return attachment(get_object_or_404(papers))
