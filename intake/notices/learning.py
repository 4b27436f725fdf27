"""What is learned from a confirmed notice: where in its lines each value stood, and which words stood around them."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise

from .bodies import names_body
from .layouts import HOWS, MANY_LINES, MOST_WORDS, MOST_WORDS_ALONE, Target, page_heading, without_number
from .learned import AGAIN, INSIDE, NOTHING_HERE, YES_OR_NO, Example, Item, tokens
from .learned_always import DAYS, days_amid, standing_items
from .learned_awards import award_lines
from .locating import Located, Said, Span
from .makers import is_person
from .pages import Line
from .paragraphs import cut_width, is_cut, is_sentence
from .record import Mark
from .text import MARKER
from .values import PLACE

KnownLabel = Callable[[str, str], tuple[str, Target] | None]
MOST_BESIDE = 8
"""A label beside its value has no more words than this; more are a value and another label."""
WORDS_OF_OPENING = 3
_ASKED = Item("", NOTHING_HERE)
LONGEST_STANDING = 500
_PERSONAL = re.compile(r"@|\d[\d ]{5,}\d|\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\b")
_OF_PAPERS = re.compile(
    r"\b(?:decisions?|records?|forms?|notices?|reports?|summary|rights|papers?|dates?|signatures?|signed"
    r"|implications|comments?|considerations?|options?|reasons?|background|consultations?|approvals?|powers?|funding|risks?"
    r"|plans?|priorit(?:y|ies)|conditions?|awards?|grants?|titles?|numbers?|officers?|contacts?|interests?|advice)\b",
    re.IGNORECASE,
)
_LAST_MARK = re.compile(r"^(.*[:?\t])[^:?\t]*$")  # what is after it, a name perhaps, is no part of the label
_IN_CAPITALS = re.compile(r"[:?\t]\s?[A-Z][A-Z ]+[A-Z] ?[-–—]\s?$")  # but words in capitals before a dash are
_OF_HEADING = re.compile(r"(?:[’']s)? [A-Za-z]+(?: [A-Za-z]+)?:?")
_CLAUSE_END = re.compile(r"[\t.;]\s?")
_FACT = re.compile(r"\d{2}|£")
_LABELLED = re.compile(r"([A-Z][^:?\t]{1,80})[:?\t]")


def learn(
    lines: Sequence[Line],
    said: Said,
    marks: Sequence[Mark],
    known: KnownLabel,
    is_open: Callable[[str], bool],
) -> Example:
    """The items of a notice, of which the record has `said` so much; `marks` are where that was read; `known` gives
    the label and the target that a line begins with anyway, seen what follows it; `is_open` says whether a line is
    still to be looked at. Words that look personal are not learned."""
    of_awards = award_lines(lines, said.awards)
    spans = [span for span in Located(lines, marks).spans(said.values_besides(of_awards)) if span.line not in of_awards]
    spans = [span for span in spans if not _is_in_standing_line(span, lines)]
    spans = sorted([*spans, *(Span("awards", each, 0, len(lines[each].text)) for each in of_awards)], key=_place)
    located = {span.field for span in spans}
    stated = {name for names in (said.values, said.always) for name, values in names.items() if values}
    items: list[Item] = []
    waiting: list[int] = []
    field_before = ""
    width = cut_width([line.text for line in lines])
    for index, line in enumerate(lines):
        end = 0
        here = _joined([each for each in spans if each.line == index], line.text)
        glued = [{a.field, b.field} for a, b in pairwise(here) if not tokens(line.text[a.end : b.start])]
        if any(fields != {"reference", "title"} for fields in glued):
            continue  # other values that no words part are left to the reader
        for span in here:
            words, is_inside = _words_before(span, line.text, end)
            is_same = not (words or end or waiting) and span.field == field_before
            is_more = is_same and is_cut(lines[index - 1].text, line.text, width)
            if not (words or end):
                words = _label_of(lines, waiting, known)
                waiting = waiting[:-1] if words else waiting
            items += _standing(lines, waiting, known, is_open, located, stated - located)
            if not (is_more or (is_same and _target(span.field, "", known).how in MANY_LINES)):
                target = _target(span.field, words, known)
                number = line.text[span.start : span.end] if glued and span.field == "reference" else ""
                says = number or ("" if words else _opening(line.text[span.start :], target))
                items.append(Item(INSIDE + words if is_inside and words else words, target, says))
            end, field_before, waiting = span.end, span.field, []
        items += _behind(here[-1], line.text[end:], known) if here else ()
        waiting += [index] if tokens(line.text) and not end else []
    items += _standing(lines, waiting, known, is_open, located, stated - located)
    free = [line.text for place, line in enumerate(lines) if place not in {span.line for span in spans}]
    free = [text for text in free if not _is_private(text)]
    amid = days_amid([line.text for line in lines], said.values, located)
    return (*_without_needless(items), *standing_items(free, said.always, located), *amid)


def _opening(text: str, target: Target) -> str:
    """The words that open a text, by which the next one may be found where nothing else says where it begins."""
    opening = tokens(text)[:WORDS_OF_OPENING]
    is_said = target.how in MANY_LINES and len(opening) == WORDS_OF_OPENING and "0" not in opening
    return " ".join(opening) if is_said and not _is_private(" ".join(text.split()[:WORDS_OF_OPENING])) else ""


def _words_before(span: Span, text: str, end: int) -> tuple[str, bool]:
    """The words before a value in its line, from the `end` of the value before it, by which the next one is known; and
    whether they stand amid the line."""
    before = text[end : span.start].rstrip(" ")
    words = before.rstrip("-–—") if _IN_CAPITALS.search(before) else _LAST_MARK.sub(r"\1", before)
    is_place = span.field in DAYS and PLACE.fullmatch(f"{before} ")
    words = "" if is_place else words.strip(" \t.;,)")
    is_inside = bool(words) and (end > 0 or "\t" in words or len(tokens(words)) > MOST_BESIDE)
    words = _CLAUSE_END.split(words)[-1] if is_inside else words
    is_fact = _is_fact(words) and not (span.field == "title" and ":" in text[end : span.start])
    is_marker = set(tokens(words)) <= {"0"} or MARKER.fullmatch(text[end : span.start].strip())
    return ("" if is_marker or is_fact or _is_private(words) else words), is_inside


def _joined(spans: Sequence[Span], text: str) -> list[Span]:
    """The spans of a line, those of one field that no words part as one."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        is_more = last and last.field == span.field and not tokens(text[last.end : span.start])
        if last and is_more:
            joined[-1] = last._replace(end=span.end)
        else:
            joined.append(span)
    return joined


