"""The bodies that notices are of, as a line names them."""

import re

from .layouts import plain

MOST_OF_BODY = 150
_COMMISSIONER = r"(?i:Police(?:,? Fire)?(?: &| and) Crime Commissioner|O?PF?CC)"
_BODY = re.compile(
    rf"(?:(?i:office of (?:the )?))?(?P<name>{_COMMISSIONER} (?i:for)"
    r" (?:[A-Z][\w’'-]+(?: (?=[A-Z])| and (?=[A-Z])|\b)){1,4}"
    rf"|(?<!\w)(?!(?i:the |of |deputy |office of ))(?:[A-Z][\w’'&-]+ ){{1,4}}(?:{_COMMISSIONER}|(?i:Combined Authority)"
    r"|(?:County |Borough |City |District )?Council|Constabulary|(?i:(?:Justice|Police|Safety) Board)"
    r"|Fire(?: and Rescue)? Authority)\b)"
)
_OF_ANOTHER = re.compile(r"\b(?:to|with|for|from|by)(?: the)? $")
"""What stands before a body that a decision concerns, and whose notice it is not."""


def body_in(line: str) -> str:
    """The body that a line of the top of a page names; a sentence is no such line."""
    found = _BODY.search(line) if len(line) <= MOST_OF_BODY and not line.endswith(".") and "£" not in line else None
    return found["name"] if found and not _OF_ANOTHER.search(line[: found.start()]) else ""


def names_body(text: str) -> bool:
    """Whether a line says whose notice it is, and nothing else."""
    return plain(text).removeprefix("office of the ").removeprefix("the ") == plain(body_in(text)) != ""
