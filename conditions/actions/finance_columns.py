"""How the office wants its file for the finance system."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from conditions.models import FinanceColumn
from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.models import User
from grants.refused import Refused
from grants.revisions import refuse_overtaken


@transaction.atomic
def choose_finance_columns(
    columns: Sequence[tuple[str, str]], *, by: User, revision: int | None = None, at: datetime | None = None
) -> list[FinanceColumn]:
    """Save which columns the file has, in this order: what each holds, and its heading. Refused: none at all; two
    of one heading; (Stale) where somebody has chosen others since `revision`."""
    require_editor(by)
    headings = [heading for _, heading in columns]
    if not columns:
        raise Refused("Name at least one column.")
    if twice := [heading for heading in headings if headings.count(heading) > 1]:
        raise Refused(f"Two columns are called “{twice[0]}”: name one of them otherwise.")
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {FinanceColumn._meta.db_table} IN EXCLUSIVE MODE")
    refuse_overtaken(FinanceColumn, None, since=revision)
    before = "; ".join(FinanceColumn.objects.values_list("heading", flat=True))
    FinanceColumn.objects.all().delete()
    saved = FinanceColumn.objects.bulk_create(
        FinanceColumn(place=place, holds=holds, heading=heading)
        for place, (holds, heading) in enumerate(columns, start=1)
    )
    changes = {"Columns of the finance file": [before, "; ".join(headings)]}
    record("chose the columns of the finance file", saved[0], by=by, at=at, changes=changes)
    return saved
