"""The shape of a comment, a question and an answer."""

from typing import Any

from django import forms

from conditions.forms.fields import prose
from grants.fields import BaseForm


class ThreadForm(BaseForm):
    """Several of these stand on one page, so each names its fields apart."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{type(self).__name__.lower()}_%s"


class CommentForm(ThreadForm):
    """To colleagues."""

    text = prose(
        "Comment",
        "For the office only, never public. Write @ and a name to tell a colleague.",
        missing="Write something",
    )


class QuestionForm(ThreadForm):
    """From a lead."""

    text = prose(
        "Your question",
        "Read by the office and the leads of your partnership. No names of people who are helped.",
        missing="Write your question",
    )


class AnswerForm(ThreadForm):
    """To a partnership. `seen`: the last comment of the thread that the page showed."""

    text = prose("Your answer", "The leads of the partnership read it.", missing="Write your answer")
    seen = forms.IntegerField(widget=forms.HiddenInput)
