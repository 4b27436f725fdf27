"""The conditions of a notice: lists that a line announces, and sentences that ask something for the money."""

import re
from collections.abc import Collection, Iterator, Sequence

from .kinds import outcome_of
from .paragraphs import Paragraph, sentences
from .standards import ParsedCondition, is_waived, parse_condition
from .text import MARKER

FEWEST_WORDS = 4
"""A clause of fewer words is no condition."""
MOST = 200
"""More conditions than this are left in the text alone."""

ON = (
    r"(?:subject to|dependent (?:up)?on|depend(?:s|ing)? (?:up)?on|conditional (?:up)?on"
    r"|contingent (?:up)?on|governance arrangements are(?: that)?|on (?:the )?(?:basis|understanding|condition) that"
    r"|provided(?: always)? that)"
)
"""What announces terms within a sentence."""
_GETTER = (
    r"(?:council|partnership|CSP|recipient|grantee|organisation|charity|trust|provider|group"
    r"|applicant|club|they|it|district|borough|grant holder|force|service|project|both|each)s?"
)
_ANNOUNCES = re.compile(
    rf"(?<!no )\bconditions?\b(?! of the)|\bconditions of the\b[^.]*\bappl|\b{ON}\b"
    rf"|\b{_GETTER} (?:must|shall|is to|are to|agrees? to|undertakes? to|needs? to|has to"
    rf"|have to)(?: also)?:$"
    r"|\b(?:must|shall)(?: also)?:$|\b(?:is|are|will be|be) (?:required|expected"
    r"|asked) to(?: also)?:$|\b(?:expects?|requires?|asks?) (?:that|the \w+ to):$|\bterms\b[^.]*:$"
    r"|\brequirements\b[^.]*:$",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:no|without(?: any)?|not? (?:\w+ )?subject to(?: any)?) (?:\w+ )?conditions?\b", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}\.?")
