"""Slips that the text of a decision makes against its own figures (domain §8, last paragraph). Pure; it only warns."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

MONEY = r"(?:£|\bGBP) ?(\d{1,12}(?:,\d{3}){0,3}(?:\.\d{1,2})?)(?: ?(billion|bn|million|thousand|m|k)\b)?"
SUM = re.compile(MONEY, re.IGNORECASE)
TIMES = {"bn": 10**9, "billion": 10**9, "m": 10**6, "million": 10**6, "k": 1_000, "thousand": 1_000, "": 1}
# "£1 for every £1", "for each £1 of grant the partnership adds £1": a proportion, not the sum of anything.
PROPORTION = re.compile(
    r"£ ?[\d.,]+(?: \w+){0,5} (?:for|to|against) (?:every|each) £ ?[\d.,]+|"
    r"\b(?:every|each) £ ?[\d.,]+(?:,? \w+){0,8} £ ?[\d.,]+",
    re.IGNORECASE,
)
# A rounded sum is said in whole thousands at least, and is this near to the exact one.
ROUNDED_FROM, ROUNDED_WITHIN = 1_000, Decimal("0.05")
YEAR = re.compile(r"(?<![\d/-])(20\d\d)[/–-](?:20)?(\d\d)(?![\d/-])|(?<![\d/-])(1[4-9]|[2-4]\d)/(\d\d)(?![\d/-])")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SAID = {word: number for number, word in enumerate(NUMBERS, start=1)} | {"both": 2}
COUNTED = re.compile(
    rf"\b({'|'.join(SAID)}|\d{{1,3}}) (districts|boroughs|councils|partnerships|recipients|organisations)\b",
    re.IGNORECASE,
)
# A sentence that compares places may name others: "Manchester and Salford together hold 26% of the threats."
COMPARES = re.compile(r"%|\b(?:per cent|together|than|compared|places)\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?;]) ")
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
    sentences = [each for each in SENTENCE.split(on_one_line(text)) if not compares(each, facts)]
    for district in sorted(facts.districts - facts.own_districts):
        if any(names(sentence, district) for sentence in sentences):
            yield f"The text names {district}, which is not the district of any recipient."


def compares(sentence: str, facts: DecisionFacts) -> bool:
    return bool(COMPARES.search(sentence)) and any(names(sentence, own) for own in facts.own_districts)


def names(text: str, district: str) -> bool:
    """Whether a text on one line names a district; "Greater Manchester" is none."""
    return bool(re.search(rf"(?<!Greater )\b{re.escape(district)}\b", text))


def other_sums(text: str, facts: DecisionFacts) -> Iterator[str]:
    for match in SUM.finditer(PROPORTION.sub("", on_one_line(text))):
        unit = TIMES[(match[2] or "").lower()]
        said = Decimal(match[1].replace(",", ""))
        if not fits(said * unit, said.normalize().as_tuple().exponent, unit, facts.amounts):
            yield f"The text names {match[0].strip()}, which is not the amount of any award or total."


def fits(said: Decimal, exponent: int | str, unit: int, amounts: frozenset[Decimal]) -> bool:
    """Whether a sum is one of the amounts, or one of them rounded to its last digit that is not 0."""
    step = Decimal(10) ** int(exponent) * unit
    return said in amounts or (
        step >= ROUNDED_FROM
        and any(abs(said - each) <= min(step / 2, each * ROUNDED_WITHIN) for each in amounts if each > 0)
    )


def other_years(text: str, facts: DecisionFacts) -> Iterator[str]:
    pairs = [(match[1] or f"20{match[3]}", match[2] or match[4]) for match in YEAR.finditer(text)]
    named = {f"{first}/{last}" for first, last in pairs if int(last) == (int(first) + 1) % 100}
    for year in sorted(named - facts.years) if facts.years else ():
        yield f"The text names the financial year {year}, for which there is no award."


def other_counts(text: str, facts: DecisionFacts) -> Iterator[str]:
    """Of places, also the number of all districts and of those that the text names are right."""
    text = on_one_line(text)
    for match in COUNTED.finditer(text):
        said, noun = match[1].lower(), match[2].lower()
        count = int(said) if said.isdigit() else SAID[said]
        of_places = noun in OF_PLACES and facts.own_districts
        actual = len(facts.own_districts) if of_places else facts.recipients
        right = {actual}
        if of_places:
            right |= {len(facts.districts), sum(names(text, district) for district in facts.districts)}
        if actual and count not in right:
            yield f"The text says “{match[0]}”, and there {'is' if actual == 1 else 'are'} {actual} here."


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def nothing_below(text: str, facts: DecisionFacts) -> Iterator[str]:
    """The sentence that points below is the last one."""
    pointers = list(POINTS_BELOW.finditer(text))
    if pointers and not MORE_TEXT.search(text, pointers[-1].end()):
        yield f"The text says “{pointers[-1][0]}”, but there is nothing below."
