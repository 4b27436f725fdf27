"""What a column of a register may mean, and what its heading proposes (meanings.toml)."""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

from django import forms
from django.conf import settings

from grants.actions.decisions import REFERENCE
from grants.fields import DayField, PoundsField
from grants.names import fold
from grants.years import FinancialYearFormField
from intake.notices.values import parse_outcome

from .columns import AWARD, ChoiceByLabel, YesNo, all_columns, decision_columns
from .values import day_of, looks_like_money, span_of, without_year, year_of

WORDS = Path(__file__).with_name("meanings.toml")
NOT_READ, KEPT, IGNORED, TOTAL, WIDE = "", "keep", "ignore", "total", "wide"
BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
AS_AN_AMOUNT = re.compile(r"(?i)\s(?:awards?|amounts?|allocations?)$")
LONGEST_HEADING = 120
FEW = 40  # cells by which a column is judged


class Sort(Enum):
    """What kind of value a column holds."""

    DAY, MONEY, YEAR, PERIOD, CHOICE, YES_NO, REFERENCE, NUMBER, TEXT, ANY = range(10)


@dataclass(frozen=True)
class Meaning:
    name: str
    label: str
    group: str
    sort: Sort = Sort.TEXT


# Beside the columns of the template.
OTHERS = (
    Meaning("payee", "District, partnership or organisation: who is paid, and for whom", "Who is paid"),
    Meaning("recipient_identifier", "Organisation identifier of the recipient", "Who is paid", Sort.ANY),
    Meaning("recipient_charity", "Charity number of the recipient", "Who is paid", Sort.ANY),
    Meaning("recipient_company", "Company number of the recipient", "Who is paid", Sort.ANY),
    Meaning(WIDE, "Amount of the stream, year or recipient in its heading", "The award", Sort.MONEY),
    Meaning("period", "Period: two dates, or a time counted from the decision", "The award", Sort.PERIOD),
    Meaning(TOTAL, "Total of the row: compared, not read", "Not read", Sort.MONEY),
    Meaning("currency", "Currency: has to be pounds", "Not read"),
    Meaning(KEPT, "Not read, quoted in the diary of the draft", "Not read", Sort.ANY),
    Meaning(IGNORED, "Not read and not kept", "Not read", Sort.ANY),
)
OF_A_RECIPIENT = ("recipient_identifier", "recipient_charity", "recipient_company")
MANY = (WIDE, KEPT, IGNORED, TOTAL)  # what several columns may mean


def meanings() -> dict[str, Meaning]:
    """Every meaning by its name, in the order in which they are offered."""
    who = ("recipient", "partnership")
    award = [
        Meaning(
            each.name, each.heading, "Who is paid" if each.name in who else "The award", sort_of(each.name, each.field)
        )
        for each in AWARD
    ]
    decision = [
        Meaning(each.name, each.heading, "The decision", sort_of(each.name, each.field)) for each in decision_columns()
    ]
    return {each.name: each for each in (*decision, *award, *OTHERS)}


def sort_of(name: str, field: forms.Field) -> Sort:
    if name in ("reference", "external_reference"):
        return Sort.REFERENCE if name == "reference" else Sort.NUMBER
    sorts = {DayField: Sort.DAY, PoundsField: Sort.MONEY, FinancialYearFormField: Sort.YEAR, YesNo: Sort.YES_NO}
    return Sort.CHOICE if isinstance(field, ChoiceByLabel) else sorts.get(type(field), Sort.TEXT)


@cache
def words() -> dict[str, tuple[frozenset[str], tuple[re.Pattern[str], ...]]]:
    """For each meaning its headings, and patterns for others."""
    with WORDS.open("rb") as file:
        told = tomllib.load(file)
    return {
        name: (
            frozenset(bare(each) for each in said["headings"]),
            tuple(re.compile(each) for each in said.get("like", ())),
        )
        for name, said in told.items()
    }


@cache
def bare(heading: str) -> str:
    """A heading without its case, punctuation and what stands in brackets; of nothing but brackets, what is in them."""
    folded = fold(BRACKETS.sub(" ", heading).replace("_", " ").replace("/", " "))
    return folded or ("pounds" if "£" in heading else fold(heading))


@cache
def labels() -> dict[str, str]:
    return {column.heading.casefold(): column.name for column in all_columns()}


