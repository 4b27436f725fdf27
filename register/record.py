"""The record of a decision as its office page shows it: section by section, in words, and what is still blank."""

from dataclasses import dataclass

from grants.actions.diary import in_words, label
from grants.models import Decision
from grants.sections import SECTIONS, Section


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
    return [filled_section(section, [row(decision, name) for name in section.fields]) for section in SECTIONS]


def filled_section(section: Section, rows: list[RecordRow]) -> FilledSection:
    said, blank = (row for row in rows if row.text), (row.label for row in rows if not row.text)
    return FilledSection(section, tuple(said), tuple(blank))


def row(decision: Decision, name: str) -> RecordRow:
    if name == "decision_makers":
        return RecordRow("Decision makers", "\n".join(maker.title for maker in decision.decision_makers.all()))
    return RecordRow(label(Decision._meta.get_field(name)), in_words(decision, name))
