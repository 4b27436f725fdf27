"""The free text that a notice of the decision would publish, and what the personal-data scan finds in it (P14)."""

from collections.abc import Iterator
from dataclasses import dataclass

from grants.actions.diary import label
from grants.models import Decision
from grants.personal_data import Hit, hits
from register.gate.whole import conditions_in_force

FIELDS = (
    "title", "summary", "purpose", "decision_text", "reasons", "legal_power_other", "alternatives", "interests",
    "significance", "financial_implications", "legal_implications", "equality_implications", "risk_implications",
    "consultation", "value_for_money", "intended_outcomes", "results", "exit_plan", "subsidy_note", "exceeding_reason",
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    """One text: `place` is its field, or "award-3", "condition-2", "paper-1"."""

    place: str
    label: str
    words: str


@dataclass(frozen=True)
class Find:
    """Something that looks like personal data, in one of the texts."""

    place: str
    label: str
    hit: Hit


def texts(decision: Decision) -> Iterator[Text]:
    """Every free text that would be published; what is withheld is not among them."""
    withheld = {row.what for row in decision.withholdings.all()}
    for each in every_text(decision):
        if each.words and each.place not in withheld:
            yield each


def every_text(decision: Decision) -> Iterator[Text]:
    for name in FIELDS:
        yield Text(name, label(Decision._meta.get_field(name)), getattr(decision, name))
    for award in decision.awards.all():
        yield Text(f"award-{award.number}", f"Award {award.number}", f"{award.title}\n{award.ended_reason}".strip())
    for condition in conditions_in_force(decision):
        words = f"{condition.title}\n{condition.wording}"
        yield Text(f"condition-{condition.number}", f"Condition {condition.number}", words)
    for paper in decision.papers.all():
        yield Text(f"paper-{paper.number}", f"Background paper {paper.number}", paper.title)


def finds(decision: Decision) -> list[Find]:
    return [Find(text.place, text.label, hit) for text in texts(decision) for hit in hits(text.words)]


def acknowledged(decision: Decision) -> set[tuple[str, str, str]]:
    """Place, characters and sentence of everything that somebody has let through."""
    return set(decision.acknowledgements.values_list("place", "hit", "sentence"))


def open_finds(decision: Decision) -> list[Find]:
    """Those that nobody has acknowledged yet."""
    if not (found := finds(decision)):
        return []
    known = acknowledged(decision)
    return [find for find in found if (find.place, find.hit.text, find.hit.sentence) not in known]
