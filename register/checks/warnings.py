"""What the checklist warns of: worth a second look, and no reason to refuse (domain §8)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from django.urls import reverse

from conditions.models import REPORTING_KINDS, Condition, ConditionKind, Per
from conditions.schedule import due_dates_of, missing_from
from grants import record
from grants.formatting import day
from grants.models import Award, Decision
from grants.record import KEY_NOTICE_DAYS
from grants.years import clear_days
from register.checks.checklist_items import (
    HOUSE_RULE,
    ChecklistItem,
    award_address,
    condition_address,
    field_address,
)
from register.checks.money_rules import w_spend_by
from register.checks.text_rules import w_text, w_withheld
from register.loading import bound_awards, conditions_in_force
from register.money.budget import Budget
from register.money.limits import NO_ALLOCATION, exceeded_limits

NOT_HELD = "“{title}” was not held on {on}, as far as is recorded, but {held}."


def w_blank(decision: Decision) -> Iterator[ChecklistItem]:
    for field in record.fields():
        if field.advice and not decision.says(field.name):
            yield ChecklistItem("W", field.advice, HOUSE_RULE, field_address(decision, field.name))


def w_identifiers(decision: Decision) -> Iterator[ChecklistItem]:
    for award in decision.awards.all():
        if award.recipient and not award.recipient.identifier and award.recipient.kind != "individual":
            sentence = f"{award.recipient} has no organisation identifier, which open data needs."
            yield ChecklistItem("W", sentence, HOUSE_RULE, award_address(decision, award.number))


def w_key_notice(decision: Decision) -> Iterator[ChecklistItem]:
    if not (decision.is_key and decision.decided_on):
        return
    given = decision.key_notice_on
    if given is None or clear_days(given, decision.decided_on) < KEY_NOTICE_DAYS:
        sentence = f"A key decision needs {KEY_NOTICE_DAYS} clear days' notice."
        yield ChecklistItem("W", sentence, "SI 2017/68, article 11", field_address(decision, "key_notice_on"))


def w_makers(decision: Decision) -> Iterator[ChecklistItem]:
    posts = [maker.post for maker in decision.decision_makers.all()]
    if decision.money and posts and not any(post.is_limit_known for post in posts):
        sentence = "It is not recorded up to what sum its decision makers may decide: an administrator can record it."
        yield ChecklistItem("W", sentence, HOUSE_RULE, field_address(decision, "decision_makers"))
    if on := decision.decided_on:
        for maker in (each for each in decision.decision_makers.all() if not each.post.was_held_on(on)):
            sentence = NOT_HELD.format(title=maker.title, on=day(on), held=maker.post.held_in_words)
            yield ChecklistItem("W", sentence, HOUSE_RULE, field_address(decision, "decision_makers"))


def w_priorities(decision: Decision) -> Iterator[ChecklistItem]:
    """A priority is one of a plan that was in force on the day."""
    if on := decision.decided_on:
        for priority in (each for each in decision.priorities.all() if not each.plan.was_in_force_on(on)):
            sentence = f"“{priority}” is a priority of {priority.plan}, which was not in force on {day(on)}."
            yield ChecklistItem("W", sentence, HOUSE_RULE, field_address(decision, "priorities"))
        for priority in (each for each in decision.priorities.all() if not each.is_offered_on(on)):
            sentence = f"“{priority}” was no longer in {priority.plan} on {day(on)}."
            yield ChecklistItem("W", sentence, HOUSE_RULE, field_address(decision, "priorities"))


def w_oversight(decision: Decision) -> Iterator[ChecklistItem]:
    """Work against serious and organised crime is overseen by somebody: its text or a condition says by whom."""
    asked = any(each.kind == ConditionKind.GOVERNANCE for each in conditions_in_force(decision))
    if decision.strands and not asked and not decision.soc_governance.strip():
        sentence = "Nothing says who oversees the work against serious and organised crime."
        yield ChecklistItem("W", sentence, HOUSE_RULE, field_address(decision, "soc_governance"))


def w_never_asked(decision: Decision) -> Iterator[ChecklistItem]:
    """What falls due before the decision is not asked (domain §6)."""
    on = decision.decided_on
    for condition in conditions_in_force(decision) if on and not decision.is_past else ():
        last = last_due(decision, condition, on) if on else None
        if on and last and last < on:
            sentence = (
                f"Condition {condition.number} would never be asked: it falls due on {day(last)}, before the decision."
            )
            yield ChecklistItem("W", sentence, HOUSE_RULE, condition_address(condition))


def last_due(decision: Decision, condition: Condition, on: date) -> date | None:
    """The last day on which a condition of a decision of that day falls due; none where that is not known yet."""
    years = {award.year for award in bound_awards(decision, condition) if award.year}
    if missing_from(condition, on):
        return None
    return max((each.due_on for year in years for each in due_dates_of(condition, year, on)), default=None)


def w_not_reported(decision: Decision) -> Iterator[ChecklistItem]:
    """What an award brings about is told by the reports that a condition asks for (domain §12)."""
    measured = {number for each in decision.measures.all() for number in each.terms.awards}
    asking = [each for each in conditions_in_force(decision) if each.kind in REPORTING_KINDS]
    address = reverse("office:condition_new", args=[decision.reference])
    for award in decision.awards.all() if decision.makes_awards else ():
        if award.number in measured and not any(is_bound(award, decision, each) for each in asking):
            sentence = f"Award {award.number} has a measure, and no condition asks for reports on it."
            yield ChecklistItem("W", sentence, HOUSE_RULE, address)


def is_bound(award: Award, decision: Decision, condition: Condition) -> bool:
    """What falls due for a partnership binds no award of somebody else."""
    of_nobody = condition.per == Per.PARTNERSHIP_YEAR and not award.partnership_id
    return not of_nobody and award in bound_awards(decision, condition)


def w_money(decision: Decision, money: Iterable[Budget]) -> Iterator[ChecklistItem]:
    if decision.makes_awards and decision.kind == Decision.Kind.GRANT and not decision.subsidy:
        sentence = "Subsidy control has not been assessed."
        yield ChecklistItem("W", sentence, "Subsidy Control Act 2022, section 33", field_address(decision, "subsidy"))
    awards = reverse("office:decision_detail", args=[decision.reference]) + "#awards"
    for sentence in exceeded_limits(decision, money):
        recorded = f" Reason given: {decision.exceeding_reason}" if decision.exceeding_reason else ""
        yield ChecklistItem("W", sentence + recorded, HOUSE_RULE, awards)
    for budget in money:
        if budget.allocated is None:
            yield ChecklistItem("W", NO_ALLOCATION.format(stream=budget.stream, year=budget.year), HOUSE_RULE, awards)


def warnings_of(decision: Decision, money: Iterable[Budget]) -> Iterator[ChecklistItem]:
    """`money`: the budgets that it draws on, which the page of a decision shows too, so that they are read once."""
    rules: tuple[Callable[[Decision], Iterator[ChecklistItem]], ...] = (
        w_blank,
        w_identifiers,
        w_key_notice,
        w_makers,
        w_priorities,
        w_oversight,
        w_never_asked,
        w_not_reported,
        partial(w_money, money=money),
        w_spend_by,
        w_withheld,
        w_text,
    )
    for rule in rules:
        yield from rule(decision)