"""The number of a paragraph of a report, which may ask several things."""
_HEADING = re.compile(
    r"(?:grant |special |standard )?conditions(?: of (?:the )?(?:grant|award|funding))?:?", re.IGNORECASE
)
_IN_SENTENCE = re.compile(
    rf",?\s(?:and\s)?(?:is\s|are\s)?(?:further\s|also\s)?\b{ON}\b:?\s(?P<asked>.+)$", re.IGNORECASE | re.DOTALL
)
_GIVEN = re.compile(r"(?:Given|As|Since|Because)\b")  # what the terms are of money that comes in, or a reason
_NO_TERM = re.compile(
    r"^(?:the |any |its |a )?(?:call[ -]?in|.{0,60}\b(?:settlement|indexation|precept|legislation"
    r"|availability of|call[ -]?in|inflation|scrutiny)\b"
    r"|(?:the )?(?:approval|agreement|setting) of (?:the )?.{0,20}\bbudget|(?:\w+ )?budget (?:being"
    r"|approval|setting)|contract\b|tax\b|change\b|review\b)",
    re.IGNORECASE,
)
_OTHER_PAYER = re.compile(
    r"\b(?:Home Office|Ministry|MoJ|Government|Department|Treasury"
    r"|Youth Justice Board)\b(?:(?!\bto\b).){0,60}\b(?:gave|gives?|has given|awarded|pays|paid|made)\b",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(
    r"£|\b(?:grants?|awards?|awarded|payments?|paid|funding|funds?|money|release|allocations?"
    r"|allocated|approv\w+|agree\w*|decision)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:last year|no longer(?! than)|are not asked|earlier years|previous year)\b", re.IGNORECASE)
_LETTERED = re.compile(r"(?:^|[\s;,])(?:and\s|or\s)?\((?:[a-z]|[ivx]{1,4}|\d)\)\s")
_AND_TO = re.compile(r",? and to (?=the |an? |its |their )")
_AS_CONDITION = re.compile(
    r"(?:(?:[Tt]hat|[Tt]o (?:ask for|require(?: that)?)) )?(?P<asked>.+?)(?:,? as|,? is) an? (?:\w+ )?condition of"
    r" (?:the|this|its|each|both) (?:grants?|awards?|funding|payment)\b[.;,]?(?: and)?"
)
_ASKS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"^(?:I|we|the (?:deputy )?(?:commissioner|mayor)) (?:also )?(?:ask|require|expect)s? "
            r"(?:that |the |both |each |them |it )"
        ),
        (
            r"^(?!.{0,60}\b(?:GMCA|O?P?F?CC|Commissioner|Mayor|officers?|office)\b.{0,20} (?:must|shall))"
            r"(?:the )?(?:\w+ ){1,4}(?:must|shall) (?:first |also )?(?:send|provide|submit|find|return|repay|report"
            r"|match|share|attend|keep|show)\b"
        ),
        (
            r"^(?:the )?(?:\w+ ){0,2}(?:payments?|money|funding|release|instal?ments?"
            r"|grant)\b(?: of the \w+)?\b[^.]{0,60}\b(?:made|paid|released|follows?|released|due"
            r"|transferred)\b[^.]{0,40}\b(?:once|only (?:when|if|after)|after|when|until|upon"
            r"|on receipt of)\b"
        ),
        r"^no (?:money|payments?|funding|funds|grant|part of \w+ \w+)\b[^.]{0,60}\b(?:before|until|unless|without)\b",
        (rf"^(?:to )?(?:require|oblige) (?:(?:the|each|both|all|every) )?(?:\w+ ){{0,2}}{_GETTER} to\b"),
        (
            rf"^(?:the )?(?:\w+ )?(?:grant|money|award|funding|{_GETTER}) (?:must|shall|may not|may only"
            rf"|should not|is not to|are not to|is to|are to|(?:will be|is|are) (?:required|expected|asked) to"
            rf"|needs? to|will need to|will have to|will report)\b(?!:)"
            r"(?! be (?:made available|met|funded|paid|drawn|found|taken) (?:from|out of)\b)"
        ),
        (
            rf"^(?:the )?(?:\w+ ){{0,2}}{_GETTER} will (?:provide|submit|send"
            rf"|supply)\b[^.]{{0,60}}\b(?:reports?|monitoring|evidence|returns|updates|figures|match)\b"
        ),
        rf"\bto be (?:met|matched|found|provided) by the (?:\w+ )?{_GETTER}\b",
        (
            rf"^(?:the )?(?:\w+ ){{0,3}}{_GETTER}(?: itself)? (?:(?:agrees to |will |must )?match[ -]?fund"
            rf"|contributes?|will contribute|will match|matches|provides? match|adds?) (?:at least "
            rf"|a further |an? )?(?:£|\d|the (?:grant|award|funding)|match|equal)"
        ),
        (
            r"^(?!.{0,60}\b(?:GMCA|O?P?F?CC|Commissioner|Mayor|officers?|office)\b.{0,20} will)"
            r".{2,60} will (?:provide|submit|send)\b[^.]{0,60}\b(?:reports|monitoring|returns)\b"
        ),
        r"\bunderspends?\b[^.]{0,30}\b(?:may|must|shall|will|should) not exceed\b",
        (
            r"\b(?:reports?|monitoring returns)\b[^.]{0,30}\b(?:(?:is|are) (?:due|required|to be (?:sent|submitted"
            r"|provided|received))|(?:must|shall) be (?:sent|submitted|provided|received))\b"
        ),
        rf"^as a condition of (?:the|this) (?:grant|award|funding),? .{{0,60}}\b{_GETTER} (?:is|are|must|shall|will)\b",
        r"^any (?:underspends?|unspent \w+|money unspent|funds? unspent)\b[^.]{0,60}\b(?:returned|repaid|paid back)\b",
    )
]
"""Sentences of a decision that ask something, without a word that announces it."""


_POINT = re.compile(r"That (?P<asked>.+)", re.DOTALL)
_OF_GRANTEES = (
    r"(?:each|both|every|all)(?: of)?(?: the)? (?:\w+ )?"
    rf"{_GETTER}|the (?:recipient|grantee|grant holder|provider|charity|partnership|CSP|applicant)s?"
)
_DOES_NOT_ASK = (
    r"(?:is|are|was|were|be|been|being|has|have|had|receives?|gets?|gives?|given|for|of|to|in|from|at|on|by|and|or|as"
    r"|with|which|that|who|whose)\b"
)


