"""Looking through a paper in a process of its own, which may take so much time and memory and no more."""

import json
import sys
from typing import IO

from grants.apart import limit, run_apart
from grants.paper_contents.cleaning import without_properties
from grants.paper_contents.hidden import HiddenContent
from grants.paper_contents.looking import PLAIN, hidden_contents

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
    answer = run_apart(__name__, task, kind, content=content.read(), seconds=MOST_SECONDS)
    content.seek(0)
    return answer


def main(task: str, kind: str) -> None:
    limit(seconds=MOST_SECONDS, memory=MOST_MEMORY)
    data = sys.stdin.buffer.read()
    if task == "look":
        found = [each.__dict__ for each in hidden_contents(kind, data)]
        sys.stdout.buffer.write(json.dumps(found).encode())
    else:
        sys.stdout.buffer.write(without_properties(kind, data))


if __name__ == "__main__":
    main(*sys.argv[1:])
