"""The record of a decision as its office page shows it: section by section, in words, and what is still blank."""

from dataclasses import dataclass

from grants.actions.diary import label, shown
from grants.models import Decision
from grants.sections import SECTIONS, Section


@dataclass(frozen=True)
class Row:
    label: str
    text: str


@dataclass(frozen=True)
class FilledSection:
    section: Section
    rows: tuple[Row, ...]
    blank: tuple[str, ...]


def sections(decision: Decision) -> list[FilledSection]:
    """Every section with the rows that say something, and the labels of those that are still blank."""
    return [filled(section, [row(decision, name) for name in section.fields]) for section in SECTIONS]


def filled(section: Section, rows: list[Row]) -> FilledSection:
    said, blank = (row for row in rows if row.text), (row.label for row in rows if not row.text)
    return FilledSection(section, tuple(said), tuple(blank))


def row(decision: Decision, name: str) -> Row:
    if name == "decision_makers":
        return Row("Decision makers", "\n".join(maker.title for maker in decision.decision_makers.all()))
    return Row(label(Decision._meta.get_field(name)), shown(decision, name))
