"""What each further choice would leave: how many decisions and how many pounds, all of them asked at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, IntegerField, OuterRef, QuerySet, Sum, Value, When
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Cast, ExtractYear

from conditions.tallies import decisions_by_standing, decisions_standing
from grants.formatting import pounds
from grants.models.money import ZERO
from grants.models.organisations import Organisation
from grants.years import FinancialYear
from public.browse.search import OF_ONE_AWARD, OF_THE_DECISION, Search
from register.models import ListedAward, Listing

LABELS = {
    "partnership": "partnership__name",
    "stream": "stream__name",
    "recipient": "recipient__name",
    "priority": "priorities__name",
    "soc": "strands__name",
    "decision_maker": "makers__title",
}
KINDS = {value: str(label) for value, label in Listing._meta.get_field("kind").flatchoices}
# Recipients of one kind. Individuals have no name here, and so nothing to be found by.
RECIPIENT_KINDS = {
    "council": "Councils",
    "charity": "Charities",
    "company": "Companies",
    "police": "Police forces",
    "public_body": "Other public bodies",
}
MOST_RECIPIENTS = 100  # offered by name: all of a large register were 2 MB of choices in each list
NO_DECISION, NO_LABEL = Value(0, IntegerField()), Value("")
# In which financial year a decision was taken, by the calendar year in which that year begins.
TAKEN_IN = ExtractYear("decided_on") - Case(When(decided_on__month__lt=4, then=1), default=0)


@dataclass(frozen=True)
class Choice:
    """One value that a filter could take, as it is written in addresses; how many decisions it would leave, and what
    they come to as it stands, in pounds."""

    value: str
    label: str
    count: int
    stands: Decimal

    @property
    def leaves(self) -> str:
        decisions = f"{self.count:,} decision{'' if self.count == 1 else 's'}"
        return f"{decisions}, {pounds(self.stands)}" if self.stands else decisions


def choices(search: Search) -> dict[str, list[Choice]]:
    """For each filter, the values that would leave something, given everything else that is asked. Of very many
    decisions none is counted; of very many recipients those with most money are offered."""
    if search.is_large:
        return {"recipient": []}
    found: dict[str, dict[tuple[str, str], Choice]] = defaultdict(dict)
    first, *rest = counted(search)
    for name, value, label, count, stands in first.union(*rest, all=True):
        before = found[name].get((value, label), Choice(value, label, 0, ZERO))
        found[name][value, label] = Choice(value, label, before.count + count, before.stands + stands)
    most = sorted(found["recipient"].items(), key=lambda pair: (-pair[1].stands, pair[0]))[:MOST_RECIPIENTS]
    found["recipient"] = dict(most)
    named = {name: sorted(found[name].values(), key=lambda each: each.label) for name in LABELS}
    return named | {
        "kind": called(found["kind"].values(), KINDS),
        "recipient_kind": called(found["recipient_kind"].values(), RECIPIENT_KINDS),
        "year": years(found["year"].values()),
        "condition": standings(search),
    }


def called(found: Iterable[Choice], names: dict[str, str]) -> list[Choice]:
    """Those that have a name, in the order of their values."""
    known = sorted((each for each in found if each.value in names), key=lambda each: each.value)
    return [Choice(each.value, names[each.value], each.count, each.stands) for each in known]


def counted(search: Search) -> Iterator[QuerySet[Any, Any]]:
    """For each filter, rows of its name, a value, what people call that value, the number of decisions, and pounds. A
    decision may be in two rows of a value, which are counted and added up together."""
    for name, path in OF_ONE_AWARD.items():
        yield from of_awards(search, name, path)
    if not search.of_award_but("year"):
        without = search.narrowed(but=("year",)).without_awards()
        yield rows(without, "year", Cast(TAKEN_IN, CharField()), NO_LABEL, Count("pk"), Value(ZERO))
    for name in ("priority", "soc", "decision_maker", "kind"):
        yield from of_decisions(search, name, OF_THE_DECISION[name])


def of_awards(search: Search, name: str, path: str) -> Iterator[QuerySet[Any, Any]]:
    """Decisions that make awards of each value; and those that change them and make none, with what they add."""
    of_line = f"award__listed__{path}"
    label = F(LABELS[name]) if name in LABELS else NO_LABEL
    label_of_line = F(f"award__listed__{LABELS[name]}") if name in LABELS else NO_LABEL
    decisions = Count("listing", distinct=True)
    awards, lines = search.awards(but=name), search.lines(but=name)
    if name == "recipient":  # an individual has no name here
        awards = awards.exclude(recipient__kind=Organisation.Kind.INDIVIDUAL)
        lines = lines.exclude(award__listed__recipient__kind=Organisation.Kind.INDIVIDUAL)
    yield rows(awards, name, as_text(path), label, decisions, Sum("current_amount"))
    if not search.may_change(name):
        return
    own = ListedAward.objects.filter(**search.paths_but(name))
    own = own.filter(**{"listing": OuterRef("listing"), path: OuterRef(of_line)})
    changing = lines.filter(~Exists(own))
    yield rows(changing, name, as_text(of_line), label_of_line, decisions, Value(ZERO))
    apart = lines.filter(~Exists(search.decisions(but=name).filter(pk=OWN_DECISION)))
    yield rows(apart, name, as_text(of_line), label_of_line, NO_DECISION, Sum("current_difference"))


# Of a variation line: the decision that made the award.
OWN_DECISION = OuterRef("award__listed__listing")


def of_decisions(search: Search, name: str, path: str) -> Iterator[QuerySet[Any, Any]]:
    """Decisions of each value; what their awards come to; and what they add to awards of decisions of other values."""
    label = LABELS.get(name, "")
    found = search.narrowed(but=(name,))
    yield rows(found, name, F(path), F(label) if label else NO_LABEL, Count("pk", distinct=True), Value(ZERO))
    label_of_row = F(f"listing__{label}") if label else NO_LABEL
    awards, lines = search.awards(but=name), search.lines(but=name)
    yield rows(awards, name, F(f"listing__{path}"), label_of_row, NO_DECISION, Sum("current_amount"))
    if not search.may_change(name):
        return
    own = search.decisions(but=name).filter(**{"pk": OWN_DECISION, path: OuterRef(f"listing__{path}")})
    yield rows(
        lines.filter(~Exists(own)), name, F(f"listing__{path}"), label_of_row, NO_DECISION, Sum("current_difference")
    )


def as_text(path: str) -> Cast:
    return Cast(path, CharField())


def rows(
    found: QuerySet[Any], name: str, value: Combinable, label: Combinable, decisions: Expression, stands: Expression
) -> QuerySet[Any, Any]:
    grouped = found.order_by().annotate(filter_name=Value(name), chosen=value, called=label)
    named = grouped.filter(chosen__isnull=False).values_list("filter_name", "chosen", "called")
    summed: QuerySet[Any, Any] = named.annotate(decisions=decisions, stands=stands)
    return summed


def years(found: Iterable[Choice]) -> list[Choice]:
    """Newest first."""
    each_year = {FinancialYear(int(each.value)): each for each in found}
    return [
        Choice(year.slug, str(year), each_year[year].count, each_year[year].stands)
        for year in sorted(each_year, reverse=True)
    ]


def standings(search: Search) -> list[Choice]:
    there = search.narrowed(but=("condition",)).order_by().values("reference")
    found = decisions_by_standing(there)
    stands = money_by_standing(search, [value for value, _, _ in found])
    return [Choice(value, label, count, stands[value]) for value, label, count in found]


def money_by_standing(search: Search, values: Iterable[str]) -> dict[str, Decimal]:
    """What the decisions with a condition that stands so come to, in pounds."""
    asked = {value: decisions_standing(value).filter(reference=OuterRef("listing__reference")) for value in values}
    own = search.awards(but="condition").aggregate(
        **{value: Sum("current_amount", filter=Exists(those), default=ZERO) for value, those in asked.items()}
    )
    made = search.decisions(but="condition").filter(pk=OWN_DECISION)
    apart = {
        value: ~Exists(made.filter(reference__in=decisions_standing(value).values("reference"))) for value in asked
    }
    added = search.lines(but="condition").aggregate(
        **{
            value: Sum("current_difference", filter=Exists(those) & apart[value], default=ZERO)
            for value, those in asked.items()
        }
    )
    return {value: own[value] + added[value] for value in asked}
