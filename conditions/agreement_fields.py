"""The fields that the text of an agreement may name, in double braces, and what each of them says."""

import re
from difflib import get_close_matches

from django.core.exceptions import ValidationError

FIELDS = {
    "recipient": "who is paid",
    "office": "the office, as a body",
    "reference": "the reference of the decision",
    "title": "the title of the decision",
    "purpose": "what the money is for, as published",
    "decided": "the day of the decision",
    "makers": "who took the decision",
    "power": "the legal power",
    "amount": "the sum of the awards, as it stands on the day of writing",
    "streams": "the funding streams that the money comes from",
    "years": "the financial years of the money",
    "address": "the address of the public page of the decision",
    "today": "the day on which the agreement is written",
}
# Each is a part of its own, so it stands alone on its line.
PARTS = {
    "awards": "a table of the awards",
    "changes": "a table of the awards of earlier decisions that a variation changes",
    "conditions": "the conditions, with when they fall due",
    "payments": "a table of the payments due",
    "signatures": "places to sign, for both sides",
}
FIELD = re.compile(r"\{\{\s*(.*?)\s*\}\}")
BRACES = re.compile(r"\{\{|\}\}")


def refuse_unknown_fields(text: str) -> None:
    """ValidationError with a sentence for each field that nobody can fill, and for braces that stand alone."""
    faults = [fault for line in text.splitlines() for fault in faults_of(line)]
    if faults:
        raise ValidationError(list(dict.fromkeys(faults)))


def faults_of(line: str) -> list[str]:
    named = FIELD.findall(line)
    faults = [unknown(name) for name in named if name not in {*FIELDS, *PARTS}]
    faults += [
        f"Put {{{{{name}}}}} on a line of its own: it is {PARTS[name]}."
        for name in named
        if name in PARTS and FIELD.sub("", line, count=1).strip()
    ]
    if BRACES.search(FIELD.sub("", line)):
        faults.append(f"Write each field between two opening and two closing braces: “{line.strip()}”.")
    return faults


def unknown(name: str) -> str:
    near = get_close_matches(name.lower(), [*FIELDS, *PARTS], n=1)
    hint = f" Did you mean {{{{{near[0]}}}}}?" if near else f" There are {', '.join([*FIELDS, *PARTS])}."
    return f"There is no field {{{{{name}}}}}.{hint}"
