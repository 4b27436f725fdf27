"""Filters that several lists of the office share."""

from collections.abc import Callable

from django.db.models import Q

from grants.models import FundingStream, Partnership, Role, User
from grants.years import FinancialYear, london_today
from register.office_lists.declared import Choices, ListFilter

FIRST_YEAR = 2012  # the first commissioners were elected in November 2012
YEARS_AHEAD = 4


def stream_filter(where: Callable[[str], Q]) -> ListFilter:
    return ListFilter("stream", "Funding stream", "All streams", streams, where)


def year_filter(where: Callable[[FinancialYear], Q]) -> ListFilter:
    return ListFilter("year", "Financial year", "All years", years, lambda slug: where(FinancialYear.parse(slug)))


def partnership_filter(where: Callable[[str], Q]) -> ListFilter:
    return ListFilter("partnership", "Partnership", "All partnerships", partnerships, where)


def owner_filter(label: str, where: Callable[[str], Q]) -> ListFilter:
    return ListFilter("owner", label, "Anybody", people, where)


def streams() -> Choices:
    return FundingStream.objects.values_list("slug", "name")


def years() -> Choices:
    last = FinancialYear.of(london_today()).start + YEARS_AHEAD
    return [(year.slug, str(year)) for year in map(FinancialYear, range(last, FIRST_YEAR - 1, -1))]


def partnerships() -> Choices:
    return Partnership.objects.values_list("slug", "district")


def people() -> Choices:
    """Everybody who has ever been an officer or an approver."""
    found = User.objects.filter(memberships__role__in=(Role.OFFICER, Role.APPROVER)).distinct()
    return [(str(pk), name) for pk, name in found.values_list("pk", "name")]
