"""Words and facts as the search compares them: written alike when a decision is listed and when somebody asks.

A fact is a made-up word: £7,500 is `p750000` however it is written, the financial year 2023/24 is `fy2023`, 6 February
2024 is `d20240206`, its month `m202402` and its year `y2024`, the decision GM-2024-0001 is `r2024n1`, the number 2548
that it has elsewhere `x2548`. PostgreSQL then stems the words (configuration `english`).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.conf import settings

from grants.years import FinancialYear

Words = tuple[str, ...]

MARKS = str.maketrans(
    {
        **dict.fromkeys("’‘‛ʼ`´", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        "&": " and ",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "\xad": "",
    }
)
INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")  # "C.I.C."
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W_]+)+")
# These are not looked for by PostgreSQL: put between two texts, they keep a phrase from reaching into the next.
GAP = " of the "

# Where the stemmer of PostgreSQL finds no common stem; British and American spelling.
ALIKE = {
    "knives": "knife",
    "lives": "life",
    "wives": "wife",
    "thieves": "thief",
    "halves": "half",
    "shelves": "shelf",
    "children": "child",
    "men": "man",
    "women": "woman",
    "people": "person",
    "persons": "person",
    "feet": "foot",
    "buses": "bus",
    "viruses": "virus",
    "bonuses": "bonus",
    "campuses": "campus",
    "teeth": "tooth",
    "mice": "mouse",
    "analyses": "analysis",
    "crises": "crisis",
    "criteria": "criterion",
    "gases": "gas",
    "program": "programme",
    "programs": "programme",
    "center": "centre",
    "centers": "centre",
    "centered": "centred",
    "defense": "defence",
    "offense": "offence",
    "offenses": "offence",
    "license": "licence",
    "licenses": "licence",
    "licensed": "licence",
    "licensing": "licence",
    "practise": "practice",
    "practised": "practice",
    "practising": "practice",
    "theater": "theatre",
    "meter": "metre",
    "gray": "grey",
    "aging": "ageing",
    "judgement": "judgment",
    "acknowledgement": "acknowledgment",
    "curb": "kerb",
    "skillful": "skilful",
}
SPELLINGS = {one: sorted(word for word, alike in ALIKE.items() if alike == one) for one in set(ALIKE.values())}
AMERICAN = (
    (re.compile(r"(\w{3,})iz(e|ed|es|ing|ation|ations|ational|er|ers)"), r"\1is\2"),
    (re.compile(r"(anal|paral|catal)yz(\w+)"), r"\1ys\2"),
    (re.compile(r"(behavi|neighb|lab|col|hon|fav|harb|rum|endeav)or(?!ig|iu)(\w*)"), r"\1our\2"),
)

# So many are kept as they were made, as the same stand in many decisions: listing one takes half the time.
TEXTS, WORDS = 256, 4_096

TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000, "bn": 10**9}
TIMES["billion"] = 10**9
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)
YEAR = r"((?:19|20)[0-9]{2})\b"
NUMBER = r"([0-9][0-9,]{0,15}(?:\.[0-9]{1,6})?)"
TIMES_NAMED = r"(k|mn?|bn|thousand|million|billion)\b"


@lru_cache(TEXTS)
def plain(text: str) -> str:
    """Lower case, without accents, with straight quotes and hyphens."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(MARKS)).translate(MARKS)
    bare = folded if folded.isascii() else "".join(mark for mark in folded if not unicodedata.combining(mark))
    return INITIALS.sub(lambda match: match[0].replace(".", ""), bare)


def words(plain_text: str) -> list[str]:
    """The words of a `plain` text, in order: "women's anti-social behavior" gives woman, anti, social, behaviour."""
    return [alike(word) for word in as_written(plain_text)]


def as_written(plain_text: str) -> list[str]:
    """The words in their own spelling: "women's anti-social behavior" gives women, anti, social, behavior."""
    return [word.removesuffix("'s").replace("'", "") for word in WORD.findall(plain_text)]


