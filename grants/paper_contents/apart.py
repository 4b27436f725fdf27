"""Looking through a paper in a process of its own, which may take so much time and memory and no more."""

import json
from typing import IO

from grants.apart import run_apart
from grants.paper_contents.hidden import PLAIN, HiddenContent

PROGRAM = "grants.paper_contents.looked_through"
MOST_SECONDS = 45
MOST_MEMORY = 2 * 1024**3
NOT_DONE = (
    "The file takes too long to look through, or is damaged. Save it again, or in parts, and choose the new file."
)


def look_apart(kind: str, content: IO[bytes]) -> list[HiddenContent]:
    """What a paper holds and does not show. A file that exhausts the limits, or the program that reads it, says so."""
    if kind in PLAIN:  # no need for a process
        return []
    answer = in_a_process("look", kind, content)
    if answer is None:
        return [HiddenContent(NOT_DONE, must_be_replaced=True)]
    return [HiddenContent(**each) for each in json.loads(answer)]


def clean_apart(kind: str, content: IO[bytes]) -> bytes | None:
    """The paper without its properties; nothing where that cannot be done."""
    return in_a_process("clean", kind, content) or None


def in_a_process(task: str, kind: str, content: IO[bytes]) -> bytes | None:
    content.seek(0)
    answer = run_apart(PROGRAM, task, kind, content=content.read(), seconds=MOST_SECONDS)
    content.seek(0)
    return answer
