"""What people write in the cells of registers, turned into what forms take: days, pounds, financial years, and spans of
time. Pure."""

import re
from calendar import monthrange
from datetime import date, timedelta

from grants.years import FinancialYear
from intake.notices.values import find_dates, whole_date

TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z| ?[+-]\d{2}:?\d{2})?$")
LONGEST = 60  # characters of a cell that holds a day or a sum
HAS_DIGIT = re.compile(r"\d")
SUM = re.compile(r"-?£?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
WEEKDAY = re.compile(r"(?i)^(?:mon|tues?|wed|thur?s?|fri|sat|sun)\.?,? ")
SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")  # days since 30 December 1899, as spreadsheets count: 1954 to 2091
FIRST_OF_SERIALS = date(1899, 12, 30)
YEAR = re.compile(
    r"(?<![\d£.,/–-])(?:FY ?)?(?P<first>(?:19|20)?\d\d) ?[/–-] ?(?P<second>(?:20)?\d\d)(?![\d/]|[-–]\d|,\d)",
    re.IGNORECASE,
)
NO_AMOUNT = {"", "-", "–", "—", "nil", "n/a", "na", "none", "£-", "£ -", "tbc", "0", "0.00", "£0", "£0.00", "£nil"}
SPAN = re.compile(
    r"(?:(?P<count>\d{1,3}|one|two|three|four|five) ?-?(?P<unit>years?|yrs?|months?|mths?|weeks?))\b", re.IGNORECASE
)
COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


def day_of(text: str) -> date | None:
    """The one day that a cell names, in any spelling, with a time of day or as the number of a spreadsheet; or None."""
    if len(text) > LONGEST or not HAS_DIGIT.search(text):
        return None
    text = WEEKDAY.sub("", TIME_OF_DAY.sub("", " ".join(text.split())))
    if SERIAL.fullmatch(text):
        return FIRST_OF_SERIALS + timedelta(days=int(float(text)))
    return whole_date(text)


def year_of(text: str) -> FinancialYear | None:
    """The one financial year that a text names: 2023/24, 23-24, FY 2023/2024; None where that is none or several."""
    years = {year for match in YEAR.finditer(text) if (year := year_in(match))}
    return years.pop() if len(years) == 1 else None


def year_in(match: re.Match[str]) -> FinancialYear | None:
    first = int(match["first"])
    first += 2000 if first < 100 else 0
    try:
        return FinancialYear(first) if str(first + 1).endswith(match["second"]) else None
    except ValueError:
        return None


def without_year(text: str) -> str:
    return " ".join(YEAR.sub(" ", text).split()).strip(" :-–,")


def pounds_in(text: str) -> str:
    """A sum as forms take it: "£ 7,500.00 GBP" gives "£7,500.00", "(500)" gives "-500"; other texts stay."""
    written = " ".join(text.split())
    bare = re.sub(r"^\((.*)\)$", r"-\1", written)
    bare = re.sub(r"(?i)\b(?:gbp|pounds(?: sterling)?)\b\.?", "", bare).replace("£ ", "£").strip()
    bare = re.sub(r"^-\s*£", "-£", bare).replace("£-", "-£")
    bare = re.sub(r"(?<=\d)(?:\.0+|(?<=\.\d\d)0+)$", "", bare) if re.search(r"\.\d\d0+$", bare) else bare
    bare = re.sub(r"(?<=\d) (?=\d{3}\b)", "", bare)
    return re.sub(r"\.$", "", bare)


def is_no_amount(text: str) -> bool:
    """Whether a cell of a table of sums says that there is none."""
    return "".join(text.casefold().split()) in NO_AMOUNT


def looks_like_money(text: str) -> bool:
    return len(text) <= LONGEST and bool(HAS_DIGIT.search(text)) and bool(SUM.fullmatch(pounds_in(text)))


def span_of(text: str, begins: date | None) -> tuple[date, date] | None:
    """The first and the last day of a period: two days, a financial year, or a length of time counted from `begins`."""
    days = [day for _, _, day in find_dates(text)]
    if len(days) == 2 and days[0] <= days[1]:
        return days[0], days[1]
    if not days and (year := year_of(text)):
        return year.first_day, year.last_day
    match = SPAN.search(text)
    if days or match is None or begins is None:
        return None
    count = int(match["count"]) if match["count"].isdigit() else COUNTS[match["count"].casefold()]
    unit = match["unit"].casefold()[0]
    return begins, end_of(begins, count, unit)


def end_of(begins: date, count: int, unit: str) -> date:
    """The last day of so many weeks (w), months (m) or years (y) that begin on a day."""
    if unit == "w":
        return begins + timedelta(weeks=count, days=-1)
    months = begins.year * 12 + begins.month - 1 + count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(begins.day, monthrange(year, month + 1)[1])) - timedelta(days=1)
