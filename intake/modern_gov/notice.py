"""A whole notice: each block parsed, the reasons separated from the purpose, conditions and sums found in the text."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from .awards import MOST as MOST_SUMS
from .awards import Found, ParsedAward, StatedTotal, UnclearSum, find_sums
from .conditions import MOST as MOST_CONDITIONS
from .conditions import ParsedCondition, find_conditions
from .fields import (
    Leftover,
    page_number,
    parse_date,
    parse_documents,
    parse_flag,
    parse_head,
    parse_line,
    parse_outcome,
)
from .layout import TEXTS, Block, LabelledPage, lay_out
from .list_page import entries
from .paragraphs import Paragraph, parse_pieces, text_of
from .text import NotANotice, clean

_LEAD = re.compile(
    r"\b(?:The )?reasons? for (?:the|this) decision (?:is|are)(?: as follows| set out below)?\s?:\s*", re.IGNORECASE
)


_MEETING = re.compile(
    r"\b(?:conferences?|seminars?|venues?|catering|(?:room|hall) hire)\b"
    r"|\b(?:hire|hiring|use) of (?:an? |the )?(?:\w+ )?(?:hall|rooms?|space)\b",
    re.IGNORECASE,
)
_GRANT = re.compile(r"\b(?:grant|award|fund|allocat|commission)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ParsedNotice:
    """What a pasted notice says. Every word of it is in a field, or in `leftovers`.

    `external_reference` is Modern.gov's number; `removed_characters` counts the unseen characters taken out, by name;
    `sources` says where on the page each field came from.
    """

    title: str = ""
    decision_makers: str = ""
    outcome_text: str = ""
    is_key: bool | None = None
    call_in: bool | None = None
    purpose: str = ""
    decision_text: str = ""
    reasons: str = ""
    alternatives: str = ""
    interests: str = ""
    report_author: str = ""
    decided_on: date | None = None
    published_elsewhere_on: date | None = None
    effective_from: date | None = None
    decided_at_meeting: str = ""
    accompanying_documents: tuple[str, ...] = ()
    external_reference: str = ""
    conditions: tuple[ParsedCondition, ...] = ()
    awards: tuple[ParsedAward, ...] = ()
    stated_total: Decimal | None = None
    leftovers: tuple[Leftover, ...] = ()
    removed_characters: dict[str, int] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def outcome(self) -> str | None:
        """approved, approved_with_changes, not_approved or deferred; None if the status is none of these."""
        return parse_outcome(self.outcome_text)

    @property
    def is_for_a_meeting(self) -> bool:
        """Of a conference or the hire of a room, and no grant: nobody is awarded anything, and none is spoken of."""
        words = f"{self.title}\n{self.decision_text}"
        return not self.awards and bool(_MEETING.search(words)) and not _GRANT.search(words)


class _Part(NamedTuple):
    """What one part of the page gave: fields, where each came from, and what found no place."""

    fields: dict[str, Any]
    sources: dict[str, str]
    leftovers: list[Leftover]


def parse_notice(text: str) -> ParsedNotice:
    """Read one pasted decision page. Raises `NotANotice` for any other text, and for more than `LIMIT`."""
    lines, removed = clean(text)
    return parse_page(lay_out(lines), number=page_number(lines), removed=removed)


@dataclass(frozen=True)
class FoundNotice:
    """One decision found in a text: its own words, and what they say."""

    text: str
    notice: ParsedNotice


def parse_notices(text: str) -> list[FoundNotice]:
    """Every decision of a list page, or the one of a decision page. Raises `NotANotice` for any other text."""
    lines, removed = clean(text)
    found, above = entries(lines)
    if not found:
        return [FoundNotice(text, parse_notice(text))]
    strays = [Leftover("\n".join(above), "This is above the first decision of the list")] if above else []
    notices = [FoundNotice(each.text, parse_page(each.page, number=each.number, listed=True)) for each in found]
    first = replace(notices[0].notice, leftovers=(*strays, *notices[0].notice.leftovers), removed_characters=removed)
    return [FoundNotice(notices[0].text, first), *notices[1:]]


def parse_page(
    page: LabelledPage, *, number: str = "", removed: dict[str, int] | None = None, listed: bool = False
) -> ParsedNotice:
    """Parse a page that is split into blocks. Raises `NotANotice` if they are not those of a decision.

    `number` is Modern.gov's, if the page's address gave it; `removed` counts the characters that cleaning took out;
    what is `listed` among other decisions is one, however little it says.
    """
    blocks, repeated = _one_of_each(page.blocks)
    if not listed and (len(blocks) < 2 or not {"purpose", "decision_text"} & blocks.keys()):
        raise NotANotice(
            "This was not recognised as a Modern.gov decision. "
            "Copy the whole decision page, from its title to its last date, and paste that."
        )
    pieces = {name: parse_pieces(block.lines) for name, block in blocks.items() if name in TEXTS}
    parts = [
        _head(page.head, number),
        *(_short(name, block) for name, block in blocks.items() if name not in TEXTS),
        _long(blocks, pieces),
        _conditions(blocks, pieces),
        _awards(blocks, pieces),
        _Part({}, {}, repeated),
    ]
    return ParsedNotice(
        **{name: value for part in parts for name, value in part.fields.items()},
        sources={name: place for part in parts for name, place in part.sources.items()},
        leftovers=tuple(leftover for part in parts for leftover in part.leftovers),
        removed_characters=removed or {},
    )


def _one_of_each(found: Iterable[Block]) -> tuple[dict[str, Block], list[Leftover]]:
    """The first block of each field that says anything; the others, and unknown ones, are left over."""
    blocks: dict[str, Block] = {}
    unknown: list[Leftover] = []
    repeated: dict[str, list[str]] = {}
    for block in found:
        earlier = blocks.get(block.field)
        if not block.field:
            unknown.append(Leftover(block.text, f"The label “{block.label}” is not known"))
        elif earlier is None or earlier.is_empty:
            blocks[block.field] = block
        if block.field and earlier:
            spare = earlier if earlier.is_empty else block
            repeated.setdefault(block.field, []).append(spare.text)
    again = [
        Leftover("\n\n".join(texts), f"“{blocks[name].label}” is on the page more than once")
        for name, texts in repeated.items()
    ]
    return blocks, unknown + again


def _head(head: Sequence[str], number: str) -> _Part:
    title, glued, leftovers = parse_head(head)
    sources = {"title": "the line above the first label"} if title else {}
    if glued or number:
        sources["external_reference"] = "“ref:” beside the title" if glued else "the address of the page"
    return _Part({"title": title, "external_reference": glued or number}, sources, leftovers)


def _short(name: str, block: Block) -> _Part:
    value, leftovers = _PARSERS.get(name, parse_line)(block)
    return _Part({name: value}, {name: f"the {block.label} line"}, leftovers)


def _long(blocks: dict[str, Block], pieces: dict[str, list[Paragraph]]) -> _Part:
    """The text of each long block, with reasons that are inside the purpose moved to the reasons."""
    texts = {name: text_of(found) for name, found in pieces.items()}
    sources = {name: f"the {blocks[name].label} block" for name in texts}
    purpose, lead, reasons = _part_reasons(texts.get("purpose", ""))
    if lead:
        place = f"{sources['purpose']}, after “{lead}”"
        sources["reasons"] = f"{place}; {sources['reasons']}" if "reasons" in texts else place
        texts["reasons"] = "\n\n".join(filter(None, [reasons, texts.get("reasons")]))
        texts["purpose"] = purpose
    return _Part(texts, sources, [])


def _part_reasons(purpose: str) -> tuple[str, str, str]:
    """The purpose before the words that lead to the reasons, those words, and the reasons."""
    lead = _LEAD.search(purpose)
    if not lead:
        return purpose, "", ""
    return purpose[: lead.start()].strip(), lead[0].strip(), purpose[lead.end() :].strip()


def _conditions(blocks: dict[str, Block], pieces: dict[str, list[Paragraph]]) -> _Part:
    names = [name for name in ("purpose", "reasons", "decision_text") if name in pieces]
    found = {name: list(islice(find_conditions(pieces[name]), MOST_CONDITIONS + 1)) for name in names}
    places = "; ".join(f"the list of conditions in the {blocks[name].label} block" for name in names if found[name])
    conditions = tuple(dict.fromkeys(condition for name in names for condition in found[name]))
    beyond = [
        Leftover(condition.wording, f"Only the first {MOST_CONDITIONS} conditions are read one by one")
        for condition in conditions[MOST_CONDITIONS : MOST_CONDITIONS + 1]
    ]
    return _Part({"conditions": conditions[:MOST_CONDITIONS]}, {"conditions": places} if places else {}, beyond)


def _awards(blocks: dict[str, Block], pieces: dict[str, list[Paragraph]]) -> _Part:
    """The sums of the Decision; of the Purpose, if no Decision is written."""
    name = "decision_text" if pieces.get("decision_text") else "purpose"
    found = list(islice(find_sums(piece.words for piece in pieces.get(name, [])), MOST_SUMS + 1))
    awards = tuple(each for each in found[:MOST_SUMS] if isinstance(each, ParsedAward))
    totals = {each.amount for each in found[:MOST_SUMS] if isinstance(each, StatedTotal)}
    total = totals.pop() if len(totals) == 1 else None
    fields = {"awards": awards, "stated_total": total}
    sources = {name_of: f"the {blocks[name].label} block" for name_of, value in fields.items() if value}
    return _Part(fields, sources, _unclear(found, total))


def _unclear(found: list[Found], total: Decimal | None) -> list[Leftover]:
    """Sums that were not understood, and totals if the notice states more than one."""
    left = (UnclearSum,) if total is not None else (UnclearSum, StatedTotal)
    unread = [each for each in found[:MOST_SUMS] if not isinstance(each, ParsedAward) and isinstance(each, left)]
    beyond = [Leftover(each.sentence, f"Only the first {MOST_SUMS} sums are read") for each in found[MOST_SUMS:]]
    return [Leftover(each.sentence, f"A sum of {each.written} was not understood") for each in unread] + beyond


_PARSERS: dict[str, Callable[[Block], tuple[Any, list[Leftover]]]] = {
    "is_key": parse_flag,
    "call_in": parse_flag,
    "decided_on": parse_date,
    "published_elsewhere_on": parse_date,
    "effective_from": parse_date,
    "accompanying_documents": parse_documents,
}
