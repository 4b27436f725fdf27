"""The publish gate (domain §8). One function gives the sentences that officers read and that publishing refuses with.

Each rule is a small function that yields what it finds; its letter and number are the rule's in docs/domain.md.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from conditions.models import Condition, ConditionKind, Per
from conditions.schedule import missing_from
from grants import record
from grants.look_alikes import look_alikes, marks_of, say_why
from grants.models import Decision, WarningAnswer
from grants.refused import Refused
from grants.years import london_today
from register.checks.checklist_items import (
    HOUSE_RULE,
    ChecklistItem,
    award_address,
    basis,
    condition_address,
    field_address,
)
from register.checks.money_rules import p1_superseded, p5_highest_total, p5_varied_awards
from register.checks.text_rules import p12_withheld, p14_personal_data, p15_papers
from register.checks.warnings import warnings_of
from register.loading import bound_awards, conditions_in_force, with_parts
from register.money.budget import Budget, budgets_of
from register.money.variations import changed_bases

SHORTEST_PURPOSE, SHORTEST_REASONS = 20, 50


@dataclass(frozen=True)
class Checklist:
    blocks: tuple[ChecklistItem, ...]
    # Those that nobody has answered, slips in the text first; and the others with their answers.
    warnings: tuple[ChecklistItem, ...]
    answered: tuple[tuple[ChecklistItem, WarningAnswer], ...]
    # The streams and years that it draws on.
    budgets: list[Budget]

    @property
    def slips(self) -> list[ChecklistItem]:
        return [warning for warning in self.warnings if warning.is_slip]

    @property
    def other_warnings(self) -> list[ChecklistItem]:
        return [warning for warning in self.warnings if not warning.is_slip]


def checklist(decision: Decision) -> Checklist:
    """Everything that blocks the publication of a decision as it stands, and everything worth a second look.

    Approval by a second person (P13) is no finding here: it is the step that follows an empty list of blocks.
    """
    return checklist_of(with_parts().get(pk=decision.pk))


def checklist_of(decision: Decision) -> Checklist:
    """Of one that has just been read with its parts."""
    budgets = budgets_of(decision)
    warnings = sorted(warnings_of(decision, budgets), key=lambda each: not each.is_slip)
    answers = {answer.digest: answer for answer in decision.warning_answers.select_related("by")}
    return Checklist(
        blocks=blocks(decision),
        warnings=tuple(each for each in warnings if each.digest not in answers),
        answered=tuple((each, answers[each.digest]) for each in warnings if each.digest in answers),
        budgets=budgets,
    )


def blocks(decision: Decision) -> tuple[ChecklistItem, ...]:
    return tuple(found for rule in BLOCKS for found in rule(decision))


def refuse_blocks(decision: Decision) -> None:
    if found := blocks(decision):
        raise Refused(*(block.sentence for block in found))


def p1_award_with_recipient(decision: Decision) -> Iterator[ChecklistItem]:
    """Whatever the decision, an award that it has names who is paid, and somebody has confirmed it."""
    awards = list(decision.awards.all())
    if decision.is_grant and not awards and not decision.variation_lines.exists():
        address = reverse("office:award_new", args=[decision.reference])
        yield ChecklistItem("P1", "Add at least one award: who gets how much.", basis(decision), address)
    if decision.variation_lines.exists() and decision.kind != Decision.Kind.VARIATION:
        sentence = "It changes awards of an earlier decision, so its kind must be variation."
        yield ChecklistItem("P1", sentence, HOUSE_RULE, field_address(decision, "kind"))
    for award in awards:
        if award.recipient is None:
            address = award_address(decision, award.number)
            yield ChecklistItem("P1", f"Award {award.number} has no recipient.", basis(decision), address)
        elif award.is_proposed:
            address = award_address(decision, award.number)
            yield ChecklistItem("P1", f"Confirm award {award.number}: it was read from a notice.", HOUSE_RULE, address)


def p1_another(decision: Decision) -> Iterator[ChecklistItem]:
    """One thing is not published twice: what looks like another decision says why it is not that one."""
    if decision.why_another:
        return
    known = decision.known_look_alikes
    if others := look_alikes(marks_of(decision), of=decision) if known is None else known:
        yield ChecklistItem("P1", say_why(others), HOUSE_RULE, field_address(decision, "why_another"))


def p1_other_money(decision: Decision) -> Iterator[ChecklistItem]:
    """A contract, money received or other spending is no grant: it makes no award, and says whose money it is and how
    much (domain §5)."""
    if decision.kind not in record.OTHER_MONEY:
        return
    if decision.awards.all():
        sentence = f"“{decision.get_kind_display()}” is no grant: remove its awards, and record its money by itself."
        address = reverse("office:decision_detail", args=[decision.reference]) + "#awards"
        yield ChecklistItem("P1", sentence, HOUSE_RULE, address)
    for name in record.OTHER_MONEY[decision.kind] if decision.makes_awards else ():
        if name and not record.field(name).may_stay_blank and not decision.says(name):
            sentence = f"Fill in: {record.field(name).label.lower()}."
            yield ChecklistItem("P1", sentence, HOUSE_RULE, field_address(decision, name))


def p2_purpose(decision: Decision) -> Iterator[ChecklistItem]:
    purpose = decision.purpose.strip()
    if not purpose:
        sentence = "Say what the money is for."
    elif len(purpose) < SHORTEST_PURPOSE:
        sentence = f"The purpose is shorter than {SHORTEST_PURPOSE} characters. Say what the money is for."
    elif purpose.casefold() == decision.title.strip().casefold():
        sentence = "The purpose only repeats the title. Say what the money is for."
    else:
        return
    suggestion = decision.decision_text if len(decision.decision_text) >= SHORTEST_PURPOSE else ""
    yield ChecklistItem("P2", sentence, basis(decision), field_address(decision, "purpose"), suggestion)


def p3_reasons(decision: Decision) -> Iterator[ChecklistItem]:
    reasons = decision.reasons.strip()
    if len(reasons) < SHORTEST_REASONS:
        sentence = f"Give the reasons for the decision, in at least {SHORTEST_REASONS} characters."
        yield ChecklistItem("P3", sentence, basis(decision), field_address(decision, "reasons"))
    elif reasons.casefold() == decision.purpose.strip().casefold():
        sentence = "The reasons only repeat the purpose. Say why the money was given."
        yield ChecklistItem("P3", sentence, basis(decision), field_address(decision, "reasons"))


def p4_conditions(decision: Decision) -> Iterator[ChecklistItem]:
    listed = conditions_in_force(decision)
    if not listed and not decision.no_conditions:
        sentence = "List the conditions, or say that no conditions are attached."
        yield ChecklistItem("P4", sentence, basis(decision), field_address(decision, "no_conditions"))
    if listed and decision.no_conditions:
        sentence = "The decision lists conditions and also says that none are attached."
        yield ChecklistItem("P4", sentence, basis(decision), field_address(decision, "no_conditions"))
    for condition in listed:
        if not (condition.binds_all or condition.awards.all()):
            sentence = f"Choose the awards to which condition {condition.number} applies."
        elif why := binds_nobody(decision, condition):
            sentence = f"Condition {condition.number} would bind nobody: {why}."
        else:
            continue
        yield ChecklistItem("P4", sentence, HOUSE_RULE, condition_address(condition))


def binds_nobody(decision: Decision, condition: Condition) -> str:
    """Why a condition of an approved decision would bind nobody; empty if it binds somebody (domain §6). Where a grant
    has no award at all, P1 asks for one."""
    bound = bound_awards(decision, condition)
    if not decision.makes_awards or any(award.partnership_id for award in bound):
        return ""
    if not bound:
        return "" if decision.is_grant else "the decision makes no award"
    by_partnership = condition.per == Per.PARTNERSHIP_YEAR
    return "it falls due for a partnership, and none of its awards is for one" if by_partnership else ""


def p4_due_dates(decision: Decision) -> Iterator[ChecklistItem]:
    """A schedule gives a due date to every condition. The date of the decision itself is P7's to ask for."""
    decided_on = decision.decided_on or london_today()
    for condition in conditions_in_force(decision):
        if missing := missing_from(condition, decided_on):
            sentence = f"Say when condition {condition.number} falls due. {missing}"
            yield ChecklistItem("P4", sentence, HOUSE_RULE, condition_address(condition))