def says_no_awards(title: str) -> bool:
    return any(pattern.search(fold(title)) for pattern in words()["no_awards"][1])


@lru_cache(maxsize=4096)
def is_heading(cell: str) -> bool:
    """Whether registers have this heading."""
    return len(cell) <= LONGEST_HEADING and next(proposals(cell), None) is not None


def proposals(heading: str) -> Iterator[tuple[int, str]]:
    """What a heading may mean, the surest first: how sure (0 is the template's own words), and the meaning."""
    if own := labels().get(heading.casefold()):
        yield 0, own
    folded = bare(heading)
    for name, (known, _) in words().items():
        if folded in known and name != "no_awards":
            yield 1, name
    if is_wide(heading) or part_of_an_amount(heading):
        yield 2, WIDE
    for name, (_, patterns) in words().items():
        if name != "no_awards" and any(pattern.search(folded) for pattern in patterns):
            yield 3, name


def is_wide(heading: str) -> bool:
    """Whether a heading names a financial year, perhaps with what is paid from it."""
    return year_of(heading) is not None


def part_of_an_amount(heading: str) -> str:
    """What stands below the heading of an amount that several columns share; else nothing."""
    shared, _, own = heading.partition(": ")
    return own if own and bare(shared) in words()["amount"][0] else ""


def beside_the_year(heading: str) -> str:
    """What a heading names beside a year: a stream, or nothing where it says "Amount" alone."""
    rest = without_year(BRACKETS.sub(" ", part_of_an_amount(heading) or heading))
    folded = bare(rest) if rest else ""
    said = words()
    plain = folded in said["amount"][0] or folded in said["year"][0] or folded in said["total"][0]
    return "" if plain else AS_AN_AMOUNT.sub("", rest).strip()


def fits(meaning: Meaning, samples: Sequence[str]) -> bool:
    """Whether a column that says this may mean that: half of its cells at least."""
    cells = samples[:FEW]
    if meaning.name == "conditions":  # "None" stands among codes, and among conditions in words
        cells = [cell for cell in cells if cell.casefold() != "none"]
    if not cells:
        return True
    holds = sum(holds_a(meaning, cell) for cell in cells)
    if meaning.sort is Sort.NUMBER and len(cells) > 2 and cells == [str(n) for n in range(1, len(cells) + 1)]:
        return False  # the rows, counted
    return holds * 2 >= len(cells)


def holds_a(meaning: Meaning, cell: str) -> bool:
    if meaning.sort in (Sort.CHOICE, Sort.YES_NO):
        return is_choice(meaning.name, cell)
    if meaning.name == "conditions":
        return bool(CODES.fullmatch(cell))
    looks = LOOKS.get(meaning.sort)
    return looks is None or looks(cell)


def is_day(cell: str) -> bool:
    """A day, or what somebody wrote for one, such as "March 2022"."""
    return day_of(cell) is not None or bool(CALENDAR_YEAR.search(cell) and not year_of(cell))


def is_period(cell: str) -> bool:
    return span_of(cell, begins=None) is not None or bool(TIME.search(cell))


def is_own_reference(cell: str) -> bool:
    own = f"{settings.OFFICE.reference_prefix}-".casefold()
    return bool(REFERENCE.fullmatch(cell)) and cell.casefold().startswith(own)


CODES = re.compile(r"(?i)none|[A-Z]{2}\d{1,2}(?:[,; ]+[A-Z]{2}\d{1,2})*")
CALENDAR_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
TIME = re.compile(r"(?i)year|month|week|one.?off")
LOOKS: dict[Sort, Callable[[str], bool]] = {
    Sort.DAY: is_day,
    Sort.MONEY: looks_like_money,
    Sort.YEAR: lambda cell: year_of(cell) is not None and not looks_like_money(cell),
    Sort.PERIOD: is_period,
    Sort.REFERENCE: is_own_reference,
    Sort.TEXT: lambda cell: not looks_like_money(cell) and day_of(cell) is None,
}


def is_choice(name: str, cell: str) -> bool:
    if name == "outcome" and parse_outcome(cell):
        return True
    field = next(column.field for column in all_columns() if column.name == name)
    try:
        field.clean(cell)
    except forms.ValidationError:
        return False
    return True
