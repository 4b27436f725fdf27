"""Where the rows of each table come from, and what may be asked of them: the same for its files and for the API."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from grants.models.money import ZERO, FundingStream
from grants.models.organisations import Organisation, Partnership
from public.forms.queries import (
    AllocationFilter,
    AwardFilter,
    ConditionFilter,
    DecisionSearch,
    OtherMoneyFilter,
    QueryForm,
)
from public.open_data import office_tables, tables
from public.open_data.columns import DataTable
from public.open_data.rows import BrowsedRow, condition_rows, decision_rows, other_money_rows, rows_of_awards
from register.models.listing import NOT_ENDED

CHUNK = 500
OF_AWARDS = {
    "award_count": Count("listed_awards", filter=Q(listed_awards__current_amount__gt=0)),
    "awarded": Sum("listed_awards__current_amount", default=ZERO),
}


@dataclass(frozen=True)
class Source:
    """`form` is what may be asked; `found` gives, for such a form, what it finds in the order of the file; `rows` makes
    the rows of what was found."""

    table: DataTable
    form: type[QueryForm]
    found: Callable[[Any], QuerySet[Any]]
    rows: Callable[[Any, Any], Iterable[Any]]


def plain(found: QuerySet[Any], _form: QueryForm) -> Iterator[Any]:
    return found.iterator(CHUNK)


def browsed(found: QuerySet[Any], _form: QueryForm, *, page: str) -> Iterator[BrowsedRow]:
    return (BrowsedRow(each, page) for each in found.iterator(CHUNK))


def awards(form: AwardFilter) -> QuerySet[Any]:
    return form.narrowing.awards.order_by("listing__reference", "number")


def conditions(form: ConditionFilter) -> QuerySet[Any]:
    return form.found().order_by("reference", "terms_data__number", "due_on", "pk")


def partnerships(_form: QueryForm) -> QuerySet[Any]:
    return Partnership.objects.select_related("accountable_body").annotate(**OF_AWARDS).order_by("slug")


def streams(_form: QueryForm) -> QuerySet[Any]:
    return FundingStream.objects.annotate(**OF_AWARDS).order_by("slug")


def allocations(form: AllocationFilter) -> QuerySet[Any]:
    return form.found().select_related("stream").order_by("stream__slug", "year", "release")


def recipients(_form: QueryForm) -> QuerySet[Any]:
    """Of those with an award that has not ended, as their page lists them."""
    named = Organisation.objects.exclude(kind=Organisation.Kind.INDIVIDUAL)
    paid = named.filter(listed_awards__current_amount__gt=0)
    years = {"first_year": Min("listed_awards__year"), "last_year": Max("listed_awards__year")}
    return paid.annotate(**OF_AWARDS, **years).order_by("slug")


def organisations(_form: QueryForm) -> QuerySet[Any]:
    """Of any other organisation there is nothing to say in public."""
    named = Q(listed_awards__isnull=False) & ~Q(kind=Organisation.Kind.INDIVIDUAL)
    return Organisation.objects.filter(named | Q(partnerships__isnull=False)).distinct().order_by("slug")


def in_register_of_code(form: AwardFilter) -> QuerySet[Any]:
    return awards(form).filter(NOT_ENDED)


def of_awards(found: QuerySet[Any], _form: QueryForm) -> Iterator[Any]:
    return rows_of_awards(found)


SOURCES = {
    source.table.name: source
    for source in (
        Source(
            tables.DECISIONS,
            DecisionSearch,
            lambda form: form.search.found(),
            lambda found, form: decision_rows(found, form.narrowing),
        ),
        Source(tables.AWARDS, AwardFilter, awards, of_awards),
        Source(tables.CONDITIONS, ConditionFilter, conditions, lambda found, _form: condition_rows(found)),
        Source(office_tables.ALLOCATIONS, AllocationFilter, allocations, plain),
        Source(office_tables.PARTNERSHIPS, QueryForm, partnerships, partial(browsed, page="partnership_detail")),
        Source(office_tables.STREAMS, QueryForm, streams, partial(browsed, page="stream_detail")),
        Source(office_tables.RECIPIENTS, QueryForm, recipients, partial(browsed, page="recipient_detail")),
        Source(office_tables.ORGANISATIONS, QueryForm, organisations, plain),
        Source(tables.OTHER, OtherMoneyFilter, lambda form: form.found(), lambda found, _form: other_money_rows(found)),
        Source(tables.TRANSPARENCY, AwardFilter, in_register_of_code, of_awards),
    )
}
