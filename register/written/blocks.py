"""The parts of which a written document is made, as plain data: what PDF and DOCX are set from, and what is kept."""

from collections.abc import Iterable, Sequence
from typing import Any

from grants import formatting

Block = dict[str, Any]


def heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def condition_heading(number: int, code: str, title: str) -> Block:
    """Of one condition, below that of all: what reads aloud can go from one to the next."""
    return {"kind": "subheading", "text": f"{number}{f', {code}' if code else ''}: {title}"}


def paragraph(text: str, *, label: str = "") -> Block:
    return {"kind": "paragraph", "text": text, "label": label}


def item(text: str) -> Block:
    return {"kind": "item", "text": text, "label": ""}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Block:
    """The last column holds amounts."""
    return {"kind": "table", "head": list(head), "rows": [list(row) for row in rows]}


def signature(name: str, lines: Sequence[str]) -> Block:
    """A place for somebody to sign: a line to write on for each of these."""
    return {"kind": "signature", "text": name, "lines": list(lines)}


def prose(text: str) -> list[Block]:
    """The paragraphs and list items of a text, without markup."""
    return [item(each["text"]) if each["item"] else paragraph(each["text"]) for each in formatting.paragraphs(text)]
