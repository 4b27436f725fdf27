"""Sums and ages in the rows of a list."""

from datetime import datetime
from typing import Any

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from grants.years import london_today

POUNDS = DecimalField(max_digits=14, decimal_places=2)
NOTHING = Value(0, output_field=POUNDS)


def sum_of(rows: QuerySet[Any], field: Any, *, by: str) -> Coalesce:
    """The sum of a field over the rows that belong to the row of the list."""
    summed = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(sum=Sum(field)).values("sum")
    return Coalesce(Subquery(summed, output_field=POUNDS), NOTHING)


def days_since(moment: datetime | None) -> int | None:
    return (london_today() - london_today(moment)).days if moment else None
