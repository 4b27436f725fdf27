"""Where the rows of each table come from, and what may be asked of them: the same for its files and for the API."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.utils.text import capfirst

from conditions.payments import with_payments
from grants.models.money import ZERO, FundingStream
from grants.models.organisations import Organisation, Partnership
from grants.models.plans import Plan
from public.browse.objectives import Objective, called, served
from public.forms.asking import QueryForm
from public.forms.awards import AwardSearch
from public.forms.queries import (
    AllocationFilter,
    AwardFilter,
    ConditionFilter,
    DecisionSearch,
    ObjectiveFilter,
    OtherMoneyFilter,
)
from public.forms.results import ResultFilter
from public.open_data import office_tables, results, tables
from public.open_data.account_table import YEARLY_ACCOUNTS, YEARLY_RESULTS, account_rows, result_rows
from public.open_data.award_cells import award_lines, transparency_lines
from public.open_data.columns import DataTable
from public.open_data.rows import (
    BrowsedRow,
    PaymentsRow,
    RecommendationRow,
    condition_rows,
    decision_rows,
    other_money_rows,
    rows_of_awards,
)
from register.models.accounts import YearAccount
from register.models.forward_plan import PlannedDecision
from register.models.listing import NOT_ENDED, ListedStrand
from register.models.scrutiny import Recommendation

CHUNK = 500  # rows that are held at a time, however many there are
SHORT_NAME = re.compile(r"[A-Za-z0-9_-]{1,120}")
AWARD_ORDER, BY_SLUG = ("listing__reference", "number"), ("slug",)
ENDED = ("award__in_force", "award__end__carried_over_by", "award__end__repurposed_by")
OF_TOTALS = {
    "award_count": Sum("award_totals__in_force", default=0),
    "awarded": Sum("award_totals__current_amount", default=ZERO),
}
OF_AWARDS = {
    "award_count": Count("listed_awards", filter=Q(listed_awards__current_amount__gt=0)),
    "awarded": Sum("listed_awards__current_amount", default=ZERO),
}


@dataclass(frozen=True)
class Source:
    """`form` is what may be asked; `found` gives, for such a form, what it finds; `rows` makes the rows of that.
    `order` tells each row from all others, so that a list can go on after any of them. `of_key` says how the row of a
    key is found, where the table has a list in the API; ValueError for what is no key."""

    table: DataTable
    form: type[QueryForm]
    found: Callable[[Any], QuerySet[Any]]
    rows: Callable[[Any, Any], Iterable[Any]]
    order: tuple[str, ...]
    of_key: Callable[[str], dict[str, Any]] | None = None
    # The file in an order that was asked for; and its lines as CSV, where making rows would take most of the time.
    in_file: Callable[[Any], QuerySet[Any]] | None = None
    lines: Callable[[Any], Iterable[str]] | None = None

    def listed(self, form: Any) -> QuerySet[Any]:
        """As the file has them."""
        return self.in_file(form) if self.in_file else self.in_order(form)

    def in_order(self, form: Any) -> QuerySet[Any]:
        return self.found(form).order_by(*self.order)

    def blank_form(self) -> QueryForm:
        """One that asks for everything."""
        form = self.form({})
        form.is_valid()
        return form

    def one(self, key: str) -> QuerySet[Any]:
        """The row of that key, or none."""
        found = self.found(self.blank_form())
        try:
            return found.filter(**self.of_key(key)) if self.of_key else found.none()
        except ValueError:
            return found.none()

    def beyond(self, form: Any, key: str) -> QuerySet[Any] | None:
        """What comes after the row of that key; None where there is no such row."""
        fields = [name.removeprefix("-") for name in self.order]
        last = self.one(key).values_list(*fields).first()
        if last is None:
            return None
        later, same = Q(), Q()
        for name, field, value in zip(self.order, fields, last, strict=True):
            later |= same & Q((f"{field}__{'lt' if name.startswith('-') else 'gt'}", value))
            same &= Q((field, value))
        # Said of the first field as well, so that an index leads to the place.
        from_there = f"{fields[0]}__{'lte' if self.order[0].startswith('-') else 'gte'}"
        return self.in_order(form).filter(later, **{from_there: last[0]})


def plain(found: QuerySet[Any], _form: QueryForm) -> Iterator[Any]:
    return found.iterator(CHUNK)


def browsed(page: str) -> Callable[[QuerySet[Any], QueryForm], Iterator[BrowsedRow]]:
    return lambda found, _form: (BrowsedRow(each, page) for each in found.iterator(CHUNK))


def partnerships(_form: QueryForm) -> QuerySet[Any]:
    return Partnership.objects.select_related("accountable_body").prefetch_related("soc_themes").annotate(**OF_TOTALS)


def streams(_form: QueryForm) -> QuerySet[Any]:
    return FundingStream.objects.prefetch_related("soc_themes").annotate(**OF_TOTALS)


def recipients(_form: QueryForm) -> QuerySet[Any]:
    """Of those with an award that has not ended, as their page lists them."""
    named = Organisation.objects.exclude(kind=Organisation.Kind.INDIVIDUAL)
    paid = named.filter(listed_awards__current_amount__gt=0)
    years = {"first_year": Min("listed_awards__year"), "last_year": Max("listed_awards__year")}
    return paid.annotate(**OF_AWARDS, **years)


def organisations(_form: QueryForm) -> QuerySet[Any]:
    """Of any other organisation there is nothing to say in public."""
    said = Q(listed_awards__isnull=False) | Q(partnerships__isnull=False)
    return Organisation.objects.exclude(kind=Organisation.Kind.INDIVIDUAL).filter(said).distinct()


def plans(_form: QueryForm) -> QuerySet[Any]:
    return Plan.objects.select_related("partnership", "replaces").annotate(version_count=Count("versions"))


def of_objectives(found: QuerySet[Any], _form: QueryForm) -> Iterator[Objective]:
    return iter(served(found))


def short_name(key: str) -> str:
    """The key itself, where it is made as references, slugs and numbers are."""
    if not SHORT_NAME.fullmatch(key):
        raise ValueError(key)
    return key


def of_slug(key: str) -> dict[str, Any]:
    return {"slug": short_name(key)}


def of_number(key: str) -> dict[str, Any]:
    return {"pk": int(short_name(key)[:18])}


def of_reference(key: str) -> dict[str, Any]:
    return {"reference": short_name(key)}


def of_award(key: str) -> dict[str, Any]:
    reference, _, number = short_name(key).rpartition("-")
    return {"listing__reference": reference, "number": int(number)}


def of_result(key: str) -> dict[str, Any]:
    reference, award, number = short_name(key).rsplit("-", 2)
    return {"in_force__reference": reference, "in_force__award__number": int(award[:9]), "number": int(number[:9])}


def of_obligation(key: str) -> dict[str, Any]:
    return {"pk": int(short_name(key))}


ALL_SOURCES = {
    source.table.name: source
    for source in (
        Source(
            tables.DECISIONS,
            DecisionSearch,
            lambda form: form.search.narrowed(),
            lambda found, form: decision_rows(found, form.narrowing),
            ("-decided_on", "-pk"),
            of_reference,
            in_file=lambda form: form.search.found(),
        ),
        Source(
            tables.AWARDS,
            AwardSearch,
            lambda form: form.search.awards(),
            lambda found, _form: rows_of_awards(found),
            AWARD_ORDER,
            of_award,
            in_file=lambda form: form.found(),
            lines=award_lines,
        ),
        Source(
            tables.CONDITIONS,
            ConditionFilter,
            lambda form: form.found(),
            lambda found, _form: condition_rows(found),
            ("reference", "terms_data__number", "due_on", "pk"),
            of_obligation,
        ),
        Source(
            office_tables.ALLOCATIONS,
            AllocationFilter,
            lambda form: form.found().select_related("stream"),
            plain,
            ("stream__slug", "year", "release"),
        ),
        Source(office_tables.PARTNERSHIPS, QueryForm, partnerships, browsed("partnership_detail"), BY_SLUG, of_slug),
        Source(office_tables.STREAMS, QueryForm, streams, browsed("stream_detail"), BY_SLUG, of_slug),
        Source(office_tables.RECIPIENTS, QueryForm, recipients, browsed("recipient_detail"), BY_SLUG, of_slug),
        Source(office_tables.ORGANISATIONS, QueryForm, organisations, plain, BY_SLUG),
        Source(
            tables.PAYMENTS,
            AwardFilter,
            lambda form: with_payments(
                form.narrowing.awards.select_related("listing", "partnership", "stream", *ENDED)
            ),
            lambda found, _form: (PaymentsRow(each) for each in found.iterator(CHUNK)),
            AWARD_ORDER,
        ),
        Source(
            office_tables.FORWARD_PLAN,
            QueryForm,
            lambda _form: PlannedDecision.objects.as_shown(),
            plain,
            ("expected_on", "pk"),
        ),
        Source(office_tables.PLANS, QueryForm, plans, plain, BY_SLUG, of_slug),
        Source(office_tables.OBJECTIVES, ObjectiveFilter, lambda form: form.found(), of_objectives, BY_SLUG, of_slug),
        Source(
            office_tables.SOC,
            QueryForm,
            lambda _form: ListedStrand.objects.distinct("slug"),
            lambda found, _form: called({each.slug: capfirst(each.name) for each in found}),
            BY_SLUG,
        ),
        Source(
            office_tables.RECOMMENDATIONS,
            QueryForm,
            lambda _form: Recommendation.objects.standing().as_shown(),
            lambda found, _form: (RecommendationRow(each) for each in found.iterator(CHUNK)),
            ("pk",),
            of_number,
        ),
        Source(
            YEARLY_ACCOUNTS,
            QueryForm,
            lambda _form: YearAccount.objects.newest(),
            lambda found, _form: account_rows(found.iterator(CHUNK)),
            ("year", "-version"),
        ),
        Source(
            YEARLY_RESULTS,
            QueryForm,
            lambda _form: YearAccount.objects.newest(),
            lambda found, _form: result_rows(found.iterator(CHUNK)),
            ("year", "-version"),
        ),
        Source(
            results.RESULTS,
            ResultFilter,
            lambda form: form.found(),
            lambda found, _form: results.result_cells(found),
            ("in_force__reference", "in_force__award__number", "number"),
            of_result,
        ),
        Source(
            tables.OTHER,
            OtherMoneyFilter,
            lambda form: form.found(),
            lambda found, _form: other_money_rows(found),
            ("-decided_on", "-pk"),
        ),
        Source(
            tables.TRANSPARENCY,
            AwardFilter,
            lambda form: form.narrowing.awards.filter(NOT_ENDED),
            lambda found, _form: rows_of_awards(found),
            AWARD_ORDER,
            lines=transparency_lines,
        ),
    )
}

# Those that the office publishes.
SOURCES = {
    name: each for name, each in ALL_SOURCES.items() if settings.PUBLISHES_PAYMENTS or each.table != tables.PAYMENTS
}
