"""What changed between two versions of a notice, field by field and word by word. Pure: documents in, words out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from conditions import terms_in_words
from conditions.models import ConditionKind
from conditions.terms import ConditionTerms, MatchTerms
from grants.formatting import day, pounds
from grants.measures import MeasureTerms
from register.document import Document
from register.splits import workings

WORD = re.compile(r"\s*\S+")
LINE = re.compile(r".*\n|.+")
MAX_WORDS = 3_000  # beyond that, whole lines are compared: word by word would take too long

# What a document says besides the record, its awards and its conditions.
DOCUMENT = {
    "withdrawal_reason": "Reason for the withdrawal",
    "withdrawal_exceeding_reason": "Reason for exceeding the money available by the withdrawal",
    "makes_awards": "Awards money",
    "papers": "Background papers",
    "withheld": "Withheld",
    "added_on": "Past decision, added on",
    "first_published_on": "First published on",
}
AWARD = {
    "title": "title",
    "recipient": "recipient",
    "partnership": "partnership",
    "stream": "funding stream",
    "stream_restrictions": "restrictions of the stream",
    "stream_spend_by": "by when money of the stream is to be spent",
    "year": "financial year",
    "amount": "amount",
    "starts_on": "from",
    "ends_on": "to",
    "ended_reason": "why it was ended",
}
VARIED = {
    "title": "title",
    "recipient_name": "recipient",
    "stream": "funding stream",
    "stream_restrictions": "restrictions of the stream",
    "stream_spend_by": "by when money of the stream is to be spent",
    "base_amount": "amount before",
    "new_amount": "new amount",
}
CONDITION = {
    "kind": "kind",
    "title": "title",
    "wording": "wording",
    "code": "code",
    "is_dependency": "must be met before money is paid",
    "is_before_first_payment": "must be met before the first payment",
    "per": "falls due for",
    "schedule": "how often it falls due",
    "due_on": "due on",
    "due_day": "due each year on day",
    "due_month": "due each year in month",
    "due_days": "days after the decision",
    "due_set_by_office": "the office set the date",
    "threshold": "most unallocated underspend",
    "awards": "awards it applies to",
    "match": "match",
}


@dataclass(frozen=True)
class WordRun:
    """A run of words that are the "same", "added" or "removed"."""

    kind: str
    text: str


@dataclass(frozen=True)
class ChangedField:
    label: str
    runs: tuple[WordRun, ...]


@dataclass(frozen=True)
class Part:
    """One field of a document: `value` decides whether it has changed, `words` are what people read."""

    label: str
    value: Any
    words: str


def changed_fields(earlier: Document, later: Document) -> list[ChangedField]:
    """Every field with another value in the later document, in the order in which a page shows them."""
    before, after = dict(parts(earlier)), dict(parts(later))
    keys = [*after, *(key for key in before if key not in after)]
    return [changed for key in keys if (changed := changed_field(before.get(key), after.get(key)))]


def changed_field(before: Part | None, after: Part | None) -> ChangedField | None:
    old, new = before.value if before else None, after.value if after else None
    label = (after or before or Part("", None, "")).label
    words = (before.words if before else "", after.words if after else "")
    if old == new:
        return None
    if words[0] == words[1]:
        words = (exactly(old), exactly(new))
    return ChangedField(label, tuple(word_runs(*words)))


def parts(document: Document) -> Iterator[tuple[str, Part]]:
    """All that a document says, each part under a key that is the same in every version."""
    for each in document.declared():
        if entry := document.entry(each.name):
            value = (entry.value, entry.code) if each.name in document.record else getattr(document, each.name)
            yield each.name, Part(entry.label, value, entry.words)
    yield from labelled(document, DOCUMENT)
    for award in document.awards:
        yield from labelled(award, AWARD, f"Award {award.number}: ")
    for number, (split, working) in enumerate(zip(document.splits, workings(document), strict=True), start=1):
        yield f"split-{number}", Part(f"How shares were set: {working.title}", split, working.text)
    for measure in document.measures:
        words = f"{measure.name}; {measure.sentence}\n{awards_of(measure)}"
        yield f"measure-{measure.number}", Part(f"Measure {measure.number}", measure, words)
    for line in document.varied:
        yield from labelled(line, VARIED, f"Change to {line.reference}, award {line.number}: ")
    for condition in document.conditions:
        yield from labelled(condition, CONDITION, f"Condition {condition.number}: ", condition_in_words(condition))


def awards_of(measure: MeasureTerms) -> str:
    return f"Of award{'s' if len(measure.awards) > 1 else ''} {', '.join(map(str, measure.awards))}"


def labelled(
    entry: Any, labels: Mapping[str, str], before: str = "", words: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Part]]:
    """The fields of a part of a document; `words` are those of its codes."""
    for name, label in labels.items():
        value = getattr(entry, name)
        if value not in (None, "", ()):
            yield before + name, Part(before + label, value, (words or {}).get(name) or in_words(value))


def condition_in_words(condition: ConditionTerms) -> dict[str, str]:
    return {
        "kind": ConditionKind(condition.kind).label,
        "per": terms_in_words.falls_due_for(condition.per),
        "schedule": terms_in_words.how_often(condition),
        "match": match_in_words(condition.match) if condition.match else "",
    }


def match_in_words(match: MatchTerms) -> str:
    lines = {
        "Required": terms_in_words.basis(match),
        "From": terms_in_words.sources(match),
        "In kind": terms_in_words.in_kind_rule(match),
        "Spent": terms_in_words.match_period(match),
    }
    return "\n".join(f"{label}: {words}" for label, words in lines.items() if words)


def in_words(value: Any) -> str:
    match value:
        case bool():
            return "Yes" if value else "No"
        case date():
            return day(value)
        case Decimal():
            return pounds(value)
        case tuple():
            return "\n".join(in_words(each) for each in value)
    return str(value)


def exactly(value: Any) -> str:
    """In words, with what tells apart two things that read alike: the address of a page, the digest of a file."""
    if isinstance(value, tuple):
        return "\n".join(exactly(each) for each in value)
    known_by = [getattr(value, name, "") for name in ("slug", "identifier", "sha256")]
    return " ".join(filter(None, [in_words(value), *known_by]))


def word_runs(before: str, after: str) -> Iterator[WordRun]:
    """The words of two texts, in order; what was removed comes before what was added in its place."""
    old, new = split(before, after)
    for move, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        removed, added = "".join(old[start:end]), "".join(new[new_start:new_end])
        if move == "equal":
            yield WordRun("same", removed)
            continue
        if removed:
            yield WordRun("removed", removed)
        if added:
            yield WordRun("added", added)


def split(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) <= MAX_WORDS:
        return old, new
    return LINE.findall(before), LINE.findall(after)