def _behind(span: Span, rest: str, known: KnownLabel) -> Iterator[Item]:
    """The words that stand behind a value in its line, and are no part of it: of a long one, sentences."""
    words = rest.strip(" .;,")
    is_line, is_text = _target(span.field, "", known).how == "line", rest[:1] == "." and rest.endswith(".")
    is_one = len(words) <= LONGEST_STANDING and (is_line or is_text)
    if is_one and rest[:1] in ".;," and len(tokens(words)) > 1 and not (_is_fact(words) or _is_private(words)):
        yield Item(INSIDE + words, AGAIN)


def _place(span: Span) -> tuple[int, int]:
    return span.line, span.start


def _is_in_standing_line(span: Span, lines: Sequence[Line]) -> bool:
    """Whether a post of who decided begins a line that goes on in capitals, or with a word or two, as headings of forms
    do: "Head of Lamps Approval"."""
    text = lines[span.line].text
    is_begun = not tokens(text[: span.start]) and bool(tokens(text[span.end :]))
    is_heading = text.isupper() or _OF_HEADING.fullmatch(text[span.end :])
    return span.field == "decision_makers" and is_begun and bool(is_heading)


def _without_needless(items: Sequence[Item]) -> Iterator[Item]:
    """The items without what is asked about above the first field, where the reader reads a title, and each place that
    is asked about once."""
    first = next((place for place, item in enumerate(items) if item.target.field), 0)
    for place, item in enumerate(items):
        is_again = item == _ASKED and place and items[place - 1] == _ASKED
        if not (is_again or (item == _ASKED and place < first)):
            yield item


def merged(earlier: Example, newer: Example) -> Example:
    """The newer example, with the standing words of the earlier one that it lacks, after those that they followed."""
    there = {tuple(tokens(item.words)) for item in newer}
    result = list(newer)
    after = 0
    for item in earlier:
        key = tuple(tokens(item.words))
        if key and key in there:
            after = next((n + 1 for n, each in enumerate(result) if tuple(tokens(each.words)) == key), after)
            while after < len(result) and not result[after].words:
                after += 1
        elif key:
            result.insert(after, item)
            after += 1
    return tuple(result)


