"""What each further choice would leave: the counts beside the values of every filter, all of them asked at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import Cast, ExtractYear

from conditions.tallies import decisions_by_standing
from grants.years import FinancialYear
from public.browse.search import OF_ONE_AWARD, OF_THE_DECISION, Search
from register.models import Listing

LABELS = {
    "partnership": "partnership__name",
    "stream": "stream__name",
    "recipient": "recipient__name",
    "priority": "priorities__name",
    "decision_maker": "makers__title",
}
KINDS = {value: str(label) for value, label in Listing._meta.get_field("kind").flatchoices}
# In which financial year a decision was taken, by the calendar year in which that year begins.
TAKEN_IN = ExtractYear("decided_on") - Case(When(decided_on__month__lt=4, then=1), default=0)


@dataclass(frozen=True)
class Choice:
    """One value that a filter could take, as it is written in addresses, and how many decisions it would leave."""

    value: str
    label: str
    count: int


def choices(search: Search) -> dict[str, list[Choice]]:
    """For each filter, the values that would leave something, given everything else that is asked."""
    counts_of: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    first, *rest = counted(search)
    for name, value, label, count in first.union(*rest, all=True):
        counts_of[name].append((value, label, count))
    named = {name: added_up(counts_of[name]) for name in LABELS}
    kinds = [Choice(kind, KINDS[kind], count) for kind, _, count in sorted(counts_of["kind"])]
    return named | {"kind": kinds, "year": years(counts_of["year"]), "condition": standings(search)}


def added_up(rows: Iterable[tuple[str, str, int]]) -> list[Choice]:
    """One choice for each value, in alphabetical order: decisions that make awards and those that change them."""
    counts: Counter[tuple[str, str]] = Counter()
    for value, label, count in rows:
        counts[value, label] += count
    return [Choice(*named, counts[named]) for named in sorted(counts, key=lambda named: named[1])]


def counted(search: Search) -> Iterator[QuerySet[Any, Any]]:
    """For each filter, rows of its name, a value, what people call that value, and the number of decisions."""
    for name in ("partnership", "stream", "recipient"):
        value, label = OF_ONE_AWARD[name], LABELS[name]
        yield rows(search.awards_but(name), name, F(value), F(label), "listing")
        yield rows(search.lines_but(name), name, F(f"award__listed__{value}"), F(f"award__listed__{label}"), "listing")
    yield rows(search.awards_but("year"), "year", Cast("year", CharField()), Value(""), "listing")
    of_lines = Cast("award__listed__year", CharField())
    yield rows(search.lines_but("year"), "year", of_lines, Value(""), "listing")
    if not search.of_award_but("year"):
        without = search.narrowed(but=("year",)).without_awards()
        yield rows(without, "year", Cast(TAKEN_IN, CharField()), Value(""), "pk")
    for name in ("priority", "decision_maker"):
        yield rows(search.narrowed(but=(name,)), name, F(OF_THE_DECISION[name]), F(LABELS[name]), "pk")
    yield rows(search.narrowed(but=("kind",)), "kind", F("kind"), Value(""), "pk")


def rows(found: QuerySet[Any], name: str, value: F | Cast, label: F | Value, each: str) -> QuerySet[Any, Any]:
    grouped = found.order_by().annotate(filter_name=Value(name), chosen=value, called=label)
    named = grouped.filter(chosen__isnull=False).values_list("filter_name", "chosen", "called")
    with_counts: QuerySet[Any, Any] = named.annotate(Count(each, distinct=True))
    return with_counts


def years(rows: Iterable[tuple[str, str, int]]) -> list[Choice]:
    """Newest first; awards and decisions without any are counted apart and shown together."""
    counts: Counter[FinancialYear] = Counter()
    for start, _, count in rows:
        counts[FinancialYear(int(start))] += count
    return [Choice(year.slug, str(year), counts[year]) for year in sorted(counts, reverse=True)]


def standings(search: Search) -> list[Choice]:
    there = search.narrowed(but=("condition",)).order_by().values("reference")
    return [Choice(*row) for row in decisions_by_standing(there)]
