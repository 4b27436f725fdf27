"""The legal power that is written in a notice or in a register."""

import re

from grants.models import Decision

_SECTION = r"(?:section|sec|s)\.?\s?{number}(?:\s?\(\w{{1,3}}\))*"
_WRITTEN = {
    Decision.LegalPower.PRSRA_9: ("9", r"Police Reform and Social Responsibility Act(?: 2011)?"),
    Decision.LegalPower.ASBCPA_143: ("143", r"Anti-?social Behaviour,? Crime and Policing Act(?: 2014)?"),
}
_PATTERNS = [
    (power, re.compile(rf"(?:{section}(?:,? (?:of )?(?:the )?{act})?|(?:the )?{act},? {section})\.?", re.IGNORECASE))
    for power, (number, act) in _WRITTEN.items()
    for section in (_SECTION.format(number=number),)
]


def legal_power_of(written: str) -> dict[str, str]:
    """The fields of the legal power: one that the office knows, or else another power with its words; neither of
    nothing."""
    words = " ".join(written.split())
    power = next((power for power, pattern in _PATTERNS if pattern.fullmatch(words)), None)
    other = {"legal_power": Decision.LegalPower.OTHER if words else "", "legal_power_other": words}
    return {"legal_power": power, "legal_power_other": ""} if power else other