@lru_cache(WORDS)
def alike(word: str) -> str:
    """One spelling for what the stemmer would keep apart."""
    for pattern, british in AMERICAN:
        if match := pattern.fullmatch(word):
            word = match.expand(british)
    return ALIKE.get(word, word)


def respelled(query: str) -> str:
    """A query for words in one spelling, as a query for them in each."""
    return re.sub(r"\w+", lambda match: in_each_spelling(match[0]), query)


def in_each_spelling(word: str) -> str:
    return f"({' | '.join([word, *SPELLINGS[word]])})" if word in SPELLINGS else word


def joined(plain_text: str) -> Iterator[str]:
    """Of each word with hyphens, the word without them: antisocial, gblaebol."""
    return (alike(match[0].replace("-", "")) for match in HYPHENATED.finditer(plain_text))


@lru_cache(TEXTS)
def indexed(text: str) -> str:
    """A text as it is indexed: its words and facts in order, and words with hyphens once more as one word."""
    whole = plain(text)
    return " ".join([*in_order(whole), *joined(whole)])


def in_order(plain_text: str) -> Iterator[str]:
    """The words of a text, with each fact in its place."""
    end = 0
    for fact, found in facts(plain_text):
        yield from (*words(plain_text[end : fact.start()]), *found)
        end = fact.end()
    yield from words(plain_text[end:])


# Facts


def facts(plain_text: str) -> Iterator[tuple[re.Match[str], Words]]:
    """The facts that a text states, in order, each as its words."""
    start = 0
    while match := ANY_FACT.search(plain_text, start):
        start = match.end()
        if found := fact_at(plain_text, match.start()):
            start = found[0].end()
            yield found
        else:
            start = match.start() + 1


def fact_at(plain_text: str, start: int) -> tuple[re.Match[str], Words] | None:
    for pattern, in_words in FACTS:
        if (match := pattern.match(plain_text, start)) and (found := in_words(match)):
            return match, found
    return None


def day_fact(year: str, month: int, day: str) -> Words:
    try:
        return tuple(text_day_words(date(int(year), month, int(day))))
    except ValueError:
        return ()


def month_number(name: str) -> int:
    return MONTHS.index(name[:3]) + 1


def month_fact(year: str, month: int) -> Words:
    return (f"m{year}{month:02}", f"y{year}") if 1 <= month <= 12 else ()


def year_fact(first: str, second: str) -> Words:
    start = int(first) if len(first) == 4 else 2000 + int(first)
    is_next = int(second) == start + 1 if len(second) == 4 else int(second) == (start + 1) % 100
    return (f"fy{start}",) if is_next else ()