def _target(field: str, label: str, known: KnownLabel) -> Target:
    """How a field is read: as its label says, where that is known, or as usual."""
    found = known(f"{label}: x", "") if label else None
    return found[1] if found and found[1].field == field else Target(field, next(iter(HOWS[field])))


def _label_of(lines: Sequence[Line], waiting: Sequence[int], known: KnownLabel) -> str:
    """The words above a value that are its label; empty where there are none."""
    text = lines[waiting[-1]].text if waiting else ""
    above = lines[waiting[-2]].text if len(waiting) > 1 else ""
    is_value = above and (found := known(above, text)) and found[1].how not in MANY_LINES and above.endswith(found[0])
    most = MOST_WORDS_ALONE if text.endswith(":") else MOST_WORDS
    is_label = 0 < len(tokens(text)) <= most and not text.endswith((".", ";", ",")) and not _is_fact(text)
    return text if is_label and not (is_value or _is_private(text) or page_heading(text) or names_body(text)) else ""


def _standing(
    lines: Sequence[Line],
    waiting: Sequence[int],
    known: KnownLabel,
    is_open: Callable[[str], bool],
    located: Collection[str],
    unlocated: Collection[str],
) -> Iterator[Item]:
    """What lines are in no field: labels that are known anyway with their values, words that stand, or a place.
    `located` are the fields whose values stand elsewhere, `unlocated` those whose values stand nowhere."""
    takes: Target | None = None
    for place, index in enumerate(waiting):
        text = lines[index].text
        following = lines[waiting[place + 1]].text if place + 1 < len(waiting) else ""
        if page_heading(text) or names_body(text):
            continue  # the reader knows what it is
        found = known(text, following)
        takes = None if found else takes
        beside = text[len(found[0]) :].strip(" :?\t().") if found else ""
        if found and beside and found[1].field in unlocated and not (found[1].how in MANY_LINES or is_open(beside)):
            yield Item("" if _is_private(text) else text, AGAIN)  # what it says is not what the record has
        elif found and _is_still_known(found, text, following, known, is_open, located):
            label, target = found
            yield Item(label, target)
            takes = target if target.how in MANY_LINES or len(text) <= len(label) + 2 else None
        elif takes and not _may_stand_below(takes, text):
            takes = takes if takes.how in MANY_LINES else None
        elif is_open(text):
            yield _ASKED
        else:
            yield from _set_aside(text)


def _is_still_known(
    found: tuple[str, Target],
    text: str,
    following: str,
    known: KnownLabel,
    is_open: Callable[[str], bool],
    located: Collection[str],
) -> bool:
    """Whether a label goes on to mean what it means anyway; not where the record has that from elsewhere, nor where
    what it says was shown and set aside."""
    label, target = found
    if not target.field:
        return not _LABELLED.match(text) or is_open(text)
    if target.how in ("list", "meeting"):
        return is_open(text[len(label) :].strip(" :?\t") or following)
    is_of_other_words = bool(following) and not (known(following, "") or is_open(following))
    return target.field not in located or (target.how in MANY_LINES and not is_of_other_words)


def _set_aside(text: str) -> Iterator[Item]:
    """The words of a line that stand; or its place, where they are personal, very many, or numbers."""
    labelled = _LABELLED.match(text)
    if YES_OR_NO.search(text) and len(tokens(text)) <= MOST_BESIDE:
        yield Item(YES_OR_NO.sub("", text), AGAIN)
    elif labelled and not _is_private(labelled[1]) and len(tokens(labelled[1])) <= MOST_BESIDE:
        yield Item(labelled[1], AGAIN)
    else:
        stands = not _is_fact(text) or ("£" not in text and len({*tokens(text)} - {"0"}) > 1)
        is_short = len(text) <= LONGEST_STANDING and not _is_private(text)
        yield Item(text if stands and is_short else "", AGAIN)


def _may_stand_below(label: Target, text: str) -> bool:
    """Whether a line may be none of what a label takes, but words that stand: below one without a field, or a sentence
    after the documents."""
    return is_sentence(text) if label.how == "list" else not label.field


def _is_fact(text: str) -> bool:
    """Whether a line says a number or a sum, besides its own number."""
    return _FACT.search(without_number(text)) is not None


def _is_private(text: str) -> bool:
    return bool(_PERSONAL.search(text)) or (is_person(text) and not _OF_PAPERS.search(text))
