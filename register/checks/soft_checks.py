"""Slips that the text of a decision makes against its own figures (domain §8, last paragraph). Pure; it only warns."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

UNIT = r"(?: ?(billion|bn|million|thousand|m|k)\b)?"
SUM = re.compile(
    rf"(?:£|\bGBP) ?(\d{{1,12}}(?:[, ]\d{{3}}(?!\d)){{0,3}}(?:\.\d{{1,2}})?)(?!,?\d){UNIT}"
    rf"|(?<![£\d,.])(\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{3,12}})(?:\.\d\d)?{UNIT} (?:pounds|GBP)\b",
    re.IGNORECASE,
)
# Digits after a comma that are no three.
MISWRITTEN = re.compile(r"£ ?\d{1,12}(?:,\d{3}){0,3},(?:\d{1,2}|\d{4,12})(?![\d,])")
TIMES = {"bn": 10**9, "billion": 10**9, "m": 10**6, "million": 10**6, "k": 1_000, "thousand": 1_000, "": 1}
# "£1 for every £1", "for each £1 of grant the partnership adds £1", "£1:£1": a proportion, not the sum of anything.
PROPORTION = re.compile(
    r"£ ?[\d.,]+(?: \w+){0,5} (?:for|to|against) (?:every|each) £ ?[\d.,]+|"
    r"\b(?:every|each) £ ?[\d.,]+(?:,? \w+){0,8},? £ ?[\d.,]+|£ ?\d+ ?: ?£ ?\d+",
    re.IGNORECASE,
)
# A limit, or the whole of a fund, is not what this decision gives.
BEFORE_A_LIMIT = re.compile(
    r"\b(?:above|below|over|under|exceed\w*|(?:more|less|greater|fewer) than|in excess of"
    r"|(?:threshold|limit|cap|budget|fund|pot|maximum|minimum)(?: is| was)?(?: of)?"
    r"|(?:budget|fund|pot|stream)s? (?:is|was|of)) $",
    re.IGNORECASE,
)
# A rounded sum is said in whole thousands at least, and is this near to the exact one.
ROUNDED_FROM, ROUNDED_WITHIN = 1_000, Decimal("0.05")
YEAR = re.compile(
    r"(?<![\d/-])(20\d\d)[/–-](?:20)?(\d\d)(?![\d/-])|(?<![\d/-])(1[4-9]|[2-4]\d)/(\d\d)(?![\d/-])"
    r"|\bFY ?(\d\d)-(\d\d)\b|\b(?:financial year|FY) (20\d\d) to (?:20)?(\d\d)\b"
)
MONTHS = re.compile(r"\bApril (20\d\d) (?:to|until|-|–) (?:the end of |(?:31 |31st )?)March (20\d\d)\b")
# A sentence about what was before names other years.
LOOKS_BACK = re.compile(
    r"\b(?:since|fell|fallen|rose|risen|previous\w*|earlier|last year|data|figures|baseline|continu\w+|evaluat\w+"
    r"|builds? on|compared|between|was funded|were funded)\b",
    re.IGNORECASE,
)
NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
SAID = {word: number for number, word in enumerate(NUMBERS, start=1)} | {"both": 2, "a dozen": 12}
COUNTED = re.compile(
    rf"\b({'|'.join(SAID)}|\d{{1,3}})(?: (?:district|community safety|metropolitan))?"
    r" (districts|boroughs|councils|partnerships|CSPs|local authorities|recipients|organisations)\b",
    re.IGNORECASE,
)
# A sentence that compares places may name others: "Manchester and Salford together hold 26% of the threats."
COMPARES = re.compile(r"%|\b(?:per cent|together|than|compared|places)\b", re.IGNORECASE)
# One that says that they are others may do so without naming its own.
OF_OTHERS = re.compile(
    r"\b(?:unlike|neighbour\w*|borders?|bordering|modelled on|learn\w* from|other (?:districts|boroughs)|elsewhere)\b",
    re.IGNORECASE,
)
# What bears the name of a district and is none: "Trafford Road", "the University of Salford".
AFTER_A_PLACE = (
    r"(?! (?:Road|Street|Lane|Royal|Wanderers|United|City F\.?C|Athletic|Albion|Park|Centre|Airport|University"
    r"|Metropolitan University|Quays|Evening News|Arena|Cathedral|Piccadilly|Victoria)\b)"
)
SENTENCE = re.compile(r"(?<=[.!?;]) ")
POINTS_BELOW = re.compile(
    r"\b(?:(?:set out|listed|shown|described|detailed|table|as) below|as follows|following(?: \w+){0,3}(?=:\s*\Z))",
    re.IGNORECASE,
)
MORE_TEXT = re.compile(r"[.:;\n][\s|]*\w")
OF_PLACES = ("districts", "boroughs", "councils", "partnerships", "csps", "local authorities")


@dataclass(frozen=True)
class DecisionFacts:
    """What the text is compared with. Pounds as Decimal; years as people write them, "2023/24"."""

    districts: frozenset[str]
    own_districts: frozenset[str]
    recipients: int
    years: frozenset[str]
    amounts: frozenset[Decimal]
    # Its conditions are shown below its text.
    has_conditions: bool = False


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
    names_own = any(names(sentence, own) for own in facts.own_districts)
    return bool(OF_OTHERS.search(sentence) or (COMPARES.search(sentence) and names_own))


def names(text: str, district: str) -> bool:
    """Whether a text on one line names a district, also in capitals; "Greater Manchester" is none, nor is "bury"."""
    place = re.escape(district)
    before = "".join(f"(?<!{word} )" for word in ("Greater", "GREATER", "greater", "University of"))
    forms = rf"(?:{place}|{place.upper()}|{place.lower()}(?= (?:council|csp|borough|mbc)\b))"
    return bool(re.search(rf"{before}\b{forms}\b{AFTER_A_PLACE}", text))


def other_sums(text: str, facts: DecisionFacts) -> Iterator[str]:
    text = PROPORTION.sub("", on_one_line(text))
    for match in MISWRITTEN.finditer(text):
        yield f"The text names {match[0]}: check its commas."
    for match in SUM.finditer(text):
        unit = TIMES[(match[2] or match[4] or "").lower()]
        said = Decimal(re.sub("[, ]", "", match[1] or match[3]))
        amounts = facts.amounts | doubled(text, match, facts)
        is_limit = BEFORE_A_LIMIT.search(text, max(0, match.start() - 40), match.start())
        if not (is_limit or fits(said * unit, said.normalize().as_tuple().exponent, unit, amounts)):
            yield f"The text names {match[0].strip()}, which is not the amount of any award or total."


def doubled(text: str, match: re.Match[str], facts: DecisionFacts) -> frozenset[Decimal]:
    """A sentence about match may name what the grant and as much again come to."""
    around = text[max(0, match.start() - 120) : match.end() + 120]
    is_about_match = re.search(r"\bmatch|\b1:1\b", around, re.IGNORECASE)
    return frozenset(2 * amount for amount in facts.amounts) if is_about_match else frozenset()


def fits(said: Decimal, exponent: int | str, unit: int, amounts: frozenset[Decimal]) -> bool:
    """Whether a sum is one of the amounts, or one of them rounded to its last digit that is not 0."""
    step = Decimal(10) ** int(exponent) * unit
    return said in amounts or (
        step >= ROUNDED_FROM
        and any(abs(said - each) <= min(step / 2, each * ROUNDED_WITHIN) for each in amounts if each > 0)
    )


def other_years(text: str, facts: DecisionFacts) -> Iterator[str]:
    sentences = [each for each in SENTENCE.split(on_one_line(text)) if not LOOKS_BACK.search(each)]
    named = {year for sentence in sentences for year in years_in(sentence)}
    for year in sorted(named - facts.years) if facts.years else ():
        yield f"The text names the financial year {year}, for which there is no award."


def years_in(text: str) -> Iterator[str]:
    """The financial years that a text on one line names, as "2023/24"."""
    for match in YEAR.finditer(text):
        first, last = (part for part in match.groups() if part)
        start = int(first) % 100
        if int(last) == (start + 1) % 100:
            yield f"20{start:02}/{last}"
    for match in MONTHS.finditer(text):
        for start in range(int(match[1]), int(match[2])):
            yield f"{start}/{(start + 1) % 100:02}"


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
    last = SENTENCE.split(on_one_line(text))[-1]
    if facts.has_conditions and re.search(r"\b(?:conditions?|terms)\b", last, re.IGNORECASE):
        return
    if pointers and not MORE_TEXT.search(text, pointers[-1].end()):
        yield f"The text says “{pointers[-1][0]}”, but there is nothing below."