def full_year(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def sum_fact(number: str, times: str | None) -> Words:
    """Millions are rounded by who writes them."""
    times_what = TIMES.get(times or "", 1)
    amount = Decimal(number.replace(",", "")) * times_what
    is_about = times_what >= TIMES["m"] and digits(number) > 1
    return (sum_word(amount), about_word(amount, digits(number))) if is_about else (sum_word(amount),)


def reference_fact(year: str, number: str, award: str | None = None) -> Words:
    word = f"r{year}n{int(number)}"
    return (word, f"{word}a{int(award)}") if award else (word,)


OWN = re.escape(settings.OFFICE.reference_prefix.lower())
FACTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Words]], ...] = tuple(
    (re.compile(rf"(?<![\w£.]){pattern}"), in_words)
    for pattern, in_words in (
        (
            rf"{OWN}[ /-]{{0,3}}((?:19|20)[0-9]{{2}})[ /-]{{0,3}}([0-9]{{1,6}})\b(?:[ /-]([0-9]{{1,4}})\b)?",
            lambda m: reference_fact(m[1], m[2], m[3]),
        ),
        (rf"{YEAR}-([0-9]{{2}})-([0-9]{{2}})\b", lambda m: day_fact(m[1], int(m[2]), m[3])),
        (
            r"([0-9]{1,2})([/.-])([0-9]{1,2})\2((?:19|20)?[0-9]{2})\b",
            lambda m: day_fact(full_year(m[4]), int(m[3]), m[1]),
        ),
        (
            rf"([0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?{MONTH},? {YEAR}",
            lambda m: day_fact(m[3], month_number(m[2]), m[1]),
        ),
        (rf"{MONTH} ([0-9]{{1,2}})(?:st|nd|rd|th)?,? {YEAR}", lambda m: day_fact(m[3], month_number(m[1]), m[2])),
        (rf"{MONTH},? {YEAR}", lambda m: month_fact(m[2], month_number(m[1]))),
        (rf"(?<![0-9]/)([0-9]{{1,2}})/{YEAR}", lambda m: month_fact(m[2], int(m[1]))),
        (
            r"(?:fy ?)?((?:19|20)[0-9]{2}) ?[/-] ?((?:19|20)?[0-9]{2})\b(?![/-]?[0-9])",
            lambda m: year_fact(m[1], m[2]),
        ),
        (r"(?:fy ?)?([0-9]{2})/([0-9]{2})\b(?![/-]?[0-9])", lambda m: year_fact(m[1], m[2])),
        (rf"£ ?{NUMBER} ?(?:{TIMES_NAMED})?", lambda m: sum_fact(m[1], m[2])),
        (rf"{NUMBER} ?{TIMES_NAMED}", lambda m: sum_fact(m[1], m[2])),
        (r"([0-9]{1,3}(?:\.[0-9]{1,2})?) ?(?:%|per ?cent\b)", lambda m: (f"c{int(Decimal(m[1]) * 100)}",)),
        (r"([0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?\b", lambda m: (m[1].replace(",", ""),)),
    )
)
# Where one can begin.
ANY_FACT = re.compile(rf"(?<![\w.])(?:£|[0-9]|fy ?[0-9]|{OWN}[ /-]{{0,3}}[0-9]|{MONTH})")


def sum_words(amount: Decimal) -> Iterator[str]:
    """An amount as it is found: exactly, in whole pounds, and by its first two or three digits: £5.95m."""
    yield from (sum_word(amount), sum_word(Decimal(int(amount))), sum_word(Decimal(round(amount))))
    for places in (2, 3):
        yield from (about_word(amount, places), about_word(amount, places, ROUND_DOWN))


def about_word(amount: Decimal, places: int, rounding: str = ROUND_HALF_UP) -> str:
    """The first digits of an amount, and how many digits it has: £5.95m and £5,954,295 are both a595of7."""
    whole = abs(amount).quantize(Decimal(1).scaleb(abs(amount).adjusted() - places + 1), rounding)
    return f"a{str(int(whole))[:places]}of{len(str(int(whole)))}"


def digits(number: str) -> int:
    return len(number.replace(",", "").replace(".", "").strip("0"))


def sum_word(amount: Decimal) -> str:
    return f"p{abs(round(amount * 100))}"


def text_day_words(day: date) -> Iterator[str]:
    """A day that a text names: the day, its month and its year."""
    yield from (f"d{day:%Y%m%d}", f"m{day:%Y%m}", f"y{day.year}")


def day_words(day: date) -> Iterator[str]:
    """A day on which something was done: its financial year as well."""
    yield from (*text_day_words(day), f"fy{FinancialYear.of(day).start}")


def reference_words(reference: str) -> Iterator[str]:
    """Of a reference, in whichever pattern, year and number; of the number that it has elsewhere, that number."""
    if match := re.search(r"\b((?:19|20)[0-9]{2})[ /-]([0-9]{1,6})\b", reference):
        yield from reference_fact(match[1], match[2])
    elif match := re.search(r"([0-9]+)\W*$", reference):
        yield f"x{int(match[1])}"