def p5_amounts(decision: Decision) -> Iterator[ChecklistItem]:
    """A stated total is that of what the decision is about; where it was not approved, it is not checked. What a
    variation changes counts with the difference that it makes, from the amount that is in force."""
    is_of_awards = decision.kind in (Decision.Kind.GRANT, Decision.Kind.VARIATION) or decision.awards.all()
    checked = decision.stated_total is not None and is_of_awards and (decision.makes_awards or not decision.outcome)
    if checked and decision.stated_total != decision.money:
        awards = "the awards and of what it changes" if decision.variation_lines.exists() else "the awards"
        stated, real = f"£{decision.stated_total:,.2f}", f"£{decision.money:,.2f}"
        sentence = f"The stated total, {stated}, is not the sum of {awards}, {real}."
        yield ChecklistItem("P5", sentence, HOUSE_RULE, field_address(decision, "stated_total"))
    for sentence in changed_bases(decision) if decision.kind == Decision.Kind.VARIATION else ():
        yield ChecklistItem("P5", sentence, HOUSE_RULE, reverse("office:decision_vary", args=[decision.reference]))


def p6_makers(decision: Decision) -> Iterator[ChecklistItem]:
    if not decision.decision_makers.exists():
        yield ChecklistItem("P6", "Say who took the decision.", HOUSE_RULE, field_address(decision, "decision_makers"))


