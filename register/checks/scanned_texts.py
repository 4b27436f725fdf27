"""The free text that a notice of the decision would publish, and what the personal-data scan finds in it (P14)."""

from collections.abc import Iterator
from dataclasses import dataclass

from grants import record
from grants.models import Award, Decision
from grants.personal_data import Hit, hits
from register.loading import conditions_in_force


@dataclass(frozen=True)
class ScannedText:
    """One text. `field` names it, or "award-3", "award-3-recipient", "condition-2", "paper-1"…; `part` is the part
    of the decision that takes it along when it is withheld, and empty where nothing does."""

    field: str
    label: str
    words: str
    part: str = ""


@dataclass(frozen=True)
class TextHit:
    """Something that looks like personal data, in one of the texts."""

    field: str
    label: str
    hit: Hit


def texts(decision: Decision) -> Iterator[ScannedText]:
    """Every free text that would be published; what is withheld is not among them."""
    withheld = {row.what for row in decision.withholdings.all()}
    for each in all_texts(decision):
        if each.words.strip() and each.part not in withheld:
            yield each


def all_texts(decision: Decision) -> Iterator[ScannedText]:
    for field in record.fields():
        if field.is_scanned and (field.name != "legal_power_other" or decision.uses_another_power):
            value = decision.value_of(field.name)
            words = value if isinstance(value, str) else "\n".join(value)
            yield ScannedText(field.name, field.label, words, field.name)
    for award in decision.awards.all():
        yield from of_award(award)
    yield from of_splits_and_measures(decision)
    for condition in conditions_in_force(decision):
        part, called = f"condition-{condition.number}", f"condition {condition.number}"
        yield ScannedText(f"{part}-title", f"Title of {called}", condition.title)
        yield ScannedText(part, called.capitalize(), condition.wording, part)
    for paper in decision.papers.all():
        words = "\n".join((paper.title, paper.url, paper.file.name if paper.file else ""))
        yield ScannedText(f"paper-{paper.number}", f"Background paper {paper.number}", words, f"paper-{paper.number}")
    for row in decision.withholdings.all():
        yield ScannedText("withholding", "Whose view it is", row.viewed_by)


def of_award(award: Award) -> Iterator[ScannedText]:
    part, called = f"award-{award.number}", f"award {award.number}"
    yield ScannedText(part, called.capitalize(), award.title, part)
    yield ScannedText(f"{part}-ended", f"Why {called} was ended", award.ended_reason)
    if award.recipient:
        words = f"{award.recipient.public_name}\n{award.recipient.identifier}"
        yield ScannedText(f"{part}-recipient", f"Recipient of {called}", words, part)


def of_splits_and_measures(decision: Decision) -> Iterator[ScannedText]:
    for split in decision.splits.all():
        yield ScannedText("split", "How shares were set", "\n".join(split.terms.texts))
    for measure in decision.measures.all():
        yield ScannedText(f"measure-{measure.number}", f"Measure {measure.number}", "\n".join(measure.terms.texts))


def hits_in(decision: Decision) -> list[TextHit]:
    return [TextHit(text.field, text.label, hit) for text in texts(decision) for hit in hits(text.words)]


def acknowledged(decision: Decision) -> set[tuple[str, str, str]]:
    """Field, characters and sentence of everything that somebody has let through."""
    return {(row.field, row.hit, row.sentence) for row in decision.acknowledgements.all()}


def open_hits(decision: Decision) -> list[TextHit]:
    """Those that nobody has acknowledged yet."""
    if not (found := hits_in(decision)):
        return []
    known = acknowledged(decision)
    return [each for each in found if (each.field, each.hit.text, each.hit.sentence) not in known]
