"""What a cell says: cleaned as its column has it, then looked up among what the office knows, or what an officer has
answered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from conditions.models import StandardCondition
from grants.actions.decisions import REFERENCE
from grants.fields import DayField, PoundsField
from grants.models import Decision, FundingStream, Organisation, Partnership, Post, Priority
from grants.names import AmbiguousName, NameResolver, Payee, fold, grouped, plain
from grants.years import FinancialYearFormField
from intake.legal_powers import legal_power_of
from intake.notices.values import parse_outcome

from .columns import ADDRESS, TemplateColumn
from .values import day_of, pounds_in, year_of

LONGEST_POST = LONGEST_PAPER = 200
NAMES = ("recipient", "partnership", "stream")
SHORT = 200  # characters; longer cells are hardly ever the same
ANSWERED_AS = {"payee": "recipient"}
POUNDS = ("", "gbp", "£", "pounds", "pound sterling", "pounds sterling", "sterling")
NO_CONDITIONS = ("none", "nil", "no conditions")
SEPARATORS = re.compile(r"[;\n|]")

Answers = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""What an officer has said of cells that were not understood, by the meaning of the column and what is written:
"read": another text in its place; "known": the number of what it names; "new": the fields of what is added;
"leave_out": true."""


class WrongCell(ValueError):
    """What is wrong with one cell."""


class NotKnown(WrongCell):
    """A name that the office does not know yet."""


@dataclass(frozen=True)
class NewRecipient:
    """A recipient that is added when the decisions are drafted."""

    name: str
    kind: str
    identifier: str = ""
    registration_number: str = ""

    pk = None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class NewStream:
    """A funding stream that is added when the decisions are drafted."""

    name: str

    def __str__(self) -> str:
        return self.name


