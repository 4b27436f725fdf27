"""Short values: days, yes and no, outcomes, financial years."""

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WELSH_MONTHS = ("ion", "chw", "maw", "ebr", "mai", "meh", "gor", "aws", "med", "hyd", "tac", "rha")
_MONTH = (
    r"(?P<month>ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])"
_SPELLINGS = [
    re.compile(rf"(?<![\w/.-]){_WEEKDAY}{spelling}", re.IGNORECASE | re.ASCII)
    for spelling in (
        rf"(?P<day>[0-9]{{1,2}})(?P<mark>[/.-])(?P<month>[0-9]{{1,2}})(?P=mark){_YEAR}(?!/)",
        r"(?P<year>[0-9]{4})(?P<mark>[-/])(?P<month>[0-9]{2})(?P=mark)(?P<day>[0-9]{2})(?![0-9/-])",
        rf"(?:the\s)?{_DAY}(?:\sday)?(?:\sof)?\s{_MONTH},?\s{_YEAR}",
        rf"(?P<day>[0-9]{{1,2}})[-.]{_MONTH}[-.]{_YEAR}",
        rf"{_MONTH}\s{_DAY},?\s{_YEAR}",
    )
]
_OPENS_DAY = re.compile(
    rf"(?:the\s)?{_WEEKDAY}(?:[0-9]{{1,4}}|{_MONTH.replace('?P<month>', '?:')})[\s./-]?", re.IGNORECASE | re.ASCII
)
PLACE = re.compile(r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)(?:[A-Z][\w’'-]+ ?){1,4}, ")
"""Of a place before a day."""
_TIME = re.compile(r",?\s*(?:at\s)?[0-9]{1,2}[:.][0-9]{2}\s?(?:[ap]\.?m\.?)?", re.IGNORECASE)

_FINANCIAL_YEAR = re.compile(
    r"(?<![\w/.£-])(?:FY\s?)?(?P<first>20[0-9]{2})\s?[/–-]\s?(?P<second>20[0-9]{2}|[0-9]{2})(?![\w/]|-[0-9])", re.ASCII
)
_SHORT_YEAR = re.compile(r"(?<![\w/.£-])(?:FY\s?)?(?P<first>[0-9]{2})/(?P<second>[0-9]{2})(?![\w/])", re.ASCII)
_APRIL_TO_MARCH = re.compile(
    r"\bApril (?P<first>20[0-9]{2}) (?:to|until|–|-) (?:the end of )?March (?P<second>20[0-9]{2})\b"
)
_YEAR_ENDING = re.compile(r"\byear (?:ending|ended|to) ", re.IGNORECASE)

_SUBJECT = r"(?:(?:this|it|the decision|this decision) )?(?:is |was )?"
_KEY_SAID = re.compile(rf"{_SUBJECT}(?:a )?(?P<no>not (?:a )?|non[- ]?)?key(?: decision)?", re.IGNORECASE)
_CALL_IN_SAID = re.compile(
    rf"{_SUBJECT}(?:(?P<no>not (?:subject|open|liable) to|exempt from)|(?:subject|open) to) call[- ]?in", re.IGNORECASE
)
_SIGNED = re.compile(r"\b(?:signed|dated|approved|taken|decided) (?:\w+ )?(?:on|at)\b", re.IGNORECASE)
_OF_PAPER = re.compile(r"^(?:.*[>›»] |(?:(?:[A-Z][a-z]+|[Nn]o)\.?:? ){1,4})(?=[\w/.-]*\d[\w/.-]*$)")

_OUTCOMES = [
    ("", r"\bpart|\bnot yet\b|\bawait|\bpending\b|\bto be\b|\bfor (?:decision|determination)\b"),
    ("deferred", r"\bdeferred\b|\bpostponed\b|\bput off\b"),
    ("not_approved", r"\b(?:not|never) (?:be )?(?:approved?|agreed?)\b|\brejected\b|\brefused\b|\bdeclined\b"),
    ("approved_with_changes", r"\b(?:approved|agreed)\b.*\b(?:change|amend|modif|vari)|\bamended\b.*\bapproved\b"),
    ("approved", r"\bapproved\b|\bagreed\b|\bcymeradwywyd\b"),
]


def find_dates(text: str) -> Iterator[tuple[int, int, date]]:
    """Each day in the text with where it stands, in order; a day that never was is none."""
    found = [
        (match.start(), match.end(), day)
        for spelling in _SPELLINGS
        for match in spelling.finditer(text)
        if (day := _day_of(match))
    ]
    end = 0
    for start, stop, day in sorted(found, key=lambda each: (each[0], -each[1])):
        if start >= end:
            yield start, stop, day
            end = stop


def leading_date(text: str) -> tuple[date, str] | None:
    """The day that the text begins with, and what follows it without a time of day."""
    if not _OPENS_DAY.match(text):
        return None
    for start, stop, day in find_dates(text[:80]):
        if start == 0:
            rest = text[stop:]
            time = _TIME.match(rest)
            rest = rest[time.end() :] if time else rest
            return None if rest[:1].isalnum() else (day, rest.strip(" ,."))
        break
    return None


def dated(text: str) -> tuple[date, str] | None:
    """The day that the text begins with, also behind the place where it was decided: "Inver, 19 March 2026"."""
    place = PLACE.match(text)
    return leading_date(text[place.end() :] if place else text)


def day_signed(text: str) -> date | None:
    """The one day of a sentence that says when it was signed: "This was signed remotely on Monday 4 May 2026"."""
    days = [day for _, _, day in find_dates(text)] if _SIGNED.search(text[:200]) else []
    return days[0] if len(days) == 1 else None


def whole_date(text: str) -> date | None:
    found = dated(text)
    return found[0] if found and not found[1] else None


def _day_of(match: re.Match[str]) -> date | None:
    written, year = match["month"], int(match["year"])
    opening = written[:3].casefold()
    months = _MONTHS if opening in _MONTHS else _WELSH_MONTHS
    month = int(written) if written.isdigit() else months.index(opening) + 1
    try:
        return date(year + 2000 if len(match["year"]) == 2 else year, month, int(match["day"]))
    except ValueError:
        return None


def parse_yes_or_no(text: str) -> tuple[bool | None, str]:
    """The answer that the text begins with, and what follows it."""
    written, _, rest = text.partition(" ")
    answer = {"yes": True, "no": False, "ydy": True, "nac": False}.get(written.strip(".,;").casefold())
    return answer, rest.removeprefix("/ ")


def parse_key(text: str) -> bool | None:
    """Whether a "Decision type" says that the decision is key."""
    match = re.match(r"(non[ -]?)?key\b", text, re.IGNORECASE)
    return None if not match else match[1] is None


def number_alone(words: str) -> str:
    """A number without what is said behind it of key decisions and of call-in, and without the words of its paper
    before it, or the crumbs: "Sheet 26/058" is 26/058."""
    first, *others = re.split(r"[.;,]\s+", words.rstrip("."))
    is_alone = others and all(is_key_said(part) is not None or is_call_in_said(part) is not None for part in others)
    return _OF_PAPER.sub("", first if is_alone else words)


def number_and_more(words: str) -> tuple[str, str]:
    """A number, and the words that stand in one line with it behind a stop: "QB 26/9. A SHED FOR TAR"."""
    first, stop, rest = words.partition(". ")
    is_number = stop and re.search(r"\d", first) and not re.search(r"\d", rest) and len(rest.split()) > 1
    return (first, rest) if is_number else (words, "")


def is_key_said(words: str) -> bool | None:
    """Whether words say that a decision is key, or that it is none; None where they say neither."""
    match = _KEY_SAID.fullmatch(words.strip(" ."))
    return None if not match else not match["no"]


def is_call_in_said(words: str) -> bool | None:
    """Whether words say that a decision may be called in, or that it may not; None where they say neither."""
    match = _CALL_IN_SAID.fullmatch(words.strip(" ."))
    return None if not match else not match["no"]


def parse_outcome(status: str) -> str | None:
    """approved, approved_with_changes, not_approved or deferred; None where the status says none of these."""
    for outcome, pattern in _OUTCOMES:
        if re.search(pattern, status[:200], re.IGNORECASE):
            return outcome or None
    return None


def find_years(text: str) -> dict[int, str]:
    """The financial years that the text names: the calendar year each begins in, and how it is written.

    April to March, two days in one financial year, and "the year ending" with a day, name that year too.
    """
    found = {
        int(match["first"]): match[0].removeprefix("FY").strip()
        for match in _FINANCIAL_YEAR.finditer(text)
        if match["second"] == str(int(match["first"]) + 1)[-len(match["second"]) :]
    }
    for match in _SHORT_YEAR.finditer(text):
        first = 2000 + int(match["first"])
        if int(match["second"]) == (first + 1) % 100 and first not in found:
            found[first] = f"{first}/{match['second']}"
    for match in _APRIL_TO_MARCH.finditer(text):
        first = int(match["first"])
        if int(match["second"]) == first + 1 and first not in found:
            found[first] = f"{first}/{(first + 1) % 100:02}"
    return found or _year_of_days(text)


def _year_of_days(text: str) -> dict[int, str]:
    days = list(find_dates(text))
    ending = [day for start, _, day in days if _YEAR_ENDING.search(text[max(0, start - 20) : start])]
    is_range = len(days) == 2 and re.search(r"\b(?:to|until|–|-|and)\b|[–-]", text[days[0][1] : days[1][0]])
    years = {_begins(day) for day in ending} or ({_begins(day) for _, _, day in days} if is_range else set())
    return {first: f"{first}/{(first + 1) % 100:02}" for first in years} if len(years) == 1 else {}


def one_year(text: str) -> str:
    """The financial year of the text as written; empty where it names none, or several."""
    years = find_years(text)
    return next(iter(years.values())) if len(years) == 1 else ""


def without_years(text: str) -> str:
    """Words without the financial years in them, and without the stop at their end."""
    return " ".join(_FINANCIAL_YEAR.sub("", text).split()).strip(" .,;:–-")


def _begins(day: date) -> int:
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1
