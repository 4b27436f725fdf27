"""Comments and questions beside what they are about, each with a form to add one."""

from typing import Any

from django import template
from django.db import models
from django.template import RequestContext

from conditions.actions.questions import thread
from conditions.forms.comments import AnswerForm, CommentForm, QuestionForm
from conditions.models import Obligation
from grants.models import Comment
from grants.models.comments import CommentQuerySet

register = template.Library()
MAX_SHOWN = 20


@register.inclusion_tag("office/_comments.html", takes_context=True)
def office_comments(context: RequestContext, thing: models.Model) -> dict[str, Any]:
    """What the office says among itself."""
    said = newest(Comment.objects.about(thing).of_office())
    kind = thing._meta.model_name
    return {**said, "kind": kind, "thing": thing, "form": CommentForm(), "csrf_token": context["csrf_token"]}


@register.inclusion_tag("office/_questions.html", takes_context=True)
def partnership_questions(context: RequestContext, obligation: Obligation) -> dict[str, Any]:
    """The thread with the partnership, as the office reads it."""
    said = newest(thread(obligation))
    last = said["comments"][-1].pk if said["comments"] else 0
    form, token = AnswerForm(initial={"seen": last}), context["csrf_token"]
    waits = any(each.is_question and each.answered_at is None for each in said["comments"])
    return {**said, "obligation": obligation, "form": form, "last": last, "waits": waits, "csrf_token": token}


@register.inclusion_tag("partners/_questions.html", takes_context=True)
def own_questions(context: RequestContext, obligation: Obligation) -> dict[str, Any]:
    """The same thread as the leads read it: the office answers as an office."""
    partnership, token = obligation.partnership, context["csrf_token"]
    form = QuestionForm()
    return {
        **newest(thread(obligation)),
        "obligation": obligation,
        "partnership": partnership,
        "form": form,
        "csrf_token": token,
    }


def newest(comments: CommentQuerySet) -> dict[str, Any]:
    """The last few, in the order in which they were said, and how many were said before."""
    shown = list(comments.order_by("-at", "-pk")[:MAX_SHOWN])
    earlier = comments.count() - len(shown) if len(shown) == MAX_SHOWN else 0
    return {"comments": shown[::-1], "earlier": earlier}
