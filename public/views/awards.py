"""The awards of what was asked: the second view of the search. Each in a row, or added up by something."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from grants.access import public
from public.browse.award_table import BY_NAME, GROUPINGS, AwardSums, as_sums, changes, group_order, groups, sums
from public.browse.filter_counts import choices
from public.browse.search import MOST_COUNTED
from public.forms.awards import AwardTable
from public.forms.compared import COMPARABLE, MOST
from public.open_data.sums import AWARD_SUMS
from public.views.answers import refusal, sentence, writer_of
from public.views.paging import PAGE_SIZE, paged
from public.views.search import active_filters, answered, query_without

# The headings of the table: what each is called, with the order that it asks for; None where there is no such order.
Head = tuple[tuple[str, str | None], ...]
COLUMNS: tuple[Head, ...] = (
    (("Award", ""),),
    (("Recipient", "recipient"), ("partnership", "partnership")),
    (("Funding stream", "stream"), ("year", "year")),
    (("As decided", "decided"),),
    (("As it stands", "amount"),),
)
OF_GROUPS: tuple[Head, ...] = (
    (("Awards", None),),
    (("As decided", "decided"),),
    (("As it stands", "amount"),),
    (("Share", None),),
)
MONEY = {"Awards", "As decided", "As it stands", "Share"}


@public
def award_list(request: HttpRequest) -> HttpResponse:
    form = AwardTable(request.GET)
    search, by = form.search, form.grouped_by
    whole = sums(form.totals)
    context = {
        "form": form,
        "search": search,
        "active": active_filters(request, form),
        "list_query": search.query,
        "file_query": form.file_query,
        "whole": whole,
        "of_what": form.narrowing.words,
        "changes": changes(search.lines()),
        "most": {"counted": MOST_COUNTED},
    }
    form.offer(choices(search))
    shown = added_up(request, form, whole) if by else each_in_a_row(request, form, whole)
    answer = answered(search, count=whole.count) if search.words else {}
    return render(request, "public/award_list.html", context | shown | answer)


def each_in_a_row(request: HttpRequest, form: AwardTable, whole: AwardSums) -> dict[str, Any]:
    found, number = form.found(), whole.count + whole.ended
    if number <= PAGE_SIZE:
        # Or else PostgreSQL walks through all awards in their order to find these few: 400,000 blocks of 8 KB instead
        # of 2,000 for a rare word in 50,000 decisions.
        found = found.model.objects.filter(pk__in=list(found.values_list("pk", flat=True).order_by()))
        found = found.order_by(*form.order)
    rows = found.select_related("listing", "recipient", "partnership", "stream")
    rows = rows.defer("listing__words", "listing__search", "listing__own_words")[:MOST_COUNTED]
    return {
        **paged(request, rows, count=min(number, MOST_COUNTED)),
        "columns": headings(request, COLUMNS, form.search.asked.get("sort", "")),
    }


def added_up(request: HttpRequest, form: AwardTable, whole: AwardSums) -> dict[str, Any]:
    """A row for each group, which leads to its awards."""
    by, order = form.grouped_by, form.search.asked.get("sort", "")
    shown = paged(request, groups(form.search.awards(), by, order))
    found = list(as_sums(shown["page"].object_list, by, whole.money))
    rest = query_without(request, "by", by, "sort")
    return {
        **shown,
        "grouping": GROUPINGS[by],
        "sums_query": "&".join(filter(None, (form.file_query, urlencode({"by": by})))),
        "groups": [(each, "&".join(filter(None, (rest, urlencode({by: each.value}))))) for each in found],
        "columns": headings(request, (((GROUPINGS[by].title, by),), *OF_GROUPS), group_order(by, order)),
        "compare": comparison(form, [each.value for each in found if each.value]),
    }


def headings(request: HttpRequest, columns: Iterable[Head], current: str) -> list[dict[str, Any]]:
    """Of each column its names, each with the address of the table in its order, unless it is in that order now."""
    return [
        {
            "is_money": column[0][0] in MONEY,
            "sorted": next((direction(order) for _, order in column if order == current), ""),
            "names": [
                (label, order == current, None if order in (None, current) else query_with(request, sort=order))
                for label, order in column
            ],
        }
        for column in columns
    ]


def direction(order: str | None) -> str:
    return "ascending" if order in BY_NAME else "descending"


def query_with(request: HttpRequest, **values: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in values.items():
        query[name] = value
    return query.urlencode()


def comparison(form: AwardTable, values: list[str]) -> str:
    """The address where the groups are side by side, if they can be."""
    by, asked = form.grouped_by, form.search.asked.keys() - {"sort"}
    if by not in COMPARABLE or not 2 <= len(values) <= MOST or not asked <= {*COMPARABLE} - {by}:
        return ""
    rest = form.search.query
    query = urlencode([(by, value) for value in values])
    return f"{reverse('public:compare')}?{'&'.join(filter(None, (query, rest)))}"


@public
def award_sums(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The sums of every group as a file."""
    write = writer_of(ending)
    form = AwardTable(request.GET)
    if refused := refusal(request, form):
        return refused
    if not form.grouped_by:
        return sentence(f"by: Say by what to add up: {', '.join(GROUPINGS)}.")
    awards = form.search.awards()
    found = groups(awards, form.grouped_by, form.search.asked.get("sort", ""))
    rows = as_sums(found.iterator(), form.grouped_by, sums(awards).money)
    return write(request, AWARD_SUMS, rows, found.count)
