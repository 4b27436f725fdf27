"""What a page needs to say what is left of each stream while amounts are typed (static/js/headroom.js): the figures in
pence, and the patterns and sentences of this side, so that browser and server give the same answer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from grants.fields import POUNDS
from grants.formatting import pounds
from grants.models import Award, Decision, FundingStream, VariationLine
from grants.models.money import ZERO
from grants.years import WRITTEN
from register.money.budget import (
    NO_ALLOCATION,
    OVER_CAP,
    PAST_ALLOCATION,
    Budget,
    StreamYear,
    allocated,
    budgets,
    budgets_of,
    committed,
    in_force,
    over_caps,
    past_allocations,
)

SENTENCES = {"cap": OVER_CAP, "past": PAST_ALLOCATION, "unknown": NO_ALLOCATION}
PATTERNS = {"pounds": POUNDS.pattern, "year": WRITTEN.pattern}


def form_budgets(
    decision: Decision, *, awards: Iterable[Award] = (), lines: Iterable[VariationLine] = ()
) -> dict[str, Any]:
    """What is beside the amounts of a form: the money as it is saved, and what the browser works on with. `awards`
    and `lines` are those that the form changes."""
    counts = decision.makes_awards or not decision.outcome
    money = budgets_of(decision)
    return {
        "budgets": money,
        "exceeded": [*over_caps(decision), *past_allocations(money)] if counts else [],
        "live": script_data(decision, money, list(awards), list(lines)) if counts else None,
    }


def table_budgets(decision: Decision, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The money as it would be with the awards of a pasted table, which are not saved yet."""
    more: dict[Any, Decimal] = defaultdict(lambda: ZERO)
    for row in rows:
        more[row["stream"], row["year"]] += row["amount"]
    existing = {(each.stream, each.year): each for each in budgets_of(decision)}
    missing = [pair for pair in more if pair not in existing and None not in pair]
    existing |= {(each.stream, each.year): each for each in budgets(missing, without=decision)}
    with_them = [replace(each, this_decision=each.this_decision + more[pair]) for pair, each in existing.items()]
    return {"budgets": with_them, "exceeded": [*rows_over_caps(rows), *past_allocations(with_them)]}


def rows_over_caps(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    capped = [row["stream"] for row in rows if row["stream"] and row["stream"].cap_per_award]
    over = Counter(
        row["stream"] for row in rows if row["stream"] in capped and row["amount"] > row["stream"].cap_per_award
    )
    return [
        f"{count} award{'' if count == 1 else 's'} of the table {'is' if count == 1 else 'are'} over the cap of "
        f"{pounds(stream.cap_per_award)} per award of {stream}."
        for stream, count in over.items()
    ]


def script_data(
    decision: Decision, money: list[Budget], awards: list[Award], lines: list[VariationLine]
) -> dict[str, Any]:
    """`money`: its `budgets_of`. `others`: what other decisions commit. `rest`: what this one adds beside what the form
    changes. `counted`: what an award counts with, by its number, where a later decision has varied it."""
    streams = FundingStream.objects.in_bulk()
    _, changing = in_force(also=decision)
    counted = {award: changing[award.pk][2] for award in awards if award.pk in changing}
    own: dict[StreamYear, Decimal] = defaultdict(lambda: ZERO)
    own |= {(each.stream.pk, each.year): each.this_decision for each in money}
    on_form = [*counted.items(), *((line.award, line.difference) for line in lines)]
    for award, amount in on_form:
        if award.stream_id and award.year:
            own[award.stream_id, award.year] -= amount
    put_in, others = allocated(), committed(without=decision)
    return {
        "sentences": SENTENCES,
        "patterns": PATTERNS,
        "streams": {pk: {"name": stream.name, "cap": pence(stream.cap_per_award)} for pk, stream in streams.items()},
        "pots": [
            {
                "stream": stream,
                "year": str(year),
                "allocated": pence(put_in.get((stream, year))),
                "others": pence(others[stream, year]),
                "rest": pence(own[stream, year]),
            }
            for stream, year in sorted(put_in | others | own, key=lambda pair: (streams[pair[0]].name, pair[1]))
        ],
        "counted": {award.number: pence(amount) for award, amount in counted.items() if amount != award.amount},
    }


def pence(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)
