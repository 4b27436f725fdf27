"""Finding decisions: what narrows the list, and in what order it comes."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Self, TypeVar
from urllib.parse import parse_qsl, urlencode

from django.contrib.postgres.search import SearchHeadline
from django.db.models import QuerySet

from conditions.tallies import decisions_standing
from grants.years import FinancialYear
from public.search.question import Question
from register.models import ListedAward, ListedVariationLine, Listing, ListingQuerySet
from register.models.listing import of_line

# What one award of the decision must meet, all of it together.
OF_ONE_AWARD = {
    "partnership": "partnership__slug",
    "stream": "stream__slug",
    "year": "year",
    "recipient": "recipient__slug",
    "recipient_kind": "recipient__kind",
}
OF_THE_DECISION = {
    "kind": "kind",
    "priority": "priorities__slug",
    "soc": "strands__slug",
    "decision_maker": "makers__slug",
    "min": "total__gte",
    "max": "total__lte",
    "from": "decided_on__gte",
    "to": "decided_on__lte",
}

# What addresses hold is text; these make it what the database compares with.
READ: dict[str, Callable[[str], Any]] = {
    "year": FinancialYear.parse,
    "min": Decimal,
    "max": Decimal,
    "from": date.fromisoformat,
    "to": date.fromisoformat,
}

# As many as a list shows, counts, adds up and weighs against further choices; of more it says so. As many as words put
# in the order of the best match: the newest of them. No page then costs more the longer the register is kept: the
# commonest word of 100,000 decisions took 9.7 seconds of PostgreSQL, and takes 0.2.
MOST_COUNTED, MOST_RANKED = 10_000, 1_000

# Control characters, which nobody can type into the record.
MARK, UNMARK = "\x02", "\x03"


Rows = TypeVar("Rows", bound=QuerySet[Any])


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

    @cached_property
    def question(self) -> Question:
        return Question(self.words)

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
    def count(self) -> int:
        """How many decisions meet everything asked; one more than MOST_COUNTED where these are more."""
        return self.narrowed().order_by()[: MOST_COUNTED + 1].count()

    @property
    def is_large(self) -> bool:
        return self.count > MOST_COUNTED

    @property
    def is_ranked_in_part(self) -> bool:
        return self.order == "relevance" and self.count > MOST_RANKED

    @property
    def number_shown(self) -> int:
        return min(self.count, MOST_RANKED if self.is_ranked_in_part else MOST_COUNTED)

    def shown(self) -> ListingQuerySet:
        """What the pages of a list show of what is found: all but of very much."""
        if not self.is_ranked_in_part:
            return self.found()
        newest = self.narrowed().newest_first()[:MOST_RANKED].values("pk")
        return self.question.best_first(Listing.objects.filter(pk__in=newest))

    def found(self) -> ListingQuerySet:
        """The decisions that meet everything asked, in the order asked."""
        rows = self.narrowed(by_walking=bool(self.of_award_but("")) and self.is_large)
        if self.order == "relevance":
            return self.question.best_first(rows)
        return rows.largest_first() if self.order == "amount" else rows.newest_first()

    def narrowed(self, *, but: Collection[str] = (), by_walking: bool = False) -> ListingQuerySet:
        """The decisions that meet everything asked, but for the filters named. `by_walking`: for the first few of very
        many, each decision is asked about its awards in turn."""
        wanted = {name: value for name, value in self.asked.items() if name not in but}
        rows = Listing.objects.all()
        if "q" in wanted:
            rows = self.question.find(rows)
        for name in OF_THE_DECISION.keys() & wanted.keys():
            rows = rows.filter(**{OF_THE_DECISION[name]: wanted[name]})
        if "listed" in wanted:
            rows = rows.on_list(wanted["listed"])
        if "condition" in wanted:
            rows = rows.filter(reference__in=decisions_standing(wanted["condition"]).values("reference"))
        of = {OF_ONE_AWARD[name]: wanted[name] for name in OF_ONE_AWARD if name in wanted}
        return with_award(rows, of, by_walking=by_walking)

    def awards(self, *, but: str = "") -> QuerySet[ListedAward]:
        """The awards that meet everything asked, but for one filter, in decisions that do."""
        return self.in_decisions(ListedAward.objects.filter(**self.paths_but(but)), but)

    def lines(self, *, but: str = "") -> QuerySet[ListedVariationLine]:
        """What such decisions change: the variation lines of awards in force that meet the same."""
        return self.in_decisions(ListedVariationLine.objects.standing().filter(**of_line(self.paths_but(but))), but)

    def may_change(self, but: str) -> bool:
        """Whether there may be such lines: most lists have none, and then half of what is counted need not be."""
        return but in self.asked or self.has_lines

    @cached_property
    def has_lines(self) -> bool:
        return self.lines().exists()

    def paths_but(self, name: str) -> dict[str, Any]:
        return {OF_ONE_AWARD[each]: self.asked[each] for each in self.of_award_but(name)}

    def in_decisions(self, rows: Rows, but: str) -> Rows:
        """Those of decisions that meet whatever is not asked of one award."""
        if self.asks_of_awards_alone(but=but):
            return rows
        return rows.filter(listing__in=self.decisions(but=but).values("pk"))

    def asks_of_awards_alone(self, *, but: str = "") -> bool:
        return self.asked.keys() <= {*OF_ONE_AWARD, "sort", but}

    def decisions(self, *, but: str = "") -> ListingQuerySet:
        """The decisions that meet whatever is not asked of one award, but for one filter."""
        return self.narrowed(but={*OF_ONE_AWARD, but})

    def of_award_but(self, name: str) -> set[str]:
        """The filters in force that one award has to meet, but for one of them."""
        return (OF_ONE_AWARD.keys() & self.asked.keys()) - {name}


def as_written(value: Any) -> str:
    return value.slug if isinstance(value, FinancialYear) else str(value)


def with_award(rows: ListingQuerySet, of: Mapping[str, Any], *, by_walking: bool) -> ListingQuerySet:
    """Those that make or change one award of which all of it is true. A decision without awards belongs to the year it
    was taken in."""
    if not of:
        return rows
    if of.keys() == {"year"}:
        return rows.in_year(of["year"]) if by_walking else rows.looked_up_in_year(of["year"])
    return rows.about(**of) if by_walking else rows.looked_up_about(**of)


def in_context(rows: ListingQuerySet, question: Question) -> ListingQuerySet:
    """Each row with `context`: where the words are in it, between MARK and UNMARK."""
    if not question.alternatives:
        return rows
    fragments = SearchHeadline(
        "words",
        question.for_texts,
        config="english",
        start_sel=MARK,
        stop_sel=UNMARK,
        max_fragments=2,
        max_words=22,
        min_words=8,
        fragment_delimiter=" … ",
    )
    return rows.annotate(context=fragments)