class CellParser:
    """Parses the cells of tables, with everything that they may name fetched once. A column `x` that names something
    has a method `parse_x`; what any other cell says is what its field makes of it."""

    def __init__(self, answers: Answers | None = None) -> None:
        self.names = NameResolver()
        self.answers = answers or {}
        self.references = {plain(reference) for reference in Decision.objects.values_list("reference", flat=True)}
        current = StandardCondition.objects.filter(is_current=True).order_by("version")
        self.standards = {plain(standard.code): standard for standard in current}
        # What short cells say, since thousands of rows say the same.
        self.parsed: dict[tuple[str, str], tuple[Any, str]] = {}

    def answer(self, name: str, written: str) -> Mapping[str, Any]:
        return self.answers.get(ANSWERED_AS.get(name, name), {}).get(written, {})

    def parse(self, column: TemplateColumn, cell: str) -> tuple[Any, str]:
        """The value of a cell and no sentence; or None, and the sentence that says what is wrong."""
        found = self.parsed.get((column.name, cell)) or self._parse(column, cell)
        if len(cell) <= SHORT:
            self.parsed[column.name, cell] = found
        return found

    def _parse(self, column: TemplateColumn, cell: str) -> tuple[Any, str]:
        look_up = getattr(self, f"parse_{column.name}", None)
        answer = self.answer(column.name, cell)
        try:
            if "known" in answer or "new" in answer:
                return self.answered(column.name, answer), ""
            value = column.field.clean(as_typed(column, str(answer.get("read", cell))))
            if not value:
                return (None if column.name in NAMES else value), ""
            return (look_up(value) if look_up else value), ""
        except ValidationError as error:
            return None, " ".join(error.messages)
        except (WrongCell, AmbiguousName) as error:
            return None, str(error)

    def answered(self, name: str, answer: Mapping[str, Any]) -> Any:
        """What an officer has said that a name means."""
        new = answer.get("new")
        match ANSWERED_AS.get(name, name):
            case "recipient":
                found = NewRecipient(**new) if new else self.organisations.get(answer["known"])
                return Payee(found) if found and name == "payee" else found  # type: ignore[arg-type]
            case "stream":
                return NewStream(**new) if new else self.streams.get(answer["known"])
            case "partnership":
                return self.partnerships.get(answer["known"])
        return None

    @cached_property
    def organisations(self) -> dict[int, Organisation]:
        return Organisation.objects.in_bulk(known_in(self.answers, "recipient"))

    @cached_property
    def streams(self) -> dict[int, FundingStream]:
        return FundingStream.objects.in_bulk(known_in(self.answers, "stream"))

    @cached_property
    def told_posts(self) -> dict[int, Post]:
        return Post.objects.in_bulk(known_in(self.answers, "post"))

    @cached_property
    def partnerships(self) -> dict[int, Partnership]:
        return Partnership.objects.in_bulk(known_in(self.answers, "partnership"))

    def parse_reference(self, written: str) -> str:
        if not REFERENCE.fullmatch(written):
            raise WrongCell("Write it with letters, digits and single hyphens, and at least one digit")
        if plain(written) in self.references:
            raise WrongCell(f"{written} is already the reference of another decision")
        return written

    def parse_legal_power(self, written: str) -> dict[str, str]:
        return legal_power_of(written)

    def parse_decision_makers(self, written: str) -> tuple[Post | str, ...]:
        """Posts, and the titles of posts that are not known yet."""
        titles = [title.strip() for title in SEPARATORS.split(written) if title.strip()]
        if any(len(title) > LONGEST_POST for title in titles):
            raise WrongCell(f"The title of a post has at most {LONGEST_POST} characters. Put ; between several posts")
        return tuple(dict.fromkeys(post for title in titles for post in self.posts(title)))

    def posts(self, title: str) -> list[Post | str]:
        """The post of this title; several where commas stand between posts that are all known."""
        said = self.answer("post", title)
        if known := self.told_posts.get(said["known"]) if "known" in said else self.names.post(title):
            return [known]
        if "new" in said:
            return [str(said["new"]["name"])]
        several = [self.names.post(each.strip()) for each in re.split(r",| and ", title)]
        return [post for post in several if post] if all(several) else [title]

    def parse_conditions(self, written: str) -> tuple[StandardCondition, ...]:
        if plain(written) == "none":
            return ()
        codes = [code.strip() for code in written.replace(";", ",").split(",") if code.strip()]
        if unknown := [code for code in codes if plain(code) not in self.standards]:
            known = ", ".join(sorted(standard.code for standard in self.standards.values()))
            raise WrongCell(f"{unknown[0][:40]} is not a standard condition. Write None, or some of: {known}")
        return tuple(dict.fromkeys(self.standards[plain(code)] for code in codes))

    def parse_own_conditions(self, written: str) -> tuple[str, ...]:
        """Each once; nothing, where it says that there are none."""
        return tuple(each for each in dict.fromkeys(parts(written)) if plain(each).rstrip(".") not in NO_CONDITIONS)

    def parse_priorities(self, written: str) -> tuple[tuple[Priority, ...], ...]:
        """For each name the priorities that are called so, one of each plan that has it."""
        names = [name for name in (each.strip() for each in SEPARATORS.split(written)) if name]
        if unknown := [name for name in names if fold(name) not in self.priorities]:
            raise WrongCell(f"“{unknown[0][:60]}” is not a priority of any plan here. Put ; between several")
        return tuple(dict.fromkeys(tuple(self.priorities[fold(name)]) for name in names))

    @cached_property
    def priorities(self) -> dict[str, dict[Priority, None]]:
        known = Priority.objects.select_related("plan")
        return grouped((fold(name), each) for each in known for name in (each.name, f"{each} ({each.plan})"))

    def parse_papers(self, written: str) -> tuple[tuple[str, str], ...]:
        return tuple(paper(part) for part in parts(written))

    def parse_recipient(self, written: str) -> Organisation:
        return self.parse_payee(written).recipient

    def parse_payee(self, written: str) -> Payee:
        if payee := self.names.payee(written):
            return payee
        raise NotKnown(f"“{written[:60]}” is not known here yet. Answer who it is")

    def parse_partnership(self, written: str) -> Partnership:
        if known := self.names.partnership(written):
            return known
        raise NotKnown(f"“{written[:60]}” is not a community safety partnership here. Answer which it is")

    def parse_stream(self, written: str) -> FundingStream:
        if known := self.names.stream(written):
            return known
        raise NotKnown(f"“{written[:60]}” is not the name of a funding stream here. Answer which it is")

    def parse_currency(self, written: str) -> str:
        if written.casefold() not in POUNDS:
            raise WrongCell(f"The amount is in {written[:20]}: give it in pounds")
        return written


def as_typed(column: TemplateColumn, cell: str) -> str:
    """A cell in the spelling that its field takes, where it says the same; else as it is."""
    if column.name == "outcome" and cell:
        return parse_outcome(cell) or cell
    match column.field:
        case DayField():
            return day.isoformat() if (day := day_of(cell)) else cell
        case FinancialYearFormField():
            return str(year) if (year := year_of(cell)) else cell
        case PoundsField():
            return pounds_in(cell)
    return cell


def known_in(answers: Answers, name: str) -> list[int]:
    return [answer["known"] for answer in answers.get(name, {}).values() if "known" in answer]


def parts(written: str) -> list[str]:
    """Several things in one cell: each on a line of its own, or with | between them."""
    return [" ".join(part.split()) for line in written.splitlines() for part in line.split("|") if part.strip()]


def paper(written: str) -> tuple[str, str]:
    """The title of a paper, and its address, which is the last word."""
    title, _, address = written.rpartition(" ")
    if not title or "://" not in address:
        raise WrongCell(
            f"Write a title and then its address, like Report https://example.org/report.pdf: {written[:60]}"
        )
    if len(title) > LONGEST_PAPER:
        raise WrongCell(f"The title of a paper has at most {LONGEST_PAPER} characters")
    return title, ADDRESS.clean(address)
