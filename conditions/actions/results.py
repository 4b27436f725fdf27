"""What awards have brought about, saved by each action that changes it."""

from collections.abc import Iterable

from django.db import transaction

from conditions.models import AwardInForce, AwardResult
from conditions.results import Result, result_of, returns_of
from grants.models import Award
from grants.models.money import ZERO
from grants.years import london_today

BATCH_SIZE = 1_000  # rows in a statement, which saves a way to the database for each of them


@transaction.atomic
def update_results(awards: Iterable[int]) -> None:
    """Save where the measures of these awards (their ids) stand now. They are locked first, so that a publication and
    an acceptance take turns; both have locked what they need of obligations before."""
    rows = Award.objects.filter(pk__in=list(awards)).order_by("pk")
    ids = list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    AwardResult.objects.filter(in_force__award__in=ids).delete()
    measured = AwardInForce.objects.filter(award__in=ids, year__isnull=False).exclude(measures_data=[])
    in_force = list(measured.select_related("award"))
    returns, today = returns_of(in_force), london_today()
    AwardResult.objects.bulk_create(
        saved(each, result_of(each, terms, returns, ZERO, today=today)) for each in in_force for terms in each.measures
    )


def saved(in_force: AwardInForce, result: Result) -> AwardResult:
    terms = result.terms
    missing = [each.ends_on for each in result.periods if each.value is None]
    needed = missing if terms.is_added_up else [each for each in missing if each == result.periods[-1].ends_on]
    return AwardResult(
        in_force=in_force,
        number=terms.number,
        standard=terms.standard,
        kind=terms.kind,
        unit=terms.unit,
        direction=terms.direction,
        target=terms.target,
        total=result.total,
        is_complete=not needed,
        first_missing_on=min(missing, default=None),
    )


def rebuild_results() -> None:
    """Save those of every award again, some at a time."""
    ids = list(AwardInForce.objects.exclude(measures_data=[]).order_by("pk").values_list("award", flat=True))
    for start in range(0, len(ids), BATCH_SIZE):
        update_results(ids[start : start + BATCH_SIZE])
