"""Finding decisions: what narrows the list, in what order it comes, and what each further choice would leave."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

from django.contrib.postgres.search import SearchHeadline
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from conditions.standing import State
from conditions.states import references_by_state
from grants.years import FinancialYear
from register.models import ListedAward, Listing, ListingQuerySet, search_query

# What one award of the decision must meet, all of it together, and where its choices take their labels from.
OF_ONE_AWARD = {
    "partnership": "partnership__slug",
    "stream": "stream__slug",
    "year": "year",
    "recipient": "recipient__slug",
}
OF_THE_DECISION = {
    "kind": "kind",
    "priority": "priorities__slug",
    "decision_maker": "makers__slug",
    "min": "total__gte",
    "max": "total__lte",
    "from": "decided_on__gte",
    "to": "decided_on__lte",
}
LABELS = {
    "partnership": "partnership__name",
    "stream": "stream__name",
    "recipient": "recipient__name",
    "priority": "priorities__name",
    "decision_maker": "makers__title",
}

# What addresses hold is text; these make it what the database compares with.
READ: dict[str, Callable[[str], Any]] = {
    "year": FinancialYear.parse,
    "min": Decimal,
    "max": Decimal,
    "from": date.fromisoformat,
    "to": date.fromisoformat,
}
KINDS = {value: str(label) for value, label in Listing._meta.get_field("kind").flatchoices}

# Control characters, which nobody can type into the record.
MARK, UNMARK = "\x02", "\x03"


@dataclass(frozen=True)
class Choice:
    """One value that a filter could take, as it stands in addresses, and how many decisions it would leave."""

    value: str
    label: str
    count: int


class Search:
    """A question put to the register: `asked` holds the cleaned values of `register.forms.DecisionSearch`, by the names
    they have in addresses; empty ones ask nothing."""

    def __init__(self, asked: Mapping[str, Any]) -> None:
        self.asked = {name: value for name, value in asked.items() if value not in (None, "")}

    @classmethod
    def read(cls, query: str) -> Self:
        """The question that a `query` asks."""
        return cls({name: READ.get(name, str)(value) for name, value in parse_qsl(query)})

    @property
    def words(self) -> str:
        return str(self.asked.get("q", ""))

    @property
    def query(self) -> str:
        """What is asked, as the part of an address behind the question mark: the same however it was typed."""
        return urlencode({name: as_written(value) for name, value in sorted(self.asked.items()) if name != "sort"})

    @property
    def order(self) -> str:
        """date, amount or relevance; relevance needs words to be relevant to."""
        order = self.asked.get("sort") or "relevance"
        return "date" if order == "relevance" and not self.words else str(order)

    @cached_property
    def references_by_state(self) -> dict[str, set[str]]:
        return references_by_state()

    def found(self) -> ListingQuerySet:
        """The decisions that meet everything asked, in the order asked."""
        rows = self.narrowed()
        if self.order == "relevance":
            return rows.best_first(self.words)
        return rows.largest_first() if self.order == "amount" else rows.newest_first()

    def narrowed(self, *, but: Collection[str] = ()) -> ListingQuerySet:
        """The decisions that meet everything asked, but for the filters named."""
        wanted = {name: value for name, value in self.asked.items() if name not in but}
        rows = Listing.objects.holding(self.words) if "q" in wanted else Listing.objects.all()
        for name in OF_THE_DECISION.keys() & wanted.keys():
            rows = rows.filter(**{OF_THE_DECISION[name]: wanted[name]})
        if "condition" in wanted:
            rows = rows.filter(reference__in=self.references_by_state.get(wanted["condition"], set()))
        return with_award(rows, {name: wanted[name] for name in OF_ONE_AWARD if name in wanted})

    def choices(self) -> dict[str, list[Choice]]:
        """For each filter, the values that would leave something, given everything else that is asked."""
        return {
            **{name: self.award_choices(name) for name in ("partnership", "stream", "recipient")},
            **{name: self.decision_choices(name) for name in ("priority", "decision_maker")},
            "year": self.year_choices(),
            "kind": self.kind_choices(),
            "condition": self.condition_choices(),
        }

    def awards_but(self, name: str) -> QuerySet[ListedAward]:
        """The awards that meet everything asked, but for one filter."""
        others = {OF_ONE_AWARD[each]: self.asked[each] for each in self.others(name)}
        return ListedAward.objects.filter(listing__in=self.narrowed(but=OF_ONE_AWARD), **others).order_by()

    def others(self, name: str) -> set[str]:
        return (OF_ONE_AWARD.keys() & self.asked.keys()) - {name}

    def award_choices(self, name: str) -> list[Choice]:
        key, label = OF_ONE_AWARD[name], LABELS[name]
        rows = self.awards_but(name).filter(**{f"{key}__isnull": False}).values_list(key, label)
        return [Choice(*row) for row in rows.annotate(Count("listing", distinct=True)).order_by(label)]

    def decision_choices(self, name: str) -> list[Choice]:
        key, label = OF_THE_DECISION[name], LABELS[name]
        rows = self.narrowed(but=(name,)).order_by().filter(**{f"{key}__isnull": False}).values_list(key, label)
        return [Choice(*row) for row in rows.annotate(Count("pk", distinct=True)).order_by(label)]

    def year_choices(self) -> list[Choice]:
        counts: dict[FinancialYear, int] = defaultdict(int)
        awarded = self.awards_but("year").exclude(year=None).values_list("year")
        for year, count in awarded.annotate(Count("listing", distinct=True)):
            counts[year] += count
        if not self.others("year"):
            without = self.narrowed(but=("year",)).filter(awards=None).order_by()
            for decided_on in without.values_list("decided_on", flat=True):
                counts[FinancialYear.of(decided_on)] += 1
        return [Choice(year.slug, str(year), counts[year]) for year in sorted(counts, reverse=True)]

    def kind_choices(self) -> list[Choice]:
        rows = self.narrowed(but=("kind",)).order_by().values_list("kind").annotate(Count("pk"))
        return [Choice(kind, KINDS[kind], count) for kind, count in sorted(rows)]

    def condition_choices(self) -> list[Choice]:
        there = set(self.narrowed(but=("condition",)).values_list("reference", flat=True))
        counts = {state: len(there & self.references_by_state.get(state.value, set())) for state in State}
        return [Choice(state.value, str(state.label), count) for state, count in counts.items() if count]


def as_written(value: Any) -> str:
    return value.slug if isinstance(value, FinancialYear) else str(value)


def with_award(rows: ListingQuerySet, wanted: Mapping[str, Any]) -> ListingQuerySet:
    """Those with one award that meets all of it. A decision without awards belongs to the year it was taken in."""
    if not wanted:
        return rows
    awards = ListedAward.objects.filter(listing=OuterRef("pk"))
    held = Q(Exists(awards.filter(**{OF_ONE_AWARD[name]: value for name, value in wanted.items()})))
    if wanted.keys() == {"year"}:
        year = wanted["year"]
        held |= ~Exists(awards) & Q(decided_on__range=(year.first_day, year.last_day))
    return rows.filter(held)


def in_context(rows: ListingQuerySet, words: str) -> ListingQuerySet:
    """Each row with `context`: where the words stand in it, between MARK and UNMARK."""
    fragments = SearchHeadline(
        "words",
        search_query(words),
        config="english",
        start_sel=MARK,
        stop_sel=UNMARK,
        max_fragments=2,
        max_words=22,
        min_words=8,
        fragment_delimiter=" … ",
    )
    return rows.annotate(context=fragments)