def find_conditions(
    pieces: Sequence[Paragraph], *, is_decision: bool = False, whom: Collection[str] = ()
) -> Iterator[ParsedCondition]:
    """The conditions in the pieces of one text, in order; only a decision's own sentences ask without announcing, its
    points also of those to `whom` it awards: "That Oar Club keeps a log"."""
    kind = ""  # of the list that was announced: "", "items" or "paragraphs"
    for place, piece in enumerate(pieces):
        follows = pieces[place + 1] if place + 1 < len(pieces) else None
        if piece.is_listed and kind and not piece.cells:
            if piece.words and not _is_below(pieces, place):
                yield parse_condition(_wording(pieces, place))
            continue
        if kind == "paragraphs" and not piece.is_listed and len(sentences(piece.words)) == 1:
            yield parse_condition(_tidy(piece.words))
            continue
        kind = _announced(piece, follows)
        is_more = place > 0 and piece.words[:1].islower() and pieces[place - 1].is_listed  # of the list above it
        words = f"{pieces[place - 1].words} {piece.words}" if is_more and not piece.is_listed else piece.words
        inside = sentences(words) if len(words) < 20_000 else []
        for sentence in inside[:-1] if kind else inside:
            yield from _asked_in(sentence, whom, is_decision=is_decision)
        if kind and inside and not inside[-1].endswith(":") and not _HEADING.fullmatch(inside[-1]):
            yield from _asked_in(inside[-1], whom, is_decision=is_decision)


def all_of_block(pieces: Sequence[Paragraph]) -> Iterator[ParsedCondition]:
    """The conditions of a block that holds nothing else."""
    for place, piece in enumerate(pieces):
        if not piece.words:  # a number with nothing behind it asks nothing
            continue
        if not _is_below(pieces, place) and not _DENIES.search(piece.words) and not piece.words.endswith(":"):
            if piece.is_listed and not (_PARAGRAPH.fullmatch(piece.marker) and len(sentences(piece.words)) > 1):
                yield parse_condition(_wording(pieces, place))
            elif (approval := _IN_SENTENCE.search(f" {piece.words}")) and outcome_of(piece.words[: approval.start()]):
                yield from find_conditions([piece], is_decision=True)
            elif not re.fullmatch(r"(?:none|n/?a|not applicable|nil)\.?", piece.words, re.IGNORECASE):
                yield from (parse_condition(_tidy(part)) for each in sentences(piece.words) for part in _clauses(each))


def _clauses(sentence: str) -> list[str]:
    """The terms of a sentence that semicolons part, each of several words; the sentence, where they part anything
    else."""
    parts = [part.strip() for part in sentence.split(";") if part.strip()]
    is_list = all(len(part.split()) >= FEWEST_WORDS for part in parts) and "(" not in sentence
    return parts if is_list else [sentence]


def announces_terms(words: str) -> bool:
    """Whether a sentence says "on condition that" or the like."""
    return _IN_SENTENCE.search(f" {words}") is not None


def _announced(piece: Paragraph, follows: Paragraph | None) -> str:
    """Whether a list of conditions follows this piece, and of what: items of a list, or paragraphs."""
    last = sentences(piece.words)[-1]
    if _HEADING.fullmatch(piece.words):
        return "items" if follows and follows.is_listed else "paragraphs"
    if not _ANNOUNCES.search(last[-400:]) or _DENIES.search(last[-400:]) or _PAST.search(last[-400:]):
        return ""
    if not follows or not follows.is_listed or follows.cells or (piece.is_listed and _shape(follows) == _shape(piece)):
        return ""
    if "£" in follows.words and not last.endswith(":"):  # a list of awards below a sentence that states its term
        return ""
    return "items" if last.endswith(":") or not follows.is_item else ""


def _is_below(pieces: Sequence[Paragraph], place: int) -> bool:
    """Whether a piece belongs to a list inside the item above it."""
    return _parent(pieces, place) != place


def _parent(pieces: Sequence[Paragraph], place: int) -> int:
    """The item whose inner list this piece is part of, or the piece itself."""
    start = place
    while start and pieces[start - 1].is_listed and not pieces[start - 1].cells:
        start -= 1
        if pieces[start].words.endswith(":") and _shape(pieces[start]) != _shape(pieces[place]):
            return start
        if _shape(pieces[start]) != _shape(pieces[place]):
            return place
    return place


