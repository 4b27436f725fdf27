"""The record of a decision as its office page shows it: section by section, in words, and what is still blank."""

from dataclasses import dataclass

from grants.actions.diary import in_words
from grants.models import Decision
from grants.record import RecordField, Section, sections_of


@dataclass(frozen=True)
class RecordRow:
    label: str
    text: str


@dataclass(frozen=True)
class FilledSection:
    section: Section
    rows: tuple[RecordRow, ...]
    blank: tuple[str, ...]


def sections(decision: Decision) -> list[FilledSection]:
    """Every section with the rows that say something, and the labels of those that are still blank."""
    return [
        filled_section(section, [row(decision, each) for each in section.fields])
        for section in sections_of(decision.kind)
    ]


def filled_section(section: Section, rows: list[RecordRow]) -> FilledSection:
    said, blank = (row for row in rows if row.text), (row.label for row in rows if not row.text)
    return FilledSection(section, tuple(said), tuple(blank))


def row(decision: Decision, field: RecordField) -> RecordRow:
    if field.name == "decision_makers":
        return RecordRow(field.label, "\n".join(decision.value_of(field.name)))
    return RecordRow(field.label, in_words(decision, field.name))
