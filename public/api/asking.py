"""What may be asked of the API: the filters of the pages, and how much is wanted."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from grants.fields import BaseForm
from public.forms.asking import QueryForm

MOST_ROWS, ROWS = 500, 100
# What asks for something that the register does not have: a name that nothing bears, a date before all others.
NOWHERE = {"invalid_choice", "nothing_between", "out_of_range", "too_much"}


class PartForm(BaseForm):
    """Which part of a list is wanted."""

    limit = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_ROWS,
        label="limit",
        error_messages={
            "invalid": f"Enter a whole number from 1 to {MOST_ROWS}",
            "min_value": f"Enter a whole number from 1 to {MOST_ROWS}",
            "max_value": f"Enter a whole number from 1 to {MOST_ROWS}",
        },
    )
    after = forms.CharField(required=False, max_length=120, label="after")


class Unanswerable(Exception):
    """A question that the API does not answer, with the sentences that say why."""

    def __init__(self, status: HTTPStatus, *sentences: str) -> None:
        super().__init__(*sentences)
        self.status, self.detail = status, " ".join(sentences)


def asked(request: HttpRequest, form_class: type[QueryForm]) -> tuple[QueryForm, PartForm]:
    """The valid forms that a request has filled; Unanswerable where it is not obeyed in all it asks."""
    form, part = form_class(request.GET), PartForm(request.GET)
    form.fields.pop("sort", None)
    known = {*form.fields, *part.fields}
    if sentences := [*misused(request.GET, known)]:
        raise Unanswerable(HTTPStatus.BAD_REQUEST, *sentences)
    if errors := {**form.errors.as_data(), **part.errors.as_data()}:
        codes = {error.code for each in errors.values() for error in each}
        status = HTTPStatus.NOT_FOUND if codes <= NOWHERE else HTTPStatus.BAD_REQUEST
        raise Unanswerable(status, *(f"{name}: {text}." for name, each in errors.items() for text in told(each)))
    return form, part


def misused(query: QueryDict, known: set[str]) -> list[str]:
    unknown = [f"There is no parameter “{name[:40]}”." for name in query if name not in known]
    empty = [f"“{name}” is empty: leave it out." for name in query if name in known and not str(query[name]).strip()]
    twice = [f"“{name}” is given more than once." for name in query if len(query.getlist(name)) > 1]
    return [*unknown, *empty, *twice]


def told(errors: list[Any]) -> list[str]:
    return [str(sentence) for error in errors for sentence in error.messages]
