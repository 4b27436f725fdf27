"""The door: from the working rows of a decision to the document of its notice. Nothing else carries text across."""

from datetime import date

from conditions.models import Condition
from conditions.terms import ConditionTerms, MatchTerms
from grants.models import Award, Decision, FundingStream, Organisation, Partnership, VariationLine
from register.document import (
    AwardEntry,
    Document,
    PlaceEntry,
    PriorityEntry,
    RecipientEntry,
    VariedEntry,
)

# Carried across as they are; whatever is not named here or below stays inside (the lead officer, above all).
PLAIN = (
    "reference", "external_reference", "published_elsewhere_on", "published_elsewhere_url", "kind", "title", "summary",
    "purpose", "decision_text", "reasons", "legal_power", "alternatives", "interests", "decided_on", "effective_from",
    "outcome", "is_key", "call_in", "key_notice_on", "is_significant", "significance", "financial_implications",
    "legal_implications", "equality_implications", "risk_implications", "consultation", "value_for_money",
    "intended_outcomes", "results", "exit_plan", "subsidy", "subsidy_note", "makes_awards", "stated_total",
    "no_conditions", "exceeding_reason",
)  # fmt: skip


def build(decision: Decision, *, first_published_on: date, withdrawal_reason: str = "") -> Document:
    """The document of a decision as its working rows stand. It is complete: the gate has passed before."""
    awards = decision.awards.select_related("recipient", "partnership", "stream")
    return Document(
        **{name: getattr(decision, name) for name in PLAIN},
        kind_label=decision.get_kind_display(),
        legal_power_label=decision.legal_power_other or decision.get_legal_power_display(),
        outcome_label=decision.get_outcome_display(),
        decision_makers=tuple(decision.decision_makers.values_list("title", flat=True)),
        priorities=tuple(
            PriorityEntry(slug=priority.slug, name=priority.name, plan=priority.plan.name)
            for priority in decision.priorities.select_related("plan")
        ),
        principles=tuple(decision.principles.values_list("name", flat=True)),
        four_ps=tuple(str(Decision.FourPs(each).label) for each in decision.four_ps),
        soc_themes=tuple(decision.soc_themes.values_list("name", flat=True)),
        awards=tuple(award_entry(award) for award in awards),
        varied=tuple(
            varied_entry(line)
            for line in decision.variation_lines.select_related("award__decision", "award__recipient")
        ),
        conditions=tuple(condition_terms(condition) for condition in decision.conditions.in_force()),
        supersedes=decision.supersedes.reference if decision.supersedes else "",
        withdrawal_reason=withdrawal_reason,
        first_published_on=first_published_on,
    )


def award_entry(award: Award) -> AwardEntry:
    return AwardEntry(
        number=award.number,
        title=award.title,
        recipient=recipient_entry(paid(award)),
        partnership=place_entry(award.partnership),
        stream=place_entry(award.stream),
        stream_restrictions=award.stream.restrictions if award.stream else "",
        year=str(award.year or ""),
        amount=award.amount,
        starts_on=award.starts_on,
        ends_on=award.ends_on,
        ended_reason=award.ended_reason,
    )


def paid(award: Award) -> Organisation:
    """Who is paid: the gate (P1) has seen to it that every award names somebody."""
    if award.recipient is None:
        raise ValueError(f"{award} has no recipient.")
    return award.recipient


def place_entry(place: Partnership | FundingStream | None) -> PlaceEntry | None:
    return PlaceEntry(slug=place.slug, name=place.name) if place else None


def recipient_entry(recipient: Organisation) -> RecipientEntry:
    if recipient.kind == Organisation.Kind.INDIVIDUAL:
        return RecipientEntry(name=recipient.public_name)
    return RecipientEntry(slug=recipient.slug, name=recipient.name, identifier=recipient.identifier)


def varied_entry(line: VariationLine) -> VariedEntry:
    return VariedEntry(
        reference=line.award.decision.reference,
        number=line.award.number,
        title=line.award.title,
        recipient_name=paid(line.award).public_name,
        base_amount=line.base_amount,
        new_amount=line.new_amount,
    )


def condition_terms(condition: Condition) -> ConditionTerms:
    return ConditionTerms(
        condition_id=condition.pk,
        number=condition.number,
        code=condition.standard.code if condition.standard else "",
        kind=condition.kind,
        title=condition.title,
        wording=condition.wording,
        is_dependency=condition.is_dependency,
        per=condition.per,
        schedule=condition.schedule,
        due_set_by_office=condition.due_set_by_office,
        threshold=condition.threshold,
        awards=tuple(condition.bound_awards.values_list("number", flat=True).order_by("number")),
        match=match_terms(condition),
    )


def match_terms(condition: Condition) -> MatchTerms | None:
    match = getattr(condition, "match", None)
    if match is None:
        return None
    return MatchTerms(
        basis=match.basis,
        figure=match.figure,
        sources=tuple(match.sources),
        in_kind=match.in_kind,
        in_kind_cap=match.in_kind_cap,
        starts_on=match.starts_on,
        ends_on=match.ends_on,
    )
