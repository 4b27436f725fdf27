"""What approving a decision would go past: caps of awards, allocations, limits of its decision makers (domain §5)."""

from collections.abc import Iterable

from grants.formatting import pounds
from grants.models import Award, Decision
from grants.models.money import ZERO
from register.money.budget import Budget, amount_published, awards_of, increases, lines_of

# What is said of money, here and in the browser as amounts are typed (register/money/form_budgets.py).
OVER_CAP = "{award}, {amount}, is over the cap of {cap} per award of {stream}."
PAST_ALLOCATION = "{stream} for {year} would be {excess} past its allocation of {allocated}."
NO_ALLOCATION = "No allocation is recorded for {stream} in {year}, so headroom cannot be checked."


def exceeded_limits(decision: Decision, money: Iterable[Budget]) -> list[str]:
    """In sentences, each cap, allocation and delegation limit that approving a decision would go past; empty where it
    stays within. `money`: the budgets that it draws on, with what it adds."""
    if not decision.makes_awards:
        return []
    return [*over_caps(decision), *past_allocations(money), *over_limits(decision)]


def over_caps(decision: Decision) -> list[str]:
    amounts = [(award, award.amount) for award in awards_of(decision) if award.amount > amount_published(award)]
    amounts += [(line.award, line.new_amount) for line in lines_of(decision) if line.difference > 0]
    return [
        OVER_CAP.format(
            award=named(award, decision),
            amount=pounds(amount),
            cap=pounds(award.stream.cap_per_award),
            stream=award.stream,
        )
        for award, amount in amounts
        if award.stream and award.stream.cap_per_award and amount > award.stream.cap_per_award
    ]


def past_allocations(budgets: Iterable[Budget]) -> list[str]:
    return [
        PAST_ALLOCATION.format(
            stream=each.stream, year=each.year, excess=pounds(-each.headroom), allocated=pounds(each.allocated)
        )
        for each in budgets
        if each.headroom is not None and each.headroom < 0 and each.added > 0
    ]


def over_limits(decision: Decision) -> list[str]:
    """Its increases count, not their net sum; one maker whose post may decide it all, or any sum, is enough; posts of
    unknown limit do not count. A correction that adds nothing is asked nothing."""
    posts = [maker.post for maker in decision.decision_makers.all()]
    limits = [post.limit for post in posts if post.is_limit_known]
    limited = [limit for limit in limits if limit is not None]
    money = decision.total + sum((max(line.difference, ZERO) for line in lines_of(decision)), ZERO)
    if not limits or len(limited) < len(limits) or money <= max(limited) or not adds_money(decision):
        return []
    highest = f"£{max(limited):,.2f}"
    return [f"It adds £{money:,.2f}, and none of its decision makers may decide on more than {highest}."]


def adds_money(decision: Decision) -> bool:
    """Whether it would put more money in force than there is now."""
    return any(amount > 0 for amount in increases(Decision.objects.filter(pk=decision.pk)).values())


def named(award: Award, decision: Decision) -> str:
    """The award as people call it who have this decision before them."""
    return f"Award {award.number}" if award.decision_id == decision.pk else str(award)
