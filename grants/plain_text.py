"""Text as people can see it: what was typed or pasted, without the characters that hide in it.

Hidden characters break searches, make a line read differently from what it stores (UTS 39, UAX 9), or are refused
by PostgreSQL (the null character) and by XML.
"""

import re
import unicodedata

LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
ODD_SPACES = re.compile("[\t\xa0\u2007\u202f]")
EMOJI = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
EMOJI_JOINER = f"(?<=[{EMOJI}\ufe0f])\u200d(?=[{EMOJI}])"
HIDDEN = re.compile(
    f"(?!{EMOJI_JOINER})"
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # controls, all but the line feed
    "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # without width, or turning the direction
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"  # annotations, halves of characters, tags
)
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
FLOOD = re.compile(f"([{MARKS}]{{6}})[{MARKS}]+")  # no script writes so many on one letter; they cover the lines around
FLOOD_NAME = "marks piled on one letter"
NAMES = {"\x00": "null character", "\ufeff": "byte order mark"}


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """The visible text, and the plain names of what was taken out of it, each once, in order of appearance.

    Gives Unicode NFC with line feeds for line breaks and plain spaces for tabs and non-breaking spaces; these
    replacements change nothing that a reader sees and are not named. One hidden character stays: the zero width joiner
    between two emoji, which makes one picture of them. Of the marks on one letter six stay.
    """
    spaced = ODD_SPACES.sub(" ", LINE_BREAKS.sub("\n", text))
    names = dict.fromkeys(name_of(character) for character in HIDDEN.findall(spaced))
    composed = unicodedata.normalize("NFC", HIDDEN.sub("", spaced))
    visible, floods = FLOOD.subn(r"\1", composed)
    return visible, (*names, *([FLOOD_NAME] if floods else []))


def name_of(character: str) -> str:
    """What to call a hidden character, such as "right-to-left override"."""
    if character >= "\U000e0000":
        return "tag character"
    fallback = "control character" if unicodedata.category(character) == "Cc" else "broken character"
    return NAMES.get(character) or unicodedata.name(character, fallback).lower()