def p7_date(decision: Decision) -> Iterator[ChecklistItem]:
    if decision.decided_on is None:
        yield ChecklistItem("P7", "Give the date of the decision.", HOUSE_RULE, field_address(decision, "decided_on"))
    elif decision.decided_on > london_today():
        yield ChecklistItem(
            "P7", "The date of the decision is in the future.", HOUSE_RULE, field_address(decision, "decided_on")
        )
    elif decision.published_at and decision.decided_on > london_today(decision.published_at):
        sentence = "The date of the decision is later than its first publication here."
        yield ChecklistItem("P7", sentence, HOUSE_RULE, field_address(decision, "decided_on"))
    elif decision.published_elsewhere_on and decision.published_elsewhere_on > london_today():
        sentence = "The date of publication elsewhere is in the future."
        yield ChecklistItem("P7", sentence, HOUSE_RULE, field_address(decision, "published_elsewhere_on"))
    elif decision.published_elsewhere_on and decision.decided_on > decision.published_elsewhere_on:
        sentence = "It cannot have been published elsewhere before it was decided: check both dates."
        yield ChecklistItem("P7", sentence, HOUSE_RULE, field_address(decision, "published_elsewhere_on"))


def p8_outcome(decision: Decision) -> Iterator[ChecklistItem]:
    if not decision.outcome:
        yield ChecklistItem("P8", "Say whether it was approved.", HOUSE_RULE, field_address(decision, "outcome"))
    elif decision.outcome == Decision.Outcome.DEFERRED:
        sentence = "A deferred decision is not final yet, so it cannot be published."
        yield ChecklistItem("P8", sentence, HOUSE_RULE, field_address(decision, "outcome"))


def p9_legal_power(decision: Decision) -> Iterator[ChecklistItem]:
    if decision.is_grant and not decision.legal_power:
        yield ChecklistItem(
            "P9", "Choose the legal power for the grant.", HOUSE_RULE, field_address(decision, "legal_power")
        )
    elif decision.uses_another_power and not decision.legal_power_other:
        yield ChecklistItem(
            "P9", "Say which legal power it is.", HOUSE_RULE, field_address(decision, "legal_power_other")
        )


def p10_stream_and_year(decision: Decision) -> Iterator[ChecklistItem]:
    """Money in force belongs to a year, whatever the decision; a grant's also comes from a stream."""
    if not decision.makes_awards:
        return
    for award in decision.awards.all():
        if decision.is_grant and award.stream is None:
            sentence = f"Choose the funding stream of award {award.number}."
            yield ChecklistItem("P10", sentence, HOUSE_RULE, award_address(decision, award.number) + "#id_stream")
        if award.year is None:
            sentence = f"Give the financial year of award {award.number}."
            yield ChecklistItem("P10", sentence, HOUSE_RULE, award_address(decision, award.number) + "#id_year")


def p11_match(decision: Decision) -> Iterator[ChecklistItem]:
    if not decision.is_grant:
        return
    for condition in conditions_in_force(decision):
        match = getattr(condition, "match", None)
        if condition.kind == ConditionKind.MATCH and (match is None or not match.sources):
            sentence = f"Condition {condition.number} asks for match: say how much, and who may contribute."
            yield ChecklistItem("P11", sentence, HOUSE_RULE, condition_address(condition))


BLOCKS: tuple[Callable[[Decision], Iterator[ChecklistItem]], ...] = (
    p1_award_with_recipient,
    p1_another,
    p1_other_money,
    p1_superseded,
    p2_purpose,
    p3_reasons,
    p4_conditions,
    p4_due_dates,
    p5_amounts,
    p5_highest_total,
    p5_varied_awards,
    p6_makers,
    p7_date,
    p8_outcome,
    p9_legal_power,
    p10_stream_and_year,
    p11_match,
    p12_withheld,
    p14_personal_data,
    p15_papers,
)
