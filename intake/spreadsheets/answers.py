"""What an officer is asked about the cells of a register: names that the office does not know, and what could not be
read; each once, with what is near it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz, process

from grants.models import Organisation
from grants.names import NameResolver, fold
from register.notices.chain import text_digest

from .cells import ANSWERED_AS, Answers
from .described import Problem, identifiers_of, number_of
from .meanings import BRACKETS
from .past_decisions import Checked
from .totals import NOTHING, pounds

NAMES = ("recipient", "stream", "partnership", "post")
ALMOST = 88  # of 100: two names of one file that may be one
MOST_COMPARED = 2_000
FEW = 5
KINDS = (
    (Organisation.Kind.COUNCIL, r"\bcouncil\b|\bborough\b|\bmbc\b"),
    (Organisation.Kind.POLICE, r"\bpolice\b|\bconstabulary\b"),
    (Organisation.Kind.COMPANY, r"\b(?:ltd|plc|llp|cic)\b"),
    (Organisation.Kind.PUBLIC_BODY, r"\b(?:nhs|school|academy|college|university|probation|fire and rescue)\b"),
)


@dataclass
class Question:
    """One thing to answer: the spellings of a name, or one text that could not be read. `near` are numbers and names of
    what the office knows; `almost` are others of the same file, by their keys."""

    name: str
    heading: str
    spellings: list[str]
    sentence: str
    rows: dict[str, None] = field(default_factory=dict)  # where it stands: a row of two years is one row
    total: Decimal = NOTHING
    near: list[tuple[int, str]] = field(default_factory=list)
    almost: list[tuple[str, str]] = field(default_factory=list)
    identifier: str = ""
    registration_number: str = ""

    @property
    def key(self) -> str:
        """Its name in a form."""
        return question_key(self.name, self.spellings[0])

    @property
    def count(self) -> int:
        """In how many rows it stands."""
        return len(self.rows)

    @property
    def where(self) -> list[str]:
        """The first of its rows."""
        return list(self.rows)[:FEW]

    @property
    def is_name(self) -> bool:
        return self.name in NAMES

    @property
    def best(self) -> str:
        """The spelling to go by: the one of most letters that is not all in capitals."""
        return " ".join(max(self.spellings, key=lambda each: (not each.isupper(), "(" not in each, len(each))).split())

    @property
    def kind(self) -> str:
        """What sort of recipient its name or number says it is; empty where neither does."""
        folded = fold(self.best)
        said = next((kind.value for kind, pattern in KINDS if re.search(pattern, folded)), "")
        is_charity = self.identifier.startswith("GB-CHC")
        return said or (Organisation.Kind.CHARITY.value if is_charity else "")

    @property
    def new(self) -> dict[str, str]:
        """What would be added."""
        if self.name == "stream":
            return {"name": self.best[:120]}
        more = {"identifier": self.identifier, "registration_number": self.registration_number}
        return {"name": self.best[:200], "kind": self.kind, **more}


def questions(checked: Checked, names: NameResolver, answers: Answers) -> list[Question]:
    """What is to be answered: names that have near matches first, then by how often they stand there."""
    found: dict[tuple[str, str], Question] = {}
    for problem in checked.problems:
        if key := asked_as(problem):
            add(found.setdefault(key, Question(key[0], problem.column, [], problem.sentence)), problem)
    found |= {("post", question.best): question for question in unknown_posts(checked, answers)}
    for question in found.values():
        question.near = near(question, names)
    beside_one_another([each for each in found.values() if each.name == "recipient"])
    order = {name: place for place, name in enumerate(NAMES)}
    return sorted(
        found.values(), key=lambda each: (order.get(each.name, 9), not (each.near or each.almost), -each.count)
    )


def unknown_posts(checked: Checked, answers: Answers) -> list[Question]:
    """The decision makers that are no post yet, and of whom nothing was said: posts of these titles are
    added if nothing is answered."""
    said = {each["new"]["name"] for each in answers.get("post", {}).values() if "new" in each}
    found: dict[str, Question] = {}
    for decision in checked.decisions:
        for title in (maker for maker in decision.makers if isinstance(maker, str) and maker not in said):
            question = found.setdefault(title, Question("post", "Decision maker", [title], ""))
            question.rows[decision.where.capitalize()] = None
    return list(found.values())


def asked_as(problem: Problem) -> tuple[str, str] | None:
    """What is asked once about all cells that say the same; nothing where no answer helps."""
    if not (problem.is_of_the_cell and problem.written):
        return None
    return asked_of(ANSWERED_AS.get(problem.meaning, problem.meaning), problem.written)


def asked_of(name: str, written: str) -> tuple[str, str]:
    """What is the same of all that one question asks about."""
    return name, folded(written) if name in NAMES else written


def question_key(name: str, spelling: str) -> str:
    return text_digest(f"{name}\n{spelling}")[:16]


def folded(name: str) -> str:
    """What is the same in all spellings of a name, without what stands in brackets."""
    return fold(BRACKETS.sub(" ", name)) or fold(name) or name


def add(question: Question, problem: Problem) -> None:
    if problem.written not in question.spellings:
        question.spellings.append(problem.written)
    question.rows[problem.where] = None
    question.total += pounds(problem.entry.cells.get("amount", "")) or NOTHING
    if question.name == "recipient" and not question.identifier:
        question.identifier = next(iter(identifiers_of(problem.entry.cells)), "")
        question.registration_number = number_of(problem.entry.cells)


def near(question: Question, names: NameResolver) -> list[tuple[int, str]]:
    """What the office knows that is called almost so."""
    match question.name:
        case "recipient":
            found: Sequence[Any] = [payee.recipient for payee in names.near_payees(question.best)]
        case "stream":
            found = names.near_streams(question.best)
        case "partnership":
            found = names.near_partnerships(question.best)
        case "post":
            found = names.near_posts(question.best)
        case _:
            found = []
    return list({each.pk: str(each) for each in found}.items())


def beside_one_another(questions: list[Question]) -> None:
    """Names of one file that are almost the same."""
    asked = questions[:MOST_COMPARED]
    names = [folded(each.best) for each in asked]
    for question, own in zip(asked, names, strict=True):
        alike = process.extract(own, names, scorer=fuzz.ratio, score_cutoff=ALMOST, limit=FEW)
        question.almost = [
            (asked[place].key, asked[place].best) for _, _, place in alike if asked[place] is not question
        ]


def answered(
    question: Question, choice: Mapping[str, str], others: Mapping[str, Question]
) -> dict[str, dict[str, Any]]:
    """What a choice says of each spelling: {spelling: answer}. Raises ValueError with a sentence where it says too
    little."""
    what, _, which = choice.get("choice", "").partition(":")
    match what:
        case "leave_out":
            answer: dict[str, Any] = {"leave_out": True}
        case "known":
            answer = {"known": int(which)}
        case "with":
            answer = {"new": others[which].new | kind_of(choice, others[which])}
        case "new":
            named = {"name": choice.get("name", "").strip() or question.new["name"]}
            identifier = {"identifier": choice["identifier"]} if choice.get("identifier") else {}
            answer = {"new": question.new | named | identifier | kind_of(choice, question)}
        case "several":
            return {
                each: {"new": question.new | {"name": each} | kind_of(choice, question)} for each in question.spellings
            }
        case "read" if choice.get("read", "").strip():
            answer = {"read": choice["read"].strip()}
        case _:
            return {}
    return dict.fromkeys(question.spellings, answer)


def kind_of(choice: Mapping[str, str], question: Question) -> dict[str, str]:
    if question.name != "recipient":
        return {}
    if kind := choice.get("kind") or question.kind:
        return {"kind": kind}
    raise ValueError(f"Choose what {question.best} is")


def merged(answers: Mapping[str, Mapping[str, Any]], name: str, said: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Answers with some more of one kind."""
    return {**{kind: dict(each) for kind, each in answers.items()}, name: {**answers.get(name, {}), **said}}
