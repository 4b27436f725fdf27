"""Slips that the text of a decision makes against its own figures (domain §8, last paragraph). Pure; it only warns."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

SUM = re.compile(r"£ ?(\d{1,12}(?:,\d{3}){0,3}(?:\.\d{1,2})?)(?: ?(million|thousand|m|k)\b)?", re.IGNORECASE)
TIMES = {"m": 1_000_000, "million": 1_000_000, "k": 1_000, "thousand": 1_000, "": 1}
YEAR = re.compile(r"(?<![\d/-])(20\d\d)[/-](?:20)?(\d\d)(?![\d/-])")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTED = re.compile(
    rf"\b({'|'.join(NUMBERS)}|\d{{1,3}}) (districts|boroughs|councils|partnerships|recipients|organisations)\b",
    re.IGNORECASE,
)
POINTS_BELOW = re.compile(r"\b(?:set out|listed|shown|described|detailed|table|as) below\b", re.IGNORECASE)
MORE_TEXT = re.compile(r"[.:;\n]\s*\w")
OF_PLACES = ("districts", "boroughs", "councils", "partnerships")


@dataclass(frozen=True)
class DecisionFacts:
    """What the text is compared with. Pounds as Decimal; years as people write them, "2023/24"."""

    districts: frozenset[str]
    own_districts: frozenset[str]
    recipients: int
    years: frozenset[str]
    amounts: frozenset[Decimal]


def soft_checks(texts: Mapping[str, str], facts: DecisionFacts) -> Iterator[tuple[str, str]]:
    """The place of each slip, and a sentence about it. `texts`: by place, such as {"reasons": "…"}."""
    for place, text in texts.items():
        for check in (other_districts, other_sums, other_years, other_counts, nothing_below):
            yield from ((place, sentence) for sentence in check(text, facts))


def other_districts(text: str, facts: DecisionFacts) -> Iterator[str]:
    if not facts.own_districts:
        return
    for district in sorted(facts.districts - facts.own_districts):
        # "Greater Manchester" is no district.
        if re.search(rf"(?<!Greater )\b{re.escape(district)}\b", text):
            yield f"The text names {district}, which is not the district of any recipient."


def other_sums(text: str, facts: DecisionFacts) -> Iterator[str]:
    for match in SUM.finditer(text):
        amount = Decimal(match[1].replace(",", "")) * TIMES[(match[2] or "").lower()]
        if amount not in facts.amounts:
            yield f"The text names {match[0].strip()}, which is not the amount of any award or total."


def other_years(text: str, facts: DecisionFacts) -> Iterator[str]:
    named = {f"{match[1]}/{match[2]}" for match in YEAR.finditer(text) if int(match[2]) == (int(match[1]) + 1) % 100}
    for year in sorted(named - facts.years) if facts.years else ():
        yield f"The text names the financial year {year}, for which there is no award."


def other_counts(text: str, facts: DecisionFacts) -> Iterator[str]:
    for match in COUNTED.finditer(text):
        said, noun = match[1].lower(), match[2].lower()
        count = int(said) if said.isdigit() else NUMBERS.index(said) + 1
        actual = len(facts.own_districts) if noun in OF_PLACES and facts.own_districts else facts.recipients
        if actual and count != actual:
            yield f"The text says “{match[0]}”, and there {'is' if actual == 1 else 'are'} {actual} here."


def nothing_below(text: str, facts: DecisionFacts) -> Iterator[str]:
    """The sentence that points below is the last one."""
    pointers = list(POINTS_BELOW.finditer(text))
    if pointers and not MORE_TEXT.search(text, pointers[-1].end()):
        yield f"The text says “{pointers[-1][0]}”, but there is nothing below."
