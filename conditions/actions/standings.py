"""The standing of obligations, saved by each action that changes it."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields

from django.db import connection, transaction

from conditions.facts import Facts, facts_of
from conditions.models import Obligation
from conditions.models.standing_totals import ADD_UP, CARRIED, OTHERWISE

COLUMNS = [field.name for field in fields(Facts)]
BATCH_SIZE = 1_000  # rows in a statement, which saves a way to the database for each of them


@transaction.atomic
def update_standings(obligations: Iterable[int]) -> None:
    """Save where these obligations (their ids) stand now. They are locked first, so that two actions on the same one
    take turns, and the second sees what the first has done."""
    changed = []
    ids = lock_obligations(obligations)
    for obligation in Obligation.objects.filter(pk__in=ids).with_ledger():
        facts = asdict(facts_of(obligation))
        if any(getattr(obligation, name) != value for name, value in facts.items()):
            vars(obligation).update(facts)
            changed.append(obligation)
    Obligation.objects.bulk_update(changed, COLUMNS, batch_size=BATCH_SIZE)


def lock_obligations(obligations: Iterable[int]) -> list[int]:
    """In the order of their ids; gives these. An action that locks something sent as well locks obligations first."""
    rows = Obligation.objects.filter(pk__in=list(obligations)).order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def rebuild_standings() -> int:
    """Save the standing of every obligation again, some at a time; gives their number."""
    ids = list(Obligation.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH_SIZE):
        update_standings(ids[start : start + BATCH_SIZE])
    add_up_again()
    return len(ids)


@transaction.atomic
def add_up_again() -> None:
    """Whoever changes an obligation waits for it."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE conditions_obligation IN SHARE MODE")
        cursor.execute("DELETE FROM conditions_standingtotal")
        cursor.execute(ADD_UP)


def standing_faults() -> Iterator[str]:
    """A sentence for all that is kept of how obligations stand and is not what they come to."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERWISE)
        for cell, kept, right in cursor.fetchall():
            numbers = f", {kept or 0} instead of {right or 0}" if kept != right else ""
            yield f"What is kept of the conditions of {cell} is not what they come to{numbers}."
        cursor.execute(CARRIED)
        for reference, number in cursor.fetchall():
            yield f"{reference}, condition {number} carries other streams, or another grant, than those of its awards."
