"""The title of a notice, and text that stands under no label."""

import re
from collections.abc import Sequence

from .blocks import Block
from .bodies import body_in, names_body
from .headings import CUT_SHORT, TitleLine, find_years_like, parse_title_line
from .layouts import Target, page_heading, plain
from .lists import status_line
from .makers import looks_like_post
from .pages import Line
from .paragraphs import Paragraph, parse_pieces, text_of, without_rules
from .record import Mark
from .rows import is_row
from .short_values import ShortValues
from .values import leading_date, whole_date

_NUMBER_BELOW = re.compile(
    r"[A-Z][A-Za-z’' ]{2,60}?(?: [Nn][Oo]\.?| [Nn]umber| [Rr]ef\.?)?:?"
    r" (?P<code>[A-Z]{0,6}[ -]?\d{1,6}[/-]\d{2,6}(?:[/-]\d{1,6})?)"
)
_CALLED_NUMBER = re.compile(r"\b(?:no|number|ref|reference)\b", re.IGNORECASE)
LONGEST_AROUND = 60
"""A line that has the title and no more than this around it, as a link to a document has, only says it again."""
_TO_DECIDE = re.compile(
    r"\b(?:is|are) (?:recommended|asked|invited) to:?$|^(?:RESOLVED|It is recommended)\b"
    r"|\b(?:resolved|agreed|decided)(?: that)?:$"
)
_TRAIL = re.compile(r"\s[>»›]\s")
"""Parts what says where a page stands in its site."""
APPROVES = re.compile(
    r"\s*I (?:hereby )?(?:approve|agree|support|accept|endorse)\b[^.]{0,60}\b(?:recommendation|proposal|request|above)"
    r"|\s*The (?:above )?(?:recommendations?|proposals?|request)\b[^.]{0,60}\b(?:is|are) (?:hereby )?"
    r"(?:approved|agreed)",
    re.IGNORECASE,
)


