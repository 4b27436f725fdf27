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
from register.models import ListedAward, ListedVariationLine
from register.money.budget import (
    Budget,
    StreamYear,
    allocated,
    budgets,
    budgets_of,
    committed,
    own_increases,
    varied_increases,
)
from register.money.limits import NO_ALLOCATION, OVER_CAP, PAST_ALLOCATION, over_caps, past_allocations

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
    with_them = [
        replace(each, this_decision=each.this_decision + more[pair], added=each.added + more[pair])
        for pair, each in existing.items()
    ]
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
    """`money`: its `budgets_of`. `others`: what other decisions commit. `rest`: what this one has in force, and adds
    beside what the form changes; `added`: that last part alone. `in_force`: what the rows of the form stand at."""
    streams = FundingStream.objects.in_bulk()
    own: dict[StreamYear, Decimal] = defaultdict(lambda: ZERO)
    added: dict[StreamYear, Decimal] = defaultdict(lambda: ZERO)
    own |= {(each.stream.pk, each.year): each.this_decision for each in money}
    added |= {(each.stream.pk, each.year): each.added for each in money}
    this, on_form = Decision.objects.filter(pk=decision.pk), {each.pk for each in awards}
    changed = [each for each in own_increases(this) if each.award in on_form]
    changed += [each for each in varied_increases(this) if each.award in {line.award_id for line in lines}]
    changed = [each for each in changed if each.stream and each.year]  # whose stream or year is not chosen yet
    for _, stream, year, more, _ in changed if decision.makes_awards or not decision.outcome else ():
        own[stream, year] -= max(more, ZERO)
        added[stream, year] -= max(more, ZERO)
    put_in, others = allocated(), committed(without=decision)
    return {
        "sentences": SENTENCES,
        "patterns": PATTERNS,
        "streams": {
            pk: {"name": stream.name, "rules": stream.rules, "cap": pence(stream.cap_per_award)}
            for pk, stream in streams.items()
        },
        "pots": [
            {
                "stream": stream,
                "year": str(year),
                "allocated": pence(put_in.get((stream, year))),
                "others": pence(others[stream, year]),
                "rest": pence(own[stream, year]),
                "added": pence(added[stream, year]),
            }
            for stream, year in sorted(put_in | others | own, key=lambda pair: (streams[pair[0]].name, pair[1]))
        ],
        "in_force": in_force(awards, decision),
    }


def in_force(awards: list[Award], decision: Decision) -> dict[str, dict[str, Any]]:
    """What published awards stand at, and of a variation the differences, by the names of their rows on the form. An
    award that has been varied is fixed."""
    listed = ListedAward.objects.filter(award__in=awards)
    varied = set(ListedVariationLine.objects.filter(award__in=awards).values_list("award_id", flat=True))
    lines = ListedVariationLine.objects.filter(listing__decision=decision, award__listed__isnull=False)
    rows = [(f"{each.number}", each, each.current_amount, each.award_id in varied) for each in listed]
    rows += [
        (f"varied-{line.award.listed.number}", line.award.listed, line.new_amount - line.base_amount, False)
        for line in lines.select_related("award__listed")
    ]
    return {
        name: {"stream": each.stream_id, "year": str(each.year), "amount": pence(amount), "fixed": fixed}
        for name, each, amount, fixed in rows
    }


def pence(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)
