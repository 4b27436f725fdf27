"""What waits in the office, joined from what each package says, and the page of all that waits of one sort."""

from collections.abc import Iterator
from itertools import chain

from django.http import Http404, HttpResponse
from django.shortcuts import render

from conditions import queue as of_conditions
from conditions.views.shared import paged
from grants.access import PersonRequest, officer
from grants.models import User
from grants.queue import Part
from intake import queue as of_imports
from register import queue as of_decisions
from register import scrutiny_queue as of_scrutiny


def for_person(person: User) -> Iterator[Part]:
    return chain.from_iterable(
        each.waits_for_me(person) for each in (of_decisions, of_imports, of_conditions, of_scrutiny)
    )


def for_others(person: User) -> Iterator[Part]:
    return chain.from_iterable(each.waits_for_others(person) for each in (of_decisions, of_imports, of_scrutiny))


@officer
def waiting_list(request: PersonRequest, name: str) -> HttpResponse:
    """All of one sort that has no list elsewhere, the oldest first, page by page."""
    own, others = for_person(request.user), for_others(request.user)
    named = [(each, "From") for each in own if each.name] + [(each, "For whom") for each in others if each.name]
    for part, whom in named:
        if part.name == name:
            paging = paged(request, part.rows)
            rows = [part.waiting(row) for row in paging["page"]]
            context = {"part": part, "rows": rows, "whom": whom, "title": part.words[:1].upper() + part.words[1:]}
            return render(request, "office/waiting_list.html", context | paging)
    raise Http404("Nothing of this name waits.")
