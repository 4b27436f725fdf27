"""Findings as they were made, for those who follow the register: those on one condition, alike and of one day, are told
as one. What was carried over is told no second time."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, Count, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import TruncDate

from conditions.models import Assessment, Obligation
from grants.years import LONDON, london_today

MOST_NAMED = 3
READ_AT_FIRST = 100  # findings, of which all of their days are read
# The name of its partnership, where that is public.
NAMED = Case(When(obligation__is_withheld=False, then="obligation__partnership__name"))
OF_OBLIGATION = ("obligation__reference", "obligation__decision_title", "obligation__terms_data__title")


class FindingsOfDay(NamedTuple):
    """`newest` is the last assessment among these `times`; `partnerships` are whose they are, none that is withheld."""

    day: date
    finding: str
    reference: str
    decision_title: str
    condition: str
    number: int
    newest: int
    made_at: datetime
    times: int
    partnerships: list[str]

    @property
    def title(self) -> str:
        return f"Condition {self.label}: {self.condition}"

    @property
    def sentence(self) -> str:
        """A condition was found not met: Clear spending plan, for Salford Community Safety Partnership."""
        often = f" {self.times} times" if self.times > 1 else ""
        return f"A condition was found {self.label}{often}: {self.condition}{self.whose}."

    @property
    def label(self) -> str:
        return Assessment.Finding(self.finding).label.lower()

    @property
    def whose(self) -> str:
        if len(self.partnerships) > MOST_NAMED:
            return f", for {len(self.partnerships)} partnerships"
        return f", for {', '.join(self.partnerships)}" if self.partnerships else ""


def findings_made(
    references: QuerySet[Any, Any], *, most: int, after: int = 0, before: datetime | None = None
) -> Iterator[FindingsOfDay]:
    """Findings on conditions in force of these decisions (references), the newest first: only later ones than the
    assessment `after`, and than those made at `before` only earlier ones. Only the newest days are read: as many as it
    takes, 1,000 blocks of 8 KB instead of 36,000 for the feed of all of 50,000 decisions."""
    in_sight = Obligation.objects.in_force().filter(is_taken_down=False, reference__in=references)
    made = Assessment.objects.filter(obligation__in=in_sight, carried_from=None, pk__gt=after)
    if before:
        made = made.filter(made_at__lt=before)
    return (FindingsOfDay(*row) for row in of_newest_days(made, most, made_on_days))


def made_on_days(made: QuerySet[Assessment], most: int) -> list[Any]:
    of_obligation = ("reference", "decision_title", "terms_data__title", "terms_data__number")
    rows = (
        made.order_by()
        .annotate(day=TruncDate("made_at"), partnership=NAMED)
        .values_list("day", "finding", *(f"obligation__{name}" for name in of_obligation))
        .annotate(
            newest=Max("pk"),
            latest=Max("made_at"),
            times=Count("pk"),
            partnerships=ArrayAgg("partnership", distinct=True, filter=Q(partnership__isnull=False), default=[]),
        )
    )
    return list(rows.order_by("-latest", "-newest")[:most])


def of_newest_days(
    made: QuerySet[Assessment], most: int, read: Callable[[QuerySet[Assessment], int], list[Any]]
) -> list[Any]:
    """What `read` gives of some findings, at most so many, reading all of the newest days alone that give so many."""
    found: list[Any] = []
    at_first = READ_AT_FIRST
    while len(found) < most:
        newest = made.order_by("-made_at").values_list("made_at", flat=True)[at_first - 1 : at_first]
        since = datetime.combine(london_today(newest[0]), time.min, LONDON) if newest else None
        found = read(made.filter(made_at__gte=since) if since else made, most)
        if since is None:
            break
        at_first *= 10
    return found


def newest_assessment(*, before: datetime) -> int:
    """The number of the newest of those made before a moment; 0 where there is none."""
    return Assessment.objects.filter(made_at__lt=before).aggregate(newest=Max("pk"))["newest"] or 0


class NewestFinding(NamedTuple):
    """The finding that stands of one obligation."""

    day: date
    label: str
    reference: str
    decision_title: str
    condition: str


class FoundOfCondition(NamedTuple):
    """The same finding on a condition, made on one day: how often, and of which partnerships that are public."""

    day: date
    reference: str
    title: str
    condition: str
    times: int
    partnerships: list[str]


def found_between(first: date, last: date, finding: str) -> QuerySet[Any, Any]:
    """Rows of which each is a `FoundOfCondition`: of each obligation that stands its newest finding, if it was this one
    and made between two days; the newest first."""
    start, end = (datetime.combine(day, time.min, LONDON) for day in (first, last + timedelta(days=1)))
    between = standing_findings().filter(finding=finding, made_at__gte=start, made_at__lt=end)
    of_one_day = between.order_by().annotate(day=TruncDate("made_at"), partnership=NAMED)
    rows: QuerySet[Any, Any] = of_one_day.values_list("day", *OF_OBLIGATION).annotate(
        times=Count("pk"),
        partnerships=ArrayAgg("partnership", distinct=True, filter=Q(partnership__isnull=False), default=[]),
    )
    return rows.order_by("-day", *(f"-{name}" for name in OF_OBLIGATION))


def found_of_conditions(rows: QuerySet[Any, Any]) -> Iterator[FoundOfCondition]:
    return (FoundOfCondition(*row) for row in rows)


def standing_findings() -> QuerySet[Assessment]:
    """Of each obligation that stands its newest finding."""
    same = Assessment.objects.filter(obligation=OuterRef("obligation")).order_by("-made_at", "-pk")
    # Looked up for each that is read; asked whether there is a later one, PostgreSQL would read all there are.
    return Assessment.objects.filter(
        pk=Subquery(same.values("pk")[:1]), obligation__lapsed_at=None, obligation__is_taken_down=False
    )


def findings_by_condition(limit: int) -> list[tuple[NewestFinding, int]]:
    """The same, added up by the database: like findings of a condition on one day as one, with how many they are; the
    newest few, without partnerships."""
    return of_newest_days(standing_findings(), limit, standing_on_days)


def standing_on_days(standing: QuerySet[Assessment], limit: int) -> list[tuple[NewestFinding, int]]:
    of_one_day = standing.order_by().annotate(day=TruncDate("made_at"))
    rows = of_one_day.values_list("day", "finding", *OF_OBLIGATION).annotate(count=Count("pk"))
    return [
        (NewestFinding(day, Assessment.Finding(value).label, reference, title, condition), count)
        for day, value, reference, title, condition, count in rows.order_by("-day", "finding", *OF_OBLIGATION)[:limit]
    ]
