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
from grants.years import WRITTEN
from register.money.budget import (
    NO_ALLOCATION,
    NOTHING,
    OVER_CAP,
    PAST_ALLOCATION,
    Budget,
    Pot,
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
    """What stands beside the amounts of a form: the money as it is saved, and what the browser works on with. `awards`
    and `lines` are those that the form changes."""
    counts = decision.makes_awards or not decision.outcome
    money = budgets_of(decision)
    return {
        "budgets": money,
        "over": [*over_caps(decision), *past_allocations(money)] if counts else [],
        "live": script_data(decision, money, list(awards), list(lines)) if counts else None,
    }


def table_budgets(decision: Decision, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The money as it would be with the awards of a pasted table, which are not saved yet."""
    more: dict[Any, Decimal] = defaultdict(lambda: NOTHING)
    for row in rows:
        more[row["stream"], row["year"]] += row["amount"]
    pots = {(pot.stream, pot.year): pot for pot in budgets_of(decision)}
    missing = [pot for pot in more if pot not in pots and None not in pot]
    pots |= {(pot.stream, pot.year): pot for pot in budgets(missing, without=decision)}
    with_them = [replace(pot, own=pot.own + more[key]) for key, pot in pots.items()]
    return {"budgets": with_them, "over": [*rows_over_caps(rows), *past_allocations(with_them)]}


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
    now = in_force(also=decision, stream__in={award.stream_id for award in awards}) if awards else {}
    counted = {award: now[award.pk][2] for award in awards if award.pk in now}
    own: dict[Pot, Decimal] = defaultdict(lambda: NOTHING)
    own |= {(pot.stream.pk, pot.year): pot.own for pot in money}
    on_form = [*counted.items(), *((line.award, line.difference) for line in lines)]
    for award, amount in on_form:
        if award.stream_id and award.year:
            own[award.stream_id, award.year] -= amount
    put_in, others = allocated(), committed(without=decision)
    pots = put_in.keys() | others.keys() | own.keys()
    return {
        "sentences": SENTENCES,
        "patterns": PATTERNS,
        "streams": {pk: {"name": stream.name, "cap": pence(stream.cap_per_award)} for pk, stream in streams.items()},
        "pots": [
            {
                "stream": stream,
                "year": str(year),
                "allocated": pence(put_in.get((stream, year))),
                "others": pence(others.get((stream, year), NOTHING)),
                "rest": pence(own.get((stream, year), NOTHING)),
            }
            for stream, year in sorted(pots, key=lambda pot: (streams[pot[0]].name, pot[1]))
        ],
        "counted": {award.number: pence(amount) for award, amount in counted.items() if amount != award.amount},
    }


def pence(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)
