"""A signature that no label announces: who signed, the post and the day below the last words of a notice."""

import re
from dataclasses import replace

from .blocks import Block
from .layouts import Target
from .makers import is_person, looks_like_post
from .pages import Line
from .values import whole_date

_SIGNED = re.compile(r"Signed(?: by (?:me|us))?,?")


def signed(blocks: list[Block]) -> list[Block]:
    """The blocks, with the post and the day below the last one under "Signed", where no label is of either."""
    fields = {target.field for block in blocks for target in block.targets}
    if not blocks or fields & {"decision_makers", "decided_on", "decided_at_meeting"}:
        return blocks
    *others, last = blocks
    stated = [line for line in last.lines if line.text]
    start = next((n for n in range(len(stated), 0, -1) if not _of_signature(stated[n - 1].text)), 0)
    closing = stated[start:]
    days = [line for line in closing if whole_date(line.text)]
    if len(days) != 1 or not any(looks_like_post(line.text) for line in closing):
        return blocks
    rest = tuple(line for line in last.lines if line.number < closing[0].number)
    return [*others, replace(last, lines=rest), *(_signed_line(line) for line in closing)]


def _of_signature(text: str) -> bool:
    is_named = looks_like_post(text) or is_person(text) or _SIGNED.fullmatch(text)
    return whole_date(text) is not None or (bool(is_named) and text[-1] not in ".:;")


def _signed_line(line: Line) -> Block:
    if _SIGNED.fullmatch(line.text):
        return Block(line.text, (Target("", "aside"),), (Line(line.number, ""),))
    target = Target("decided_on", "date") if whole_date(line.text) else Target("decision_makers", "signed")
    return Block("Signed", (target,), (line,))
