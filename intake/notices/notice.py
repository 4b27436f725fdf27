"""A whole notice, and a page of several: from the text that was pasted to what each decision says."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from . import refusals
from .blocks import Splitter
from .html import looks_like_html, words_around, words_of_page
from .layouts import Layouts, page_heading, without_number
from .learned import AGAIN, Example, Item, left_out, tokens
from .learning import LONGEST_STANDING, learn
from .lists import Entry, entries
from .locating import Said
from .money import ParsedAward
from .pages import Line, set_apart
from .reading import TEXTS, Reading
from .record import Mark
from .standards import ParsedCondition
from .text import Leftover, NotANotice, clean
from .welsh import is_bilingual, is_welsh

LESS_BY_TAUGHT = "What was taught of this publisher's notices would have lost this, so it was read without: check it"
ELSEWHERE = (
    "title",
    "decision_makers",
    *(name for name in TEXTS if name not in ("purpose", "decision_text", "reasons")),
)
"""What stands in one of these fields as it was taught is no condition."""
MOST_DECISIONS = 200
"""More decisions than this are not brought in at once."""


@dataclass(frozen=True)
class Known:
    """What an office knows beforehand: titles of posts, labels that it has taught, each with its meaning: those of the
    publisher of this notice, and those of other publishers; and what was learned from notices of this publisher."""

    posts: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    labels_elsewhere: tuple[tuple[str, str], ...] = ()
    examples: tuple[Example, ...] = ()

    @cached_property
    def splitter(self) -> Splitter:
        is_taught = self.labels or self.labels_elsewhere
        layouts = Layouts.with_taught(self.labels, self.labels_elsewhere) if is_taught else Layouts()
        return Splitter(layouts, self.examples)


@dataclass(frozen=True, kw_only=True)
class ParsedNotice:
    """What a notice says. Every word of it is in a field, or in `leftovers`.

    `reference` is the body's own number, `external_reference` Modern.gov's; `makers` and `consulted` are posts;
    `received` is money that comes in, from `giver`; `contract_value` is what a contract with `supplier` comes to;
    `varies` is the number of an earlier decision that it changes;
    `kind` and `outcome` are in the product's words, empty and None where not stated. `removed_characters` counts the
    unseen characters taken out, by name; `sources` says of each field where on the page it came from, and `marks`
    between which lines.
    """

    title: str = ""
    reference: str = ""
    external_reference: str = ""
    kind: str = "other"
    decision_makers: str = ""
    makers: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    outcome_text: str = ""
    outcome: str | None = None
    is_key: bool | None = None
    call_in: bool | None = None
    key_notice_on: date | None = None
    purpose: str = ""
    decision_text: str = ""
    reasons: str = ""
    legal_power: str = ""
    alternatives: str = ""
    interests: str = ""
    financial_implications: str = ""
    legal_implications: str = ""
    equality_implications: str = ""
    risk_implications: str = ""
    consultation: str = ""
    value_for_money: str = ""
    intended_outcomes: str = ""
    report_author: str = ""
    decided_on: date | None = None
    published_elsewhere_on: date | None = None
    effective_from: date | None = None
    decided_at_meeting: str = ""
    accompanying_documents: tuple[str, ...] = ()
    conditions: tuple[ParsedCondition, ...] = ()
    no_conditions: bool = False
    awards: tuple[ParsedAward, ...] = ()
    stated_total: Decimal | None = None
    received: Decimal | None = None
    received_year: str = ""
    giver: str = ""
    supplier: str = ""
    contract_value: Decimal | None = None
    varies: str = ""
    leftovers: tuple[Leftover, ...] = ()
    removed_characters: dict[str, int] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class FoundNotice:
    """One decision found in a text: its own words, and what they say. Lines of marks are those of its own words."""

    text: str
    notice: ParsedNotice


def parse_notice(text: str, known: Known = Known()) -> ParsedNotice:
    """Read the text of one decision. Raises `NotANotice` for any other text, and for more than `LIMIT`."""
    return parse_notices(text, known)[0].notice


def parse_notices(text: str, known: Known = Known()) -> list[FoundNotice]:
    """Every decision of a page, pasted or saved as HTML, one or several.

    Raises `NotANotice`, with what to do instead, for any other text.
    """
    site = ""
    if looks_like_html(text):
        text, site = words_of_page(text), words_around(text)
    texts, removed = clean(text)
    splitter = known.splitter
    page = set_apart(texts, site, splitter.layouts)
    found, above = entries(page.lines, splitter)
    if not found:
        if not splitter.fit(page.lines):
            _refuse_others([line.text for line in page.lines], splitter)
        notice = _read(Entry(tuple(page.lines)), splitter, known)
        return [
            FoundNotice(text, replace(notice, leftovers=(*page.strays, *notice.leftovers), removed_characters=removed))
        ]
    if len(found) > MOST_DECISIONS:
        raise NotANotice(refusals.TOO_MANY.format(count=len(found), most=MOST_DECISIONS))
    if len(found) == 1:
        notice = _with_strays(
            _read(found[0], splitter, known, is_one_of_several=True), [*page.strays, *_above(above, splitter)]
        )
        return [FoundNotice(text, replace(notice, removed_characters=removed))]
    notices = [_one_of_several(each, splitter, known, texts) for each in found]
    first = _with_strays(notices[0].notice, [*page.strays, *_above(above, splitter)])
    return [FoundNotice(notices[0].text, replace(first, removed_characters=removed)), *notices[1:]]


def _one_of_several(entry: Entry, splitter: Splitter, known: Known, texts: list[str]) -> FoundNotice:
    notice = _read(entry, splitter, known, is_one_of_several=True)
    first, last = entry.lines[0].number, entry.lines[-1].number
    marks = tuple(Mark(mark.field, mark.first - first, mark.last - first) for mark in notice.marks)
    return FoundNotice("\n".join(texts[first : last + 1]).rstrip(), replace(notice, marks=marks))


def _above(lines: Sequence[Line], splitter: Splitter) -> list[Leftover]:
    """What stands above the decisions of a list; it asks nothing where a confirmed notice had it too."""
    stands = left_out(splitter.examples)
    filled = [line.text for line in lines if line.text]
    is_known = all(" ".join(tokens(text)) in stands for text in filled)
    why = "This is above the first decision of the list"
    return [Leftover("\n".join(filled), why, asks_nothing=is_known)] if filled else []


def _with_strays(notice: ParsedNotice, strays: list[Leftover]) -> ParsedNotice:
    return replace(notice, leftovers=(*strays, *notice.leftovers))


def _refuse_others(texts: list[str], splitter: Splitter) -> None:
    """Refuse what is plainly another document, unless it stands under the heading of a decision page."""
    filled = [text for text in texts if text]
    if any(page_heading(text) for text in filled[:12]):
        return
    labels = sum(bool((found := splitter.heading(text)) and found.targets) for text in filled[:400])
    if labels < 2 and refusals.is_rows(filled):
        raise NotANotice(refusals.ROWS)
    if refusal := refusals.other_document(filled):
        raise NotANotice(refusal)


def _read(entry: Entry, splitter: Splitter, known: Known, *, is_one_of_several: bool = False) -> ParsedNotice:
    reading = Reading(splitter, known.posts, is_listed=entry.is_listed)
    reading.read(entry)
    if not is_one_of_several and (refusal := reading.refusal()):
        raise NotANotice(refusal)
    notice = _parsed(reading)
    is_taught = splitter.examples or known.labels or known.labels_elsewhere
    return _no_less_than_untaught(notice, entry, known) if is_taught else notice


def _no_less_than_untaught(notice: ParsedNotice, entry: Entry, known: Known) -> ParsedNotice:
    """A notice as it was read by what was taught; awards, conditions and a day of which that found fewer than the
    reader without it are those of the reader, and are asked about."""
    reading = Reading(Splitter(Layouts()), known.posts, is_listed=entry.is_listed)
    reading.read(entry)
    plain = _parsed(reading)
    stand = {_key(words) for words in (*(each for each, _ in known.labels), *_words_of(known.examples))}
    elsewhere = _key("\n".join(getattr(notice, name) for name in ELSEWHERE))
    found = (each for each in plain.conditions if _key(each.wording) not in stand)
    conditions = tuple(each for each in found if f" {_key(each.wording)} " not in f" {elsewhere} ")
    plain = replace(plain, conditions=conditions)
    fewer = {
        "awards": [each.sentence for each in plain.awards] if len(plain.awards) > len(notice.awards) else [],
        "conditions": [each.wording for each in plain.conditions]
        if len(plain.conditions) > len(notice.conditions)
        else [],
        "decided_on": [f"{plain.decided_on:%-d %B %Y}"] if plain.decided_on and not notice.decided_on else [],
    }
    kept = {name: getattr(plain, name) for name, said in fewer.items() if said}
    if "awards" in kept:
        kept |= {"stated_total": plain.stated_total, "kind": plain.kind}
    sources = {name: plain.sources[name] for name in kept if name in plain.sources}
    asked = [Leftover("\n".join(said), LESS_BY_TAUGHT) for said in fewer.values() if said]
    marks = [mark for mark in plain.marks if mark.field in kept]
    return replace(
        notice,
        **kept,
        sources={**notice.sources, **sources},
        leftovers=(*notice.leftovers, *asked),
        marks=(*notice.marks, *marks),
    )


def _words_of(examples: Sequence[Example]) -> Iterator[str]:
    return (item.words for each in examples for item in each if item.words)


def _key(words: str) -> str:
    """Standing words as they are compared with a condition: a label, or a line that was set aside, is none."""
    return " ".join(tokens(without_number(words)))


def _parsed(reading: Reading) -> ParsedNotice:
    return ParsedNotice(
        **reading.fields,
        leftovers=tuple(reading.leftovers),
        sources=reading.sources,
        marks=tuple(reading.marks),
    )


def read_one(text: str, known: Known = Known()) -> ParsedNotice:
    """Read a text as the one decision that somebody says it is, also where it would be refused."""
    entry, above, strays, removed = _one_entry(text, known)
    notice = _read(entry, known.splitter, known, is_one_of_several=True)
    return replace(_with_strays(notice, [*strays, *_above(above, known.splitter)]), removed_characters=removed)


def learn_from(text: str, known: Known, said: Said, is_open: Callable[[str], bool]) -> Example:
    """What a confirmed notice teaches: see `learning.learn`. Nothing of a row of a table, whose columns are labels."""
    entry, above, _, _ = _one_entry(text, known)
    if entry.cells:
        return ()
    notice = _read(entry, known.splitter, known, is_one_of_several=True)
    around = [line.text for line in above if not is_open(line.text)]
    stands = [Item(text, AGAIN) for text in around if len(text) <= LONGEST_STANDING and tokens(text)]
    lines = entry.lines
    if is_bilingual([line.text for line in lines]):
        lines = tuple(line for line in lines if not is_welsh(line.text))  # that goes with the English below it
    return (*stands, *learn(lines, said, notice.marks, known.splitter.label_of, is_open))


def fits_text(text: str, known: Known) -> bool:
    """Whether a text is laid out as any of the examples known."""
    return known.splitter.fit(_one_entry(text, known)[0].lines) is not None


def _one_entry(text: str, known: Known) -> tuple[Entry, list[Line], list[Leftover], dict[str, int]]:
    """The lines of a text that is one decision, those above it, what was set apart, and the unseen characters."""
    texts, removed = clean(text)
    page = set_apart(texts, "", known.splitter.layouts)
    found, above = entries(page.lines, known.splitter)
    entry, above = (found[0], above) if len(found) == 1 else (Entry(tuple(page.lines)), [])
    return entry, above, page.strays, removed
