"""Comments between officers, and the threads in which partnerships ask and are answered."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from conditions.actions.questions import answer, leave_unanswered, thread
from conditions.forms.comments import AnswerForm, CommentForm
from conditions.models import Contribution, Obligation
from conditions.views.shared import paged
from grants.access import PersonRequest, officer
from grants.actions.comments import comment
from grants.models import Comment, Decision
from grants.refused import Refused

KINDS: dict[str, Any] = {"decision": Decision, "obligation": Obligation, "contribution": Contribution}


@officer
def comment_new(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    """All comments on a thing, page by page, and one more."""
    if kind not in KINDS:
        raise Http404("Nothing of this kind has comments.")
    thing = get_object_or_404(KINDS[kind], pk=pk)
    form, back = CommentForm(request.POST or None), address_of(thing)
    decision = decision_of(thing)
    if form.is_valid() and form.run(comment, thing, by=request.user, decision=decision, **form.cleaned_data):
        messages.success(request, "Your comment is saved.")
        return redirect(f"{back}#comments")
    paging = paged(request, Comment.objects.about(thing).of_office().order_by("-at", "-pk"))
    context = {"kind": kind, "thing": thing, "form": form, "back": back, "decision": decision}
    return render(request, "office/comment_new.html", context | paging)


def decision_of(thing: Decision | Obligation | Contribution) -> Decision | None:
    """The decision whose words a comment may repeat."""
    if isinstance(thing, Decision):
        return thing
    obligation = thing if isinstance(thing, Obligation) else thing.sent_for
    return obligation.condition.decision if obligation else None


def address_of(thing: Decision | Obligation | Contribution) -> str:
    key = thing.reference if isinstance(thing, Decision) else thing.pk
    return reverse(f"office:{thing._meta.model_name}_detail", args=[key])


@officer
def question_answer(request: PersonRequest, pk: int) -> HttpResponse:
    """The whole thread with a partnership about a condition, and an answer."""
    obligation = get_object_or_404(Obligation.objects.select_related("partnership", "condition__decision"), pk=pk)
    said = thread(obligation)
    last = said.last()
    form = AnswerForm(request.POST or None, initial={"seen": last.pk if last else 0})
    if form.is_valid() and form.run(answer, obligation, by=request.user, **form.cleaned_data):
        messages.success(request, "Your answer is with the partnership.")
        return redirect(f"{address_of(obligation)}#questions")
    paging = paged(request, said.order_by("-at", "-pk"))
    return render(request, "office/question_answer.html", {"obligation": obligation, "form": form} | paging)


@officer
@require_POST
def question_leave(request: PersonRequest, pk: int) -> HttpResponse:
    """What was asked needs no answer."""
    obligation, seen = get_object_or_404(Obligation, pk=pk), request.POST.get("seen", "")
    try:
        leave_unanswered(obligation, by=request.user, seen=int(seen) if seen.isdecimal() else 0)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{address_of(obligation)}#questions")
