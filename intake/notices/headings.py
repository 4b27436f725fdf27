"""The line that names a decision: a date, a prefix, a number, the title, Modern.gov's number, a status."""

import re
from dataclasses import dataclass
from datetime import date

from .values import find_dates, leading_date

CUT_SHORT = range(240, 256)
"""The length of a title that Modern.gov has probably cut, in characters."""

_PREFIX = re.compile(r"(?:PCC ?DN|Record of decision) ?[-‐‑‒–—―−:] ?", re.IGNORECASE)
_MODERN_GOV = re.compile(r"[\s–-]{0,4}\(?(?:\b|(?<=[a-z]))[Rr]ef: ?(?P<number>[0-9]{1,12})\)?")
_PAGE_NUMBER = re.compile(r"ie(?:Decision|Issue)Details\.aspx\?\S{0,100}?\bI?ID=([0-9]{1,12})\b", re.IGNORECASE)
_STATUS = re.compile(
    r"\s(?P<status>(?:Recommendations? |Decision )?(?:(?:Not )?(?:Approved|Agreed)|Rejected|Refused|Deferred|Amended"
    r"|For Determination|Withdrawn)(?:\s?\([^)]{1,60}\)| with \w+| subject to call-?in)?)$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\s(?:Find out more about this issue|View (?:the )?(?:background|reasons restricted).{0,40})$", re.IGNORECASE
)
_CODE = (
    r"(?:(?:Decision|Report)(?: Log| Notice| Record| Report)?(?: No\.?| Number| Ref\.?)?:? )?"
    r"(?P<code>[A-Z]{1,6}[0-9]{0,2}[ ./-]?[0-9]{2,6}(?:[./-][0-9]{1,6}){0,2}|[0-9]{1,4}[/.-][0-9]{2,4})"
)
_PLAIN_NUMBER = re.compile(
    r"(?:Decision|Report)(?: Log| Notice| Record| Report| No\.?| Number| Ref\.?){1,2}:?"
    r" (?P<code>[0-9]{1,6})\s?[–:—-]\s(?=\S)"
)
_BOOK_NUMBER = re.compile(r"(?P<code>[0-9]{2,6})\s[–—-]\s(?=[A-Z])")
"""Of a book of decisions: between the day and the title."""
_CODE_BEHIND = re.compile(r"\s[–—-]\s(?P<code>(?!FY)[A-Z]{2,6}[0-9]{0,4}/[0-9]{2,6}(?:/[0-9]{1,6})?)$")
_NUMBERED = re.compile(rf"{_CODE}(?:\s?[–:—-]\s|\.?\s)(?=\S)")


@dataclass(frozen=True)
class TitleLine:
    """What one line says of a decision. `reference` is the body's own number, `number` Modern.gov's."""

    title: str
    day: date | None = None
    has_prefix: bool = False
    reference: str = ""
    number: str = ""
    status: str = ""
    link: str = ""


def parse_title_line(line: str, reference: str = "") -> TitleLine:
    """Take a line apart. A known `reference` is taken off; otherwise a number in front of the title is one."""
    title, number = _without(line, _MODERN_GOV, "number")
    title, status = _without(title, _STATUS, "status") if number or leading_date(title) else (title, "")
    if not status and _STATUS.search(f" {title}") and number:
        title, status = _without(f" {title}", _STATUS, "status")
    link = _LINK.search(title)
    title = title[: link.start()].strip() if link else title
    opening = leading_date(title)
    if opening and opening[1][:1] in "-–—" and opening[1][1:].strip():
        title = opening[1].lstrip("-–— ")
    else:
        opening = None
    has_prefix = _PREFIX.match(title) is not None
    title = _PREFIX.sub("", title, count=1) if has_prefix else title
    title, code = _without_code(title, reference, is_dated=opening is not None)
    title, ending = _without_ending_date(title) if code else (title, None)
    day = opening[0] if opening else ending
    return TitleLine(title.strip(" –-"), day, has_prefix, code, number, status.strip(), link[0].strip() if link else "")


def page_number(lines: list[str]) -> str:
    """The decision's number in the address of its page, where that was pasted too."""
    found = (_PAGE_NUMBER.search(line) for line in lines)
    return next((match[1] for match in found if match), "")


def has_number(line: str) -> bool:
    return _MODERN_GOV.search(line) is not None


def _without(line: str, pattern: re.Pattern[str], name: str) -> tuple[str, str]:
    match = pattern.search(line)
    if not match:
        return line, ""
    return f"{line[: match.start()]} {line[match.end() :]}".strip(), match[name]


def _without_code(title: str, reference: str, *, is_dated: bool) -> tuple[str, str]:
    if reference and title.startswith(reference) and title != reference:
        return title[len(reference) :].lstrip(" –:—-"), reference
    match = _NUMBERED.match(title) or _PLAIN_NUMBER.match(title) or (_BOOK_NUMBER.match(title) if is_dated else None)
    behind = _CODE_BEHIND.search(title)
    if behind and not match and reference in ("", behind["code"]):
        return title[: behind.start()], behind["code"]
    if reference or not match or find_years_like(match["code"]):
        return title, ""
    return title[match.end() :], match["code"]


def find_years_like(code: str) -> bool:
    """Whether a number is rather a financial year, as 2024/25 is."""
    match = re.fullmatch(r"(?:20)?(\d\d)[/.-](?:20)?(\d\d)", code)
    return match is not None and int(match[2]) == (int(match[1]) + 1) % 100


def _without_ending_date(title: str) -> tuple[str, date | None]:
    """A numbered title that ends with a dash and a day, which is then the day of the decision."""
    for start, end, day in find_dates(title):
        if end == len(title) and title[:start].rstrip()[-1:] in ("–", "-", "—") and len(title[:start].split()) > 2:
            return title[:start].rstrip(" –-—"), day
    return title, None
