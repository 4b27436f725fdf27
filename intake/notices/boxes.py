"""Boxes of a form: what is ticked is what the form says; the choices that are not ticked are only of the form."""

import re
from collections.abc import Iterable
from itertools import pairwise

TICKED = "☒"
_BOX = re.compile(r"(?P<ticked>[☒☑✓✔✅]|\[[xX✓✔]\])|[☐□▢]|\[ ?\]")
_OTHER = re.compile(r"(?P<choice>Other\b[^:]{0,40}:) (?=\S)")  # its value is what was written behind it


def has_ticked(lines: Iterable[str]) -> bool:
    """Whether any box is ticked; in other texts boxes are mere bullets."""
    return any(match["ticked"] for line in lines for match in _BOX.finditer(line))


def ticked(line: str) -> tuple[str, str]:
    """The line with what is ticked in it alone, and the words of its other choices. Boxes stand before their choices,
    or behind them; a line that is one ticked choice keeps its box, as an item of a list."""
    boxes = list(_BOX.finditer(line))
    if not boxes:
        return line, ""
    is_last = boxes[-1].end() == len(line)
    lead = line[: boxes[0].start()].rstrip(" \t" if is_last else " ")
    label = re.match(r".*[:?\t]", lead)
    beside = lead[label.end() :].strip() if label else lead
    is_behind = bool(beside) and (bool(label) or is_last)
    ends = [each.end() for each in boxes]
    if is_behind:
        head = label[0] if label else ""
        spans = pairwise([len(head), *ends])
        words, rest = [_BOX.sub("", line[start:end]) for start, end in spans], line[ends[-1] :]
    else:
        head, rest = lead, ""
        words = [line[a:b] for a, b in zip(ends, [*(each.start() for each in boxes[1:]), len(line)], strict=True)]
    choices = [(each.strip(" \t;,"), box["ticked"]) for each, box in zip(words, boxes, strict=True)]
    chosen = [_OTHER.sub("", words) for words, is_ticked in choices if is_ticked]
    others = [words for words, is_ticked in choices if not is_ticked]
    others += [match["choice"] for words, is_ticked in choices if is_ticked and (match := _OTHER.match(words))]
    box = f"{TICKED} " if len(boxes) == 1 and not head and not is_behind and chosen else ""
    gap = "" if head.endswith("\t") else " "
    return f"{head}{gap}{box}{'; '.join(chosen)}".strip(), " ".join([*others, rest.strip()]).strip()


def without_box(words: str) -> str:
    return words.removeprefix(TICKED).strip()
