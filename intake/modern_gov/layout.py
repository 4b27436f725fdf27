"""A page split at its labels: the text above the first, then one block for each (domain §9)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

LABELS = {
    "decision maker": "decision_makers",
    "decision makers": "decision_makers",
    "decision status": "outcome_text",
    "is key decision": "is_key",
    "key decision": "is_key",
    "is subject to call in": "call_in",
    "subject to call in": "call_in",
    "purpose": "purpose",
    "decision": "decision_text",
    "decisions": "decision_text",
    "reasons for the decision": "reasons",
    "reason for the decision": "reasons",
    "reasons for decision": "reasons",
    "reasons": "reasons",
    "alternative options considered": "alternatives",
    "alternative options considered and rejected": "alternatives",
    "alternatives considered": "alternatives",
    "interests and nature of interests declared": "interests",
    "interests declared": "interests",
    "report author": "report_author",
    "lead officer": "report_author",
    "publication date": "published_elsewhere_on",
    "decision published": "published_elsewhere_on",
    "date of decision": "decided_on",
    "decision date": "decided_on",
    "decided at meeting": "decided_at_meeting",
    "effective from": "effective_from",
    "accompanying documents": "accompanying_documents",
}
"""Labels as they are printed, in small letters and without punctuation, and the field each one fills."""

WITHOUT_A_FIELD = {"wards affected", "contact", "contact officer", "directorate", "department", "service area"}
"""Other labels that Modern.gov prints: they end the block before them."""

FLAGS = {"is_key", "call_in"}
TEXTS = {"purpose", "decision_text", "reasons", "alternatives", "interests"}
_MANY_LINES = TEXTS | {"accompanying_documents"}

_LABELLED = re.compile(r"(?P<label>[A-Z][A-Za-z()/ -]{1,58})(?P<mark>\s?\?\s?:?|:)\s?")
_LABEL_SHAPED = re.compile(r"(?P<label>[A-Z][^:]{1,58}):\s?")
_QUESTION = re.compile(r"(?P<label>Is [^:?]{1,58}\?)\s?:\s?")
_BROKEN_OFF = {" ".join(label.split()[:n]) for label in LABELS for n in range(1, len(label.split()))}


@dataclass(frozen=True)
class Block:
    """What is under one label. `field` is empty if the label is not known."""

    label: str
    field: str
    lines: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not any(self.lines)

    @property
    def text(self) -> str:
        """The block as it was, with its label."""
        return f"{self.label}: " + "\n".join(self.lines).strip()


@dataclass(frozen=True)
class LabelledPage:
    """The lines above the first label, and the blocks in their order."""

    head: tuple[str, ...]
    blocks: tuple[Block, ...]


class _Heading(NamedTuple):
    label: str
    field: str
    value: str


def lay_out(lines: Iterable[str]) -> LabelledPage:
    """Part clean lines at the labels. Every line but a label ends up in the head or in one block."""
    head: list[str] = []
    found: list[tuple[_Heading, list[str]]] = []
    for line in _with_whole_labels(lines):
        heading = _heading(line, inside=found[-1][0].field if found else None)
        if heading:
            found.append((heading, [heading.value]))
        else:
            (found[-1][1] if found else head).append(line)
    return LabelledPage(tuple(head), tuple(Block(heading.label, heading.field, tuple(rest)) for heading, rest in found))


def _heading(line: str, inside: str | None) -> _Heading | None:
    """The label that this line begins with, if it does; `inside` is the field of the block it would end."""
    return _known(line) or (_unknown(line, inside) if inside is not None else None)


def _known(line: str) -> _Heading | None:
    match = _LABELLED.match(line)
    field = LABELS.get(_plain(match["label"])) if match else None
    if not match or not field or (":" not in match["mark"] and field not in FLAGS):
        return None
    return _Heading(match["label"].strip(), field, line[match.end() :])


def _unknown(line: str, inside: str) -> _Heading | None:
    """Prose has colons too, so a long block ends only at a label that Modern.gov is known to print."""
    question = _QUESTION.match(line)
    shaped = question or _LABEL_SHAPED.match(line)
    if not shaped or (inside in _MANY_LINES and not question and _plain(shaped["label"]) not in WITHOUT_A_FIELD):
        return None
    return _Heading(shaped["label"].strip(), "", line[shaped.end() :])


def _plain(label: str) -> str:
    return " ".join(label.casefold().replace("-", " ").replace("(s)", "").split())


def _with_whole_labels(lines: Iterable[str]) -> Iterator[str]:
    """The lines, with each label that a hard line break had cut put together again."""
    waiting: list[str] = []
    for line in lines:
        waiting.append(line)
        whole = " ".join(waiting)
        if line and _begins_a_label(whole):
            continue
        yield from [whole] if len(waiting) > 1 and _known(whole) else waiting
        waiting = []
    yield from waiting


def _begins_a_label(line: str) -> bool:
    return line[0].isupper() and _plain(line[:60]) in _BROKEN_OFF
