"""Saved pages of Modern.gov as plain lines (domain §9): labels at the start of a line, bullets with a marker.

A page is cleaned before it is read: scripts, forms and everything unseen go, and what is left is well-formed and short
of surprises. Nothing of a page is ever run or kept but its visible words.
"""

import re
from html import unescape
from html.parser import HTMLParser

import nh3

from .text import LIMIT, NotANotice

MOST = 5 * LIMIT
"""The most that a saved page may weigh, in bytes: far more markup than words."""

MOST_TAGS = 20_000
"""Elements inside each other cost time by the square; a list of a hundred decisions has a fifth of these tags."""

_UNSEEN = {
    *("script", "style", "noscript", "template", "title", "svg", "iframe", "object", "nav", "footer", "select"),
    *("textarea", "button"),
}
_AROUND = {"nav", "footer"}
_BOLD = {"b", "strong"}
_INLINE = {"span", "td", "th", *_BOLD}
_STANDS_ALONE = {"p", "div", "ul", "ol", "table", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "hr"}
_LINES = {"br", "li", "tr", "dt", "dd"}
_FURNITURE = "Decision details"
_HEADING, _LABEL, _TITLE = "mgSubSubTitleTxt", "mgLabel", "mgSubTitleTxt"
_BOLD_LABEL = re.compile(r"[A-Z][^:?.,;£]{1,60}")
_VALUE = re.compile(r"\s*[A-Z0-9£]")
_LOOKS_LIKE_HTML = re.compile(r"\s*(?:<!doctype html|<html|<!--|<head|<body|<div|<h2|<p\b)", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    return _LOOKS_LIKE_HTML.match(text) is not None


def decode_page(content: bytes) -> str:
    """The text of a saved page in one of the encodings that browsers save in. Refuses what is no page of text."""
    if len(content) > MOST:
        raise NotANotice(f"This file is larger than {MOST // LIMIT} MB. Save the decision page alone.")
    if b"\0" in content[:1000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotANotice("This file is not a web page. Save the decision page as “Webpage, HTML only”.")
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotANotice("The encoding of this file is not valid. Save the decision page again, and choose that file.")


def words_of_page(markup: str) -> str:
    """The visible words of a page, line by line."""
    reader = _Reader()
    reader.feed(_cleaned(markup))
    reader.close()
    reader.end_line()
    if len(reader.titles) == 1 and _FURNITURE not in reader.lines:
        # The words that a decision page prints above its title, and by which pasted text is read too.
        reader.lines[reader.titles[0] : reader.titles[0]] = [_FURNITURE, ""]
    return "\n".join(reader.lines)


def words_around(markup: str) -> str:
    """The words of a page's navigation and foot, which are no part of a notice."""
    tags = _STANDS_ALONE | _LINES | _INLINE | _AROUND
    kept = nh3.clean(markup, tags=tags, clean_content_tags=_UNSEEN - _AROUND, attributes={}, link_rel=None)
    found = re.findall(rf"<({'|'.join(sorted(_AROUND))})>(.*?)</\1>", kept, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(" ".join(words for _, words in found))).split())


def _cleaned(markup: str) -> str:
    if markup.count("<") > MOST_TAGS:
        raise NotANotice("This page is too large. Save the decision page on its own.")
    tags = _STANDS_ALONE | _LINES | _INLINE
    return nh3.clean(
        markup, tags=tags, clean_content_tags=_UNSEEN, attributes={tag: {"class"} for tag in tags}, link_rel=None
    )


class _Reader(HTMLParser):
    """Gathers lines. A blank line separates what a browser would set apart."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._words: list[str] = []
        self._heading = ""
        self.titles: list[int] = []  # the lines at which titles begin
        self._begins_bold = self._is_after_bold = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag in _STANDS_ALONE or tag in _LINES or _LABEL in classes:
            self.end_line(blank=tag in _STANDS_ALONE)
        if tag in _BOLD:
            self._begins_bold = not "".join(self._words).strip()
        if tag == "li":
            self._words.append("- ")
        if _HEADING in classes:
            self._heading = tag
        if _TITLE in classes:
            self.titles.append(len(self.lines))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._heading:
            self._end_heading()
        if tag in _STANDS_ALONE or tag in _LINES:
            self.end_line(blank=tag in _STANDS_ALONE)
        elif tag in ("td", "th"):
            self._words.append("\t")
            self._is_after_bold = False
        elif tag in _BOLD and self._begins_bold:
            self._begins_bold, self._is_after_bold = False, True

    def handle_data(self, data: str) -> None:
        if self._is_after_bold and data.strip():
            if _BOLD_LABEL.fullmatch("".join(self._words).strip()) and _VALUE.match(data):
                self.end_line()
            self._is_after_bold = False
        self._words.append(re.sub(r"\s+", " ", data))

    def end_line(self, *, blank: bool = False) -> None:
        line = "\t".join(" ".join(cell.split()) for cell in "".join(self._words).split("\t")).strip("\t")
        self._words.clear()
        self._begins_bold = self._is_after_bold = False
        if line:
            self.lines.append(line)
        if blank and self.lines and self.lines[-1]:
            self.lines.append("")

    def _end_heading(self) -> None:
        """A heading is a label, be it printed with a colon or without."""
        if not "".join(self._words).rstrip().endswith((":", "?")):
            self._words.append(":")
        self._heading = ""
