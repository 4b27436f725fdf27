"""Setting a notice as a tagged PDF (PDF/UA-1) that is never refused, whatever people have typed.

Fonts come with the project (Noto, beside those of the typesetter itself). What no font has is shown by its meaning,
where Word's bullets and arrows have one, or as a mark with its code, [U+E000].
"""

import json
import re
import unicodedata
from importlib import import_module
from typing import Any

import manimgx_fonts
import manimgx_fonts_cjk
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
NOTICE = "public/decision_pdf.typ"
FONTS = [manimgx_fonts.__path__[0], manimgx_fonts_cjk.__path__[0]]
MOST_TRIES = 6
UNTITLED = "Without a title"

# What Word's fonts Symbol and Wingdings mean by a place that Unicode leaves to everybody.
MEANINGS = {
    **dict.fromkeys("\uf0b7\uf06c\uf0a0\uf09f\uf077\uf073", "•"),
    **dict.fromkeys("\uf0a7\uf06e\uf0a8\uf0b2\uf071\uf06f\uf072", "▪"),
    **dict.fromkeys("\uf0d8\uf0e0\uf0e8\uf0f0\uf0ae", "→"),
    **dict.fromkeys("\uf0fc\uf0d6\uf0fe", "✓"),
    **dict.fromkeys("\uf0fb\uf0fd", "✗"),
    **dict.fromkeys("\uf076\uf075", "❖"),
    **dict.fromkeys("\uf02d\uf0be", "–"),
    **dict.fromkeys("\uf020", " "),
    "\uf04a": "☺",
    "\uf028": "☎",
    "\uf02a": "✉",
    "\uf0a3": "≤",
    "\uf0b3": "≥",
    "\uf0b4": "×",
    "\uf0b1": "±",
    "\uf0b0": "°",
    # What only tells how the character before it is drawn.
    **dict.fromkeys("\ufe0e\ufe0f\u20e3", ""),
}
# "the text `"\u{e000}"` could not be displayed", as the typesetter says it of each text.
NOT_DISPLAYED = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
ESCAPE = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
PLAIN = re.compile(r"[\n -~£–—‘’“”•…€]")


def typesetter() -> Any:
    """Read with the first PDF, which saves 7 MB in each server that sets none."""
    return import_module("typst")


class Meant(dict[int, str]):
    """A translation of characters whose place says nothing: by their meaning, or marked. A font may well have a glyph
    there, and it would be another one than people saw."""

    def __missing__(self, code: int) -> str:
        match unicodedata.category(chr(code)):
            case "Co" | "Cn":
                return mark(chr(code))
            case "Cc" if chr(code) != "\n":
                return ""
        return chr(code)


def typeset(contents: dict[str, Any], *, timestamp: int, template: str = NOTICE) -> bytes:
    """The contents of a notice, or of what another template sets, as PDF. The same bytes each time: no font of the
    machine is used."""
    contents = titled(replaced(contents, Meant(str.maketrans(MEANINGS))))
    missing: set[str] = set()
    for _ in range(MOST_TRIES):
        try:
            return compiled(contents, timestamp, template)
        except typesetter().TypstError as refusal:
            found = {each for each in characters_of(refusal) if not PLAIN.match(each)}
            if found <= missing:
                break
            missing |= found
            contents = replaced(contents, marks(found))
    return compiled(replaced(contents, EverythingElse()), timestamp, template)


def compiled(contents: dict[str, Any], timestamp: int, template: str) -> bytes:
    made: bytes = typesetter().compile(
        TEMPLATES / template,
        sys_inputs={"notice": json.dumps(contents)},
        font_paths=FONTS,
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=timestamp,
    )
    return made


def characters_of(refusal: Any) -> set[str]:
    """The characters that no font can show, as the typesetter names them."""
    texts = NOT_DISPLAYED.findall(refusal.diagnostic)
    return {each for text in texts for each in ESCAPE.sub(lambda code: chr(int(code[1], 16)), text)}


class EverythingElse(dict[int, str]):
    """A translation that leaves plain characters, and marks all others."""

    def __missing__(self, code: int) -> str:
        return chr(code) if PLAIN.match(chr(code)) else mark(chr(code))


def titled(thing: Any) -> Any:
    """The same structure, in which no title is empty: a heading of nothing is refused."""
    if isinstance(thing, list):
        return [titled(each) for each in thing]
    if not isinstance(thing, dict):
        return thing
    kept = {key: titled(value) for key, value in thing.items()}
    return kept | {"title": UNTITLED} if not kept.get("title", UNTITLED).strip() else kept


def marks(characters: set[str]) -> dict[int, str]:
    return {ord(each): mark(each) for each in characters}


def mark(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def replaced(thing: Any, translation: dict[int, str]) -> Any:
    """The same structure, with every text in it translated."""
    if isinstance(thing, str):
        return thing.translate(translation)
    if isinstance(thing, dict):
        return {key: replaced(value, translation) for key, value in thing.items()}
    return [replaced(each, translation) for each in thing] if isinstance(thing, list | tuple) else thing