class Titles(ShortValues):
    """Reads the title, and the text that has no label."""

    def _head(self, head: Sequence[Line], chosen: Sequence[tuple[Block, Target]]) -> list[Block]:
        """Read the title; gives back the lines above the first label that are no part of it."""
        pieces = parse_pieces([line.text for line in head], self.width)
        texts = [piece.text for piece in pieces]
        last = max((place for place, text in enumerate(texts) if page_heading(text)), default=-1)
        self.headings = [plain(text) for text in texts if page_heading(text)]
        self.placed += [text for text in texts if page_heading(text)]
        if self.headings:
            self.sources["page"] = " ".join(f"“{text}”" for text in texts if page_heading(text))
        self._leave(
            "\n".join(text for text in texts[: max(last, 0)] if not (page_heading(text) or names_body(text))),
            "This is above the title",
        )
        self.placed += [text for text in texts[: max(last, 0)] if names_body(text)]
        self.is_authorised = self.is_authorised or bool(self.headings)
        rest = self._title(texts[last + 1 :], head)
        if not rest:
            return []
        first = next((line.number for line in head if line.text and line.text in rest[0]), head[0].number)
        lines = [Line(first, line) for text in rest for line in (text, "")]
        return [Block("", (), tuple(lines), is_loose=True)]

    def _title(self, texts: list[str], head: Sequence[Line]) -> list[str]:
        """Read the title of these paragraphs, and what stands in or beside it; gives back the other paragraphs."""
        reference = self.fields.get("reference", "")
        found = [parse_title_line(text, reference) for text in texts]
        stated = self.fields.get("title", "")
        self._day_of_issue(texts)
        if stated:
            chosen = parse_title_line(stated, reference)
            self.fields["title"] = chosen.title
            self.placed.append(stated.replace(chosen.title, "", 1))
        else:
            possible = [place for place, text in enumerate(texts) if not _stands_beside(text)]
            place = next((place for place in possible if found[place].has_prefix), next(iter(possible), None))
            if place is None:
                return texts
            chosen = found[place]
            self.sources["title"] = "the line above the first label"
            self.marks += _mark_of(texts[place], head)
        self.is_authorised = self.is_authorised or chosen.has_prefix
        self._said_by(chosen)
        others: list[str] = []
        for text, each in zip(texts, found, strict=True):
            if each == chosen or (each.title and each.title.casefold() == chosen.title.casefold()):
                self._said_by(each)
                self.placed.append(text)
            elif (day := whole_date(text)) and not self.fields.get("decided_on"):
                self._found("decided_on", day, "the day under the title", text)
            elif self._is_number_or_body(text, is_titled=bool(stated)):
                self.placed.append(text)
            elif self.is_listed and status_line(text) and not self.fields.get("outcome_text"):
                self._found("outcome_text", text, "the status under the title", text)
            else:
                others.append(text)
        return others

    def _day_of_issue(self, texts: list[str]) -> None:
        """An issue page says on which day it was decided, before words that need not be its title."""
        opening = [found for text in texts if (found := leading_date(text)) and found[1][:1] in ("-", "–")]
        if opening and "issue decisions" in self.headings and not self.fields.get("decided_on"):
            self._found("decided_on", opening[0][0], "the day above the decision", "")

    def _is_number_or_body(self, text: str, *, is_titled: bool) -> bool:
        """Whether a line beside the title is the number of the decision, which is then read, or says whose it is."""
        number = _number_below(text)
        if number and not self.fields.get("reference"):
            self._found("reference", number, "the number beside the title", text)
            return True
        return names_body(text) or (is_titled and bool(body_in(text)))

    def _said_by(self, line: TitleLine) -> None:
        if not self.fields.get("title") or self.sources.get("title", "").startswith("the line"):
            self.fields["title"] = line.title
        if len(line.title) in CUT_SHORT and not any("cut short" in each.why for each in self.leftovers):
            self._leave(line.title, "The title may have been cut short")
        for name, value, place in (
            ("decided_on", line.day, "the day beside the title"),
            ("reference", line.reference, "the number beside the title"),
            ("outcome_text", line.status, "the status beside the title"),
        ):
            if value and not self.fields.get(name):
                self._found(name, value, place, line.status if name == "outcome_text" else line.reference)
        if line.link not in self.placed:
            self.placed.append(line.link)
            self._leave(line.link, "Words of the website around the notice: left out", asks_nothing=True)
        if line.number:
            self._found("external_reference", line.number, "“ref:” beside the title", line.number)

    def _loose(self, blocks: Sequence[Block]) -> None:
        """Text without a label is the title, the decision or the purpose where the page has none; or left over."""
        for block in blocks:
            pieces = self._without_number(without_rules(parse_pieces(block.texts, self.width)))
            if not self.fields.get("title") and pieces and self.is_authorised and _may_be_title(pieces[0].text):
                self._said_by(parse_title_line(pieces[0].text, self.fields.get("reference", "")))
                self._from("title", "the first line without a label", ())
                self.placed.append(pieces.pop(0).text)
            pieces = self._without_approval(self._without_signature(pieces, block), block)
            if pieces:
                self._unlabelled(pieces, block)

    def _without_number(self, pieces: list[Paragraph]) -> list[Paragraph]:
        """The pieces without one that is the number of the decision, where nothing else says that."""
        called = (piece for piece in pieces if _CALLED_NUMBER.search(piece.words))
        number = next((piece for piece in called if _number_below(piece.words)), None)
        if not number or self.fields.get("reference"):
            return pieces
        self._found("reference", _number_below(number.words), "a line that says the number", number.words)
        return [piece for piece in pieces if piece != number]

    def _without_signature(self, pieces: list[Paragraph], block: Block) -> list[Paragraph]:
        """The pieces without the post and the day below a signature, which are then those of the decision."""
        if block.lines[0].number < self.signed_at or not any(
            plain(label) in ("sign", "signed", "signature", "signed by") for label in self.labels.values()
        ):
            return pieces
        others = []
        for piece in pieces:
            if looks_like_post(piece.words) and not self.fields.get("makers") and not piece.is_listed:
                self._makers(piece.words, "post", block)
            elif (day := whole_date(piece.words)) and self.fields.get("decided_on") in (None, day):
                self._found("decided_on", day, "the day below the signature", piece.words)
            else:
                others.append(piece)
        return others

    def _without_approval(self, pieces: list[Paragraph], block: Block) -> list[Paragraph]:
        """The pieces without words of approval above a signature, where no label has any."""
        approving = [piece for piece in pieces if APPROVES.match(piece.words)]
        if not approving or "approval" in self.pieces or "decision_text" not in self.pieces:
            return pieces
        self._texts_without_label("approval", approving, block)
        return [piece for piece in pieces if piece not in approving]

    def _unlabelled(self, pieces: list[Paragraph], block: Block) -> None:
        has_decision, has_purpose = "decision_text" in self.pieces, "purpose" in self.pieces
        start = next((n for n, piece in enumerate(pieces) if _TO_DECIDE.search(piece.words)), None)
        is_authorised = self.is_authorised or any(_is_signature(label) for label in self.labels.values())
        if self.is_learned:
            said, title = text_of(pieces), self.fields.get("title", "")
            is_again = title and title in said and len(said) < len(title) + LONGEST_AROUND
            why = "This says the title again" if is_again else "This has no place in the layout that was learned"
            self._leave(said, why, asks_nothing=bool(is_again))
        elif (has_decision and has_purpose) or not is_authorised or (has_decision and not self._is_lead(block)):
            self._leave(text_of(pieces), "This has no label")
        elif start is not None and not has_decision:
            self._texts_without_label("decision_text", pieces[start:], block)
            if pieces[:start] and not has_purpose:
                self._texts_without_label("purpose", pieces[:start], block)
            else:
                self._leave(text_of(pieces[:start]), "This has no label")
        else:
            is_decision = not has_decision and not self.is_listed and "issue details" not in self.headings
            self._texts_without_label("decision_text" if is_decision else "purpose", pieces, block)

    def _is_lead(self, block: Block) -> bool:
        """Whether the block stands above the decision: of a list entry, an issue page."""
        return self.is_listed and not any(
            mark.field == "decision_text" and mark.last < block.lines[0].number for mark in self.marks
        )

    def _texts_without_label(self, name: str, pieces: list[Paragraph], block: Block) -> None:
        self.pieces[name] = pieces
        self._from(name, "the text without a label", block.lines)


def _number_below(text: str) -> str:
    """The number of the decision that a line says, and nothing else; a financial year is none."""
    found = _NUMBER_BELOW.fullmatch(text)
    return found["code"] if found and not find_years_like(found["code"]) else ""


def _stands_beside(text: str) -> bool:
    """Whether a line above the first label is a day, an address, a number or a body, and so no title."""
    is_other = whole_date(text) or text.startswith("http") or _number_below(text)
    return bool(is_other) or names_body(text)


def _may_be_title(text: str) -> bool:
    is_sentence = text.endswith((".", ":")) or text.startswith(("To ", "That "))
    return len(text) < 300 and not (is_sentence or is_row(text) or _TRAIL.search(text))


def _is_signature(label: str) -> bool:
    return plain(label).startswith(("sign", "date signed", "decision by"))


def _mark_of(title: str, head: Sequence[Line]) -> list[Mark]:
    """The lines that the title was read from; none, where it was put together of parts of lines."""
    numbers = [line.number for line in head if line.text and line.text in title]
    return [Mark("title", min(numbers), max(numbers))] if numbers else []
