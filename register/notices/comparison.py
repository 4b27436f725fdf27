"""What changed between two versions of a notice, field by field and word by word. Pure: documents in, words out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from conditions import terms_in_words
from conditions.terms import ConditionTerms, MatchTerms
from grants.formatting import day, pounds
from register.document import Document, NamedEntry, PaperEntry, PriorityEntry, RecipientEntry, WithheldEntry

WORD = re.compile(r"\s*\S+")
LINE = re.compile(r".*\n|.+")
MOST_WORDS = 3_000  # beyond that, whole lines are compared: word by word would take too long

DOCUMENT = {
    "title": "Title",
    "summary": "Summary",
    "kind_label": "Kind",
    "outcome_label": "Outcome",
    "decision_makers": "Decided by",
    "decided_on": "Date of decision",
    "effective_from": "Effective from",
    "purpose": "What it is for",
    "decision_text": "The decision",
    "reasons": "Why",
    "alternatives": "Alternatives considered and rejected",
    "interests": "Interests declared",
    "legal_power_label": "Legal power",
    "is_key": "Key decision",
    "call_in": "Subject to call-in",
    "key_notice_on": "Notice of the key decision first given on",
    "is_significant": "Of significant public interest",
    "significance": "Why it is, or is not, of significant public interest",
    "financial_implications": "Financial implications",
    "legal_implications": "Legal implications",
    "equality_implications": "Equality implications",
    "risk_implications": "Risk implications",
    "consultation": "Consultation",
    "value_for_money": "Value for money",
    "intended_outcomes": "Intended outputs and outcomes",
    "results": "Results so far",
    "exit_plan": "Exit and sustainability plan",
    "subsidy": "Subsidy control",
    "subsidy_note": "Subsidy assessment",
    "priorities": "Priorities served",
    "principles": "Commissioning principles served",
    "four_ps": "4Ps",
    "soc_themes": "Themes of serious and organised crime",
    "stated_total": "Total as stated",
    "no_conditions": "No conditions attached",
    "papers": "Background papers",
    "withheld": "Withheld",
    "supersedes": "Takes the place of",
    "exceeding_reason": "Reason for exceeding the money available",
    "withdrawal_reason": "Reason for the withdrawal",
    "external_reference": "Reference elsewhere",
    "published_elsewhere_on": "First published elsewhere on",
    "published_elsewhere_url": "Address where it was published",
    "added_on": "Past decision, added on",
    "reference": "Reference",
    "makes_awards": "Awards money",
    "first_published_on": "First published on",
}
AWARD = {
    "title": "title",
    "recipient": "recipient",
    "partnership": "partnership",
    "stream": "funding stream",
    "stream_restrictions": "restrictions of the stream",
    "year": "financial year",
    "amount": "amount",
    "starts_on": "from",
    "ends_on": "to",
    "ended_reason": "why it was ended",
}
VARIED = {
    "title": "title",
    "recipient_name": "recipient",
    "base_amount": "amount before",
    "new_amount": "new amount",
}
CONDITION = {
    "title": "title",
    "wording": "wording",
    "code": "code",
    "is_dependency": "must be met before money is paid",
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
    pieces: tuple[WordRun, ...]


def changes(earlier: Document, later: Document) -> list[ChangedField]:
    """Every field that reads differently in the later document, in the order in which a page shows them."""
    before, after = dict(fields_in_words(earlier)), dict(fields_in_words(later))
    labels = [*after, *(label for label in before if label not in after)]
    return [
        ChangedField(label, tuple(pieces(before.get(label, ""), after.get(label, ""))))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    ]


def fields_in_words(document: Document) -> Iterator[tuple[str, str]]:
    """Every published field of a document: its label and its text."""
    yield from labelled(document, DOCUMENT)
    for award in document.awards:
        yield from labelled(award, AWARD, f"Award {award.number}: ")
    for line in document.varied:
        yield from labelled(line, VARIED, f"Change to {line.reference}, award {line.number}: ")
    for condition in document.conditions:
        yield from labelled(condition_in_words(condition), CONDITION, f"Condition {condition.number}: ")


def condition_in_words(condition: ConditionTerms) -> ConditionTerms:
    """A condition with words in place of codes."""
    words = {
        "per": terms_in_words.falls_due_for(condition.per),
        "schedule": terms_in_words.how_often(condition),
        "match": match_in_words(condition.match) if condition.match else "",
    }
    return condition.model_copy(update=words)


def match_in_words(match: MatchTerms) -> str:
    lines = {
        "Required": terms_in_words.basis(match),
        "From": terms_in_words.sources(match),
        "In kind": terms_in_words.in_kind_rule(match),
        "Spent": terms_in_words.match_period(match),
    }
    return "\n".join(f"{label}: {said}" for label, said in lines.items() if said)


def labelled(entry: Any, labels: Mapping[str, str], before: str = "") -> Iterator[tuple[str, str]]:
    for name, label in labels.items():
        yield before + label, in_words(getattr(entry, name))


def in_words(value: Any) -> str:
    """A field's value as text; nothing for a blank one."""
    match value:
        case None | "":
            return ""
        case bool():
            return "Yes" if value else "No"
        case date():
            return day(value)
        case Decimal():
            return pounds(value)
        case tuple():
            return "\n".join(in_words(each) for each in value)
    return entry_in_words(value)


def entry_in_words(entry: Any) -> str:
    match entry:
        case PriorityEntry():
            return f"{entry.name} ({entry.plan})"
        case NamedEntry() | RecipientEntry():
            return entry.name
        case PaperEntry():
            return f"{entry.number}. {entry.title} ({entry.url or entry.file_name})"
        case WithheldEntry():
            return withheld_in_words(entry)
    return str(entry)


def withheld_in_words(entry: WithheldEntry) -> str:
    view = f", {entry.viewed_by}, {day(entry.viewed_on)}" if entry.viewed_on else ""
    return f"{entry.label} ({entry.ground_label}{view})"


def pieces(before: str, after: str) -> Iterator[WordRun]:
    """The words of two texts, in order; what was removed stands before what was added in its place."""
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
    if len(old) + len(new) <= MOST_WORDS:
        return old, new
    return LINE.findall(before), LINE.findall(after)
