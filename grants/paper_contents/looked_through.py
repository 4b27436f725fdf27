"""The program that looks through a paper, or cleans it, in a process of its own (apart.py). It alone reads the
libraries for PDF, pictures and office documents, which a server would hold for nothing."""

import json
import sys

from grants.apart import limit
from grants.paper_contents.apart import MOST_MEMORY, MOST_SECONDS
from grants.paper_contents.cleaning import without_properties
from grants.paper_contents.looking import hidden_contents


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