def _shape(piece: Paragraph) -> str:
    """What kind of marker a piece has: the sign itself, or that of a letter or a number."""
    marker = piece.marker.strip("().")
    if not marker.isalnum():
        return piece.marker
    kind = "number" if marker[0].isdigit() else "roman" if re.fullmatch("[ivx]+", marker) else "letter"
    return f"{kind}{piece.marker[:1] == '('}{piece.marker[-1:]}"


def _wording(pieces: Sequence[Paragraph], place: int) -> str:
    """An item's words with those of its inner list."""
    words = [pieces[place].words]
    for below in range(place + 1, len(pieces)):
        if not pieces[below].is_listed or _parent(pieces, below) != place:
            break
        words.append(pieces[below].words)
    return _tidy(" ".join(words))


def _tidy(wording: str) -> str:
    return re.sub(r"[;,](?: and| or)?$", "", wording.strip()).strip()


def _asked_in(sentence: str, whom: Collection[str], *, is_decision: bool) -> Iterator[ParsedCondition]:
    """The conditions inside one sentence: after "on condition that", or the whole of a sentence that asks."""
    if _DENIES.search(sentence) or _PAST.search(sentence) or is_waived(sentence):
        return
    announced = None if _GIVEN.match(sentence) else _IN_SENTENCE.search(f" {sentence}")
    if announced and not _OTHER_PAYER.search(sentence[: announced.start() + 1]):
        asked = announced["asked"].rstrip(" .")
        inner = list(_IN_SENTENCE.finditer(f" {asked}"))
        parts = _lettered(asked)
        if parts:
            yield from (parse_condition(_tidy(part)) for part in parts)
        elif (
            is_decision
            and (sentence[:1].islower() or _OF_MONEY.search(sentence[: announced.start() + 1]))  # it ends a list
            and not _NO_TERM.match(asked)
            and not asked.endswith(":")
        ):
            first = asked[: inner[0].start()] if inner else asked
            yield from (parse_condition(_tidy(term)) for term in _terms(first))
            yield from (parse_condition(_tidy(each["asked"].rstrip(" ."))) for each in inner[:1])
        return
    if is_decision and (stated := _AS_CONDITION.fullmatch(_without_marker(sentence))):
        yield parse_condition(_tidy(stated["asked"]))
    elif is_decision and not sentence.endswith(":") and (_asks(sentence) or _is_point(sentence, whom)):
        yield parse_condition(_tidy(_without_marker(sentence)))


def _asks(sentence: str) -> bool:
    return any(pattern.search(sentence) for pattern in _ASKS)


def _is_point(sentence: str, whom: Collection[str]) -> bool:
    """Whether a point of a decision asks something of who is awarded; one with a sum awards it, or says what it is."""
    point = _POINT.fullmatch(_without_marker(sentence))
    if not point or "£" in sentence:
        return False
    names = "|".join([_OF_GRANTEES, *(rf"(?:the )?{re.escape(name)}" for name in whom if name)])
    return _asks(point["asked"]) or bool(re.match(rf"(?:{names}) (?!{_DOES_NOT_ASK})[a-z]", point["asked"]))


def _without_marker(sentence: str) -> str:
    marker = MARKER.match(sentence)
    return sentence[marker.end() :].strip() if marker else sentence


def _terms(asked: str) -> list[str]:
    """The terms up to a clause that is none: "(that) … and that …", "(subject to) … and to the …"."""
    terms = re.split(r";\s(?:the|and|this)\s|,? and (?=(?:must|shall|will|is|are) )", asked, maxsplit=1)[0]
    first, *others = re.split(r",? and (?:that|upon|on(?= (?:an?|the|its|their|each) [^,;]{1,80}\bbeing\b)) ", terms)
    heads = _AND_TO.split(first) if " to " not in _AND_TO.split(first)[0] else [first]
    return [*heads, *others]


def _lettered(asked: str) -> list[str]:
    """The parts of "(a) …; (b) …; and (c) …"."""
    starts = list(_LETTERED.finditer(asked))
    if len(starts) < 2:
        return []
    ends = [*(match.start() for match in starts[1:]), len(asked)]
    return [asked[match.end() : end].strip(" ;,") for match, end in zip(starts, ends, strict=True)]
