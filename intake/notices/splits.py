"""Sums that belong together: split by year, shared by several, or without a recipient of their own."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from .money import REACH, Found, Money, ParsedAward, StatedTotal, Told, UnclearSum, unclear
from .names import NAME, is_recipient, list_of_names, tidy
from .recipients import LINE, STREAM_BRACKET, closed_name, stream
from .values import find_years, one_year

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_RANGE = re.compile(r"\bfrom\b.{0,30}\b(?:to|until)\b|20\d\d[/-]\d\d,? (?:to|until|–|-) 20\d\d[/-]\d\d")
_ANNUAL = re.compile(r"^\s?(?:a|per|each|every) (?:year|annum)\b|^\s?p\.?a\.?\b|^\s?annually\b", re.IGNORECASE)
_EACH = re.compile(r"^\s?each\b(?! year)", re.IGNORECASE)
_NEXT_NAME = re.compile(rf"(?:,|;|,? and)\s(?:the\s)?(?P<name>{NAME})\s?$")
_NEXT_GRANT = re.compile(
    rf"(?:,|;|\band)\s(?:and\s)?(?:the\s)?(?P<name>{NAME})\s(?:an?|the) (?:grant|sum|award|payment|contribution) of\s$"
)
_STREAM_ALONE = re.compile(
    r"\s?(?:from|of) (?:the |our )?(?P<name>[A-Z][^()£.;]{2,60}(?:Fund|Grant|Scheme|Programme|Budget))[.;,]?(?: and)?"
)
_OF_ALL = re.compile(r"\b(?:both|all|each)\b|,\s?(?:from|out of)\b")
_TO_ANOTHER = re.compile(r"\s(?:to|for) (?:the )?[A-Z]")
_SAME_AGAIN = re.compile(r"20\d\d\s?[/–-]\s?\d{2,4}\)?,?\s(?:and|&)\s$|^.{0,40}?(?:,|and|&)\s?$")


def inherited(found: list[Found], sums: list[Money], told: Told) -> list[Found]:
    """Sums without a recipient of their own: "award A £1, B £2", "A: 2023/24 = £1; 2024/25 = £2", "£1 (Such Fund)"."""
    read: list[Found] = []
    for sum_found, money in zip(found, sums, strict=True):
        each, last = sum_found, read[-1] if read else None
        if isinstance(each, UnclearSum) and each.why in ("", "it is joined to the sum before it") and each.amount:
            each = _taken_over(each, money, last, told)
        read.append(each)
    if read and isinstance(read[-1], ParsedAward):
        last = read[-1]
        for place in range(len(read) - 2, -1, -1):
            each, year = read[place], one_year(sums[place].after)
            if not isinstance(each, UnclearSum) or each.why or not each.amount or not year or year == last.year_text:
                break
            read[place] = ParsedAward(each.amount, last.recipient_text, year, each.sentence)
    return read


def _taken_over(each: UnclearSum, money: Money, last: Found | None, told: Told) -> Found:
    amount = each.amount or Decimal(0)
    award = last if isinstance(last, ParsedAward) else None
    named = (_NEXT_NAME.fullmatch(money.before) or _NEXT_GRANT.search(money.before)) if award else None
    if named and is_recipient(name := tidy(named["name"])):
        return ParsedAward(amount, name, one_year(money.after), each.sentence, stream(money))
    before_year = re.search(
        r"(?P<lead>.*?)(?:\b(?:in|for|FY)\s?)?(?P<year>20\d\d\s?[/–-]\s?\d{2,4})\s?[=:–-]?\s?$", money.before
    )
    own_year = one_year(before_year["year"]) if before_year else ""
    if before_year and own_year and re.match(r"\s?(?:$|[;,.]|and\b|\()", money.after):
        lead = LINE.fullmatch(before_year["lead"].strip()) if money.is_first else None
        name = (
            tidy(lead["name"])
            if lead
            else ("" if before_year["lead"].strip(" ;,&").removeprefix("and") else _known(award, told))
        )
        if name and is_recipient(name):
            return ParsedAward(amount, name, own_year, each.sentence)
    after_year = one_year(money.after)
    is_own = award and after_year and after_year != award.year_text and not _TO_ANOTHER.match(money.after)
    if award and is_own and _SAME_AGAIN.search(money.before):
        return ParsedAward(amount, award.recipient_text, after_year, each.sentence, award.stream_text)
    fund = STREAM_BRACKET.match(money.after) or _STREAM_ALONE.fullmatch(money.after)
    if told.recipient and money.is_first and not money.before.strip() and fund:
        return ParsedAward(amount, told.recipient, told.year, each.sentence, fund["name"])
    return each


def _known(award: ParsedAward | None, told: Told) -> str:
    return award.recipient_text if award else told.recipient


def with_parts(found: list[Found], sums: list[Money]) -> list[Found]:
    """ "£3 to A (£1 in 2023/24 and £2 in 2024/25)" is two awards and their total."""
    read, place = list(found), 0
    while place < len(read):
        whole = read[place]
        end = _end_of_bracket(sums, place)
        end = end if end > place + 1 else _end_of_years(read, sums, place)
        if isinstance(whole, ParsedAward) and end > place + 1:
            parts = [
                (sums[n].amount or Decimal(0), one_year(sums[n].after.partition(")")[0])) for n in range(place + 1, end)
            ]
            years = {year for _, year in parts if year}
            if sum(amount for amount, _ in parts) == whole.amount and len(years) == len(parts):
                awards = [replace(whole, amount=amount, year_text=year) for amount, year in parts]
                read[place:end] = [
                    StatedTotal(whole.amount, sums[place].written, whole.sentence, is_split=True),
                    *awards,
                ]
            else:
                read[place + 1 : end] = [unclear(sums[n], "it is a part of another sum") for n in range(place + 1, end)]
        place = max(end, place + 1)
    return read


def _end_of_years(read: list[Found], sums: list[Money], place: int) -> int:
    """The place after the sums that follow one, each with a year, and come to it: "£3 to A: £1 in 2023/24 and …"."""
    whole, total, years = sums[place].amount, Decimal(0), set()
    for n in range(place + 1, len(sums)):
        year = one_year(sums[n].after)
        if not year or year in years or closed_name(sums[n].after.split()[1:]):
            break
        total += sums[n].amount or Decimal(0)
        years.add(year)
        if total == whole and len(years) > 1:
            return n + 1
    return place + 1


def _end_of_bracket(sums: list[Money], place: int) -> int:
    """The place after the last sum inside a bracket that opens after this sum."""
    after = sums[place].after
    if after.startswith(")") or after.rfind("(") <= after.rfind(")"):
        return place + 1
    return next((n + 1 for n in range(place + 1, len(sums)) if ")" in sums[n].after), place + 1)


def with_common_end(found: list[Found], sums: list[Money]) -> list[Found]:
    """A year and a fund at the end of the sentence are those of all its awards, where none says another."""
    awards = [each for each in found if isinstance(each, ParsedAward)]
    years = {each.year_text for each in awards if each.year_text}
    streams = {each.stream_text for each in awards if each.stream_text}
    last = one_year(sums[-1].after) if sums else ""
    is_of_all = _OF_ALL.search(sums[-1].after) if sums else None
    is_end_of_all = years == {last} and last and not any(each.year_text or each.stream_text for each in awards[:-1])
    if len(awards) > 1 and streams == {awards[-1].stream_text} and (is_of_all or is_end_of_all):
        found = [replace(each, stream_text=min(streams)) if isinstance(each, ParsedAward) else each for each in found]
    if len(awards) > 1 and years == {last} and last:
        return [replace(each, year_text=last) if isinstance(each, ParsedAward) else each for each in found]
    return found


def per_year_or_recipient(each: Found, money: Money, sentence: str) -> Iterator[Found]:
    """A sum a year is one award for each year; a sum each is one for each recipient."""
    if (
        _EACH.match(money.after)
        or " to each of " in money.after
        or re.search(r"\beach\b[^£]{0,60}$", money.before, re.IGNORECASE)
    ):
        yield from _for_each(money, sentence)
    elif isinstance(each, ParsedAward) and (
        _ANNUAL.match(money.after) or re.search(r"\b(?:each|every) year\b", money.around)
    ):
        years = _every_year(sentence)
        said = re.search(r"\bfor (two|three|four|five|[2-5]) years\b", sentence)
        if not years or (said and _number(said[1]) != len(years)):
            yield unclear(money, "it is paid each year, and in which years is not plain")
        else:
            yield from (replace(each, year_text=year) for year in years)
    else:
        yield each


def _number(word: str) -> int:
    return _NUMBERS.get(word.casefold()) or int(word)


def _every_year(sentence: str) -> list[str]:
    """The financial years of a sentence, with those between the ends of a range."""
    years = find_years(sentence)
    if len(years) == 2 and _RANGE.search(sentence):
        first, last = sorted(years)
        return [years.get(year, f"{year}/{(year + 1) % 100:02}") for year in range(first, last + 1)]
    return [years[year] for year in sorted(years)]


def _for_each(money: Money, sentence: str) -> Iterator[Found]:
    of_each = re.search(
        r"\bto each of (?:the following(?: \w+)?:\s)?(?P<names>[^£:;]+?)(?:\s(?:for|in|towards)\s(?![A-Z]).*)?[.;]?$",
        money.after,
    )
    after = of_each or re.match(
        r"\s?each\s(?:is |are |be )?(?:awarded |paid |given )?to\s(?P<names>[^£]+?)(?:\s(?:for|in"
        r"|towards)\s(?![A-Z]).*)?[.;]?$",
        money.after,
    )
    before = re.search(
        r"^(?:That |To award |To pay )?(?:the )?(?P<names>[A-Z].+?)\s(?:will|shall|are|be|to"
        r"|should)?\s?(?:each|be each)\b[^£]*$",
        money.before,
    )
    found = after or before
    names = list_of_names(found["names"]) if found else []
    count = re.search(r"\b(two|three|four|five|six|[2-9]) (?:grants|awards|payments)\b", money.before, re.IGNORECASE)
    wanted = _number(count[1]) if count else len(names)
    if len(names) < 2 or len(names) != wanted or not money.amount:
        yield unclear(money, "it is for several, and for whom is not plain")
        return
    year = one_year(sentence[: 4 * REACH])
    yield from (ParsedAward(money.amount, name, year, money.around, stream(money)) for name in names)
