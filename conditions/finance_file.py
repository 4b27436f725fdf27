"""The file of payments due for the finance system: what a column may hold, and the rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from conditions.models import FinanceColumn, PaymentDue

Cell = Callable[[PaymentDue], Any]
# What a column may hold, in the order in which they are offered; the words are its heading until
# the office has another.
CELLS: dict[str, tuple[str, Cell]] = {
    "award": ("Award", lambda due: f"{due.award.decision.reference}-{due.award.number}"),
    "reference": ("Decision", lambda due: due.award.decision.reference),
    "title": ("Title", lambda due: due.award.in_force.title),
    "recipient": ("Recipient", lambda due: due.award.recipient and due.award.recipient.name),
    "identifier": ("Organisation identifier", lambda due: due.award.recipient and due.award.recipient.identifier),
    "registration": (
        "Registration number",
        lambda due: due.award.recipient and due.award.recipient.registration_number,
    ),
    "partnership": ("Partnership", lambda due: due.award.in_force.partnership and due.award.in_force.partnership.name),
    "stream": ("Funding stream", lambda due: due.award.in_force.stream and due.award.in_force.stream.name),
    "year": ("Financial year", lambda due: str(due.award.in_force.year or "")),
    "when": ("Due", lambda due: due.due_on or due.when),
    "to_pay": ("To pay", lambda due: due.outstanding),
    "of": ("Of a payment of", lambda due: due.amount),
    "stands": ("Award as it stands", lambda due: due.award.in_force.amount),
}


def chosen_columns() -> list[tuple[str, str]]:
    """The columns as the office has chosen and named them, in its order: what each holds, and its heading. All of them
    until it has."""
    chosen = list(FinanceColumn.objects.values_list("holds", "heading"))
    return chosen or [(name, heading) for name, (heading, _) in CELLS.items()]


def finance_rows(due: Iterable[PaymentDue], columns: Sequence[tuple[str, str]]) -> Iterator[list[Any]]:
    cells = [CELLS[holds][1] for holds, _ in columns]
    return ([cell(each) for cell in cells] for each in due)
