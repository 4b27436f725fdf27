"""What the figures of money are by the rules of domain.md, section 5, worked out from what has happened.

It is written from the rules alone and imports nothing of the product, so that the two can disagree.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from tests.histories.facts import AwardKey, Contents, Facts, Grant, Lines, Made

Pot = tuple[str, int]  # a stream and a financial year
Wanted = Callable[[AwardKey, Grant], bool]
ZERO = Decimal("0.00")
CENT = Decimal("0.01")


def pence_up(pounds: Fraction) -> Decimal:
    return ceil(pounds * 100) * CENT


def pence_down(pounds: Fraction) -> Decimal:
    return floor(pounds * 100) * CENT


def any_award(_key: AwardKey, _grant: Grant) -> bool:
    return True


def contents(made: Made) -> Contents:
    assert made.published is not None
    return made.published


# What is in force


def grants_of(facts: Facts) -> dict[AwardKey, Grant]:
    """Every award that a published decision makes, as last published."""
    return {
        (made.reference, number): grant
        for made in facts.published()
        if made.makes_awards
        for number, grant in contents(made).grants.items()
    }


def in_force(facts: Facts, *, also: Made | None = None, before: int | None = None) -> dict[AwardKey, Decimal]:
    """The amount of each award: of the latest published variation, in the order of first publication, or else its own.
    A withdrawn variation falls out. `also`: as if this decision were published as it is now; `before`: by the lines of
    decisions that were first published before the one of this rank."""
    said = {made.reference: (made, contents(made), made.rank) for made in facts.published()}
    if also:
        said[also.reference] = (also, also.working, also.rank or len(facts.decisions) + 1)
    standing = sorted((each for each in said.values() if each[0].would_make_awards(each[1])), key=lambda each: each[2])
    amounts = {
        (made.reference, number): grant.amount for made, own, _ in standing for number, grant in own.grants.items()
    }
    for _, own, rank in standing:
        if before is None or rank < before:
            amounts |= {award: new for award, (_, new) in own.lines.items() if award in amounts}
    return amounts


def superseded_lines(facts: Facts, made: Made) -> Lines:
    """The awards that end with a decision which supersedes their own: all that it does not say stand."""
    amounts = in_force(facts, before=made.rank or None)
    return {
        key: (amount, ZERO)
        for key, amount in amounts.items()
        if key[0] == made.supersedes and key[1] not in made.working.stand and amount
    }


def is_varied(facts: Facts, award: AwardKey) -> bool:
    return any(made.makes_awards and award in contents(made).lines for made in facts.published())


def total(facts: Facts, wanted: Wanted = any_award) -> Decimal:
    """As it stands."""
    grants = grants_of(facts)
    return sum((amount for award, amount in in_force(facts).items() if wanted(award, grants[award])), ZERO)


def count(facts: Facts, wanted: Wanted = any_award) -> int:
    """How many awards: one that has ended is none."""
    grants = grants_of(facts)
    return sum(1 for award, amount in in_force(facts).items() if amount and wanted(award, grants[award]))


# What is committed


def increases(facts: Facts, made: Made) -> dict[tuple[AwardKey, Pot], Decimal]:
    """What a decision that is not yet published as it is adds, for each award and its stream and year: increases alone.
    An award that is moved is all new where it goes."""
    if not made.would_make_awards(made.working):
        return {}
    before = grants_of(facts)
    after = before | {(made.reference, number): grant for number, grant in made.working.grants.items()}
    had = {(award, pot_of(before[award])): amount for award, amount in in_force(facts).items()}
    then = {(award, pot_of(after[award])): amount for award, amount in in_force(facts, also=made).items()}
    return {each: more for each, amount in then.items() if (more := amount - had.get(each, ZERO)) > 0}


def pot_of(grant: Grant) -> Pot:
    return grant.stream, grant.year


def committed(facts: Facts, *, also: Made | None = None) -> dict[Pot, Decimal]:
    """Amounts in force by published notices, and increases approved and not yet published; of two of one award only one
    can still be published, so the greater counts. `also`: as if this decision were approved."""
    waiting: dict[tuple[AwardKey, Pot], Decimal] = {}
    for made in facts.decisions.values():
        for each, more in increases(facts, made).items() if made is also or made.state == "approved" else ():
            waiting[each] = max(more, waiting.get(each, ZERO))
    grants = grants_of(facts)
    rows = [(pot_of(grants[award]), amount) for award, amount in in_force(facts).items()]
    return summed([*rows, *((pot, more) for (_, pot), more in waiting.items())])


def passes_allocation(facts: Facts, made: Made) -> bool:
    """Whether it adds to a stream and year past what is allocated: then a reason is asked for."""
    then = committed(facts, also=made)
    return any(pot in facts.allocations and then[pot] > facts.allocations[pot] for _, pot in increases(facts, made))


def withdrawal_passes_allocation(facts: Facts, made: Made) -> bool:
    """Whether money that a variation took away comes back, past what is allocated."""
    withdrawn = replace(made, is_withdrawn=True, state="withdrawn")
    now = committed(facts)
    then = committed(replace(facts, decisions=facts.decisions | {made.reference: withdrawn}))
    return any(then.get(pot, ZERO) > max(allocated, now.get(pot, ZERO)) for pot, allocated in facts.allocations.items())


def summed(rows: Iterable[tuple[Pot, Decimal]]) -> dict[Pot, Decimal]:
    sums: dict[Pot, Decimal] = defaultdict(lambda: ZERO)
    for pot, amount in rows:
        sums[pot] += amount
    return dict(sums)


# As decided ("What a figure is a figure of")


def difference(made: Made) -> Decimal:
    """A variation's own money, as its notice says it: the sum of its differences."""
    return sum((new - base for base, new in contents(made).lines.values()), ZERO)


def differences(facts: Facts) -> dict[tuple[str, AwardKey], Decimal]:
    """What each line of a decision that stands adds to the amount in force before it, whatever base its notice states;
    so all of them and the awards as decided add up to what stands. What varied an award that is no longer made fell
    with it."""
    amounts = {award: grant.amount for award, grant in grants_of(facts).items()}
    added = {}
    for made in sorted((each for each in facts.published() if each.makes_awards), key=lambda each: each.rank):
        for award, (_, new) in contents(made).lines.items():
            if award in amounts:
                added[made.reference, award] = new - amounts[award]
                amounts[award] = new
    return added


def as_decided(facts: Facts, decisions: Iterable[Made], wanted: Wanted = any_award) -> Decimal:
    """What decisions gave as their notices say, with the differences that their variations state, each once. Withdrawn
    decisions give nothing, and what varied a withdrawn decision fell with it."""
    grants = grants_of(facts)
    said = [
        (award, amount)
        for made in decisions
        if made.makes_awards
        for award, amount in [
            *(((made.reference, number), grant.amount) for number, grant in contents(made).grants.items()),
            *((award, new - base) for award, (base, new) in contents(made).lines.items()),
        ]
    ]
    return sum((amount for award, amount in said if award in grants and wanted(award, grants[award])), ZERO)


def as_it_stands(facts: Facts, decisions: Iterable[Made]) -> Decimal:
    """What decisions come to with all later variations counted: their own awards at their current amounts, and the
    differences that they made to awards of others. Each award once."""
    references = {made.reference for made in decisions}
    own = (amount for key, amount in in_force(facts).items() if key[0] in references)
    lines = (
        more
        for (reference, key), more in differences(facts).items()
        if reference in references and key[0] not in references
    )
    return sum(own, ZERO) + sum(lines, ZERO)
