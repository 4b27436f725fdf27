"""Who runs this register: the words that differ from office to office, read from the environment.

Nothing in the code says "PCC" or "Deputy Mayor": those offices end in May 2028 and the register goes on.
"""

import os
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Office:
    """The local policing body as its pages name it. Each field is set by `PCC_OFFICE_<FIELD>`."""

    name: str = "Greater Manchester policing decisions"
    short_label: str = "GM policing decisions"
    area: str = "Greater Manchester"
    body: str = "Greater Manchester Combined Authority"
    policing_body: str = "the Mayor of Greater Manchester"
    contact_email: str = "decisions@example.org"
    reference_prefix: str = "GM"
    # For the 360Giving data (domain §11): the body's own organisation identifier, and the prefix that 360Giving gives a
    # publisher. Until an office sets its own, they say that they are examples.
    organisation_id: str = "360G-example-ORG:office"
    giving_prefix: str = "360G-example"


def from_environment() -> Office:
    """The office as the environment names it; what is not set keeps the words of the first office."""
    given = {field.name: os.environ.get(f"PCC_OFFICE_{field.name.upper()}") for field in fields(Office)}
    return Office(**{name: value for name, value in given.items() if value})
