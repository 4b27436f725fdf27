"""Names of organisations as sentences write them."""

import re

_CAPITAL = r"(?:[A-Z][\w’'&/-]*\.?|[0-9]{1,3}(?:st|nd|rd|th)?[A-Za-z]*(?=\s[A-Z]))"
_ABBREVIATION = r"(?:\s\((?:the )?[A-Z][A-Za-z&]{1,9}\))"
NAME = (
    rf"(?:{_CAPITAL}(?:\s(?:&\s|\+\s|[-–]\s)?{_CAPITAL}|\s(?:of|and|for|in|on|at|de|the"
    rf"|y)(?:\sthe)?(?:\sof)?\s{_CAPITAL}|(?<=Blackburn)\swith\sDarwen){{0,12}}{_ABBREVIATION}?)"
)
"""A run of words with capitals, and the small words that names have between them."""

_ORGANISATION = re.compile(
    r"\b(?:Council|Partnership|CSP|Police|Trust|Charity|Limited|Ltd|CIC|CIO|Foundation|Association|Authority|University"
    r"|Services?|Centre|Society|Church|Academy|School|College|Group|Commissioner|Forum|Network"
    r"|Federation|Club|Union|MBC"
    r"|Constabulary|Cymru|Aid|Hub|Project|Agency|Alliance|Board|Department|Hospital|NHS|LLP|plc|Company|Consortium"
    r"|Pastors|Friends|Community|Borough|Mosque|Clinic|Institute|Campaign|Mind|YMCA|Coalition|Hall|Line|Scouts|Cadets"
    r"|Refuge|Shelter|Housing|Probation|Heddlu|Cyngor)\b"
)
_NO_RECIPIENT = re.compile(
    r"(?:Operation|Phase|Round|Year|Tranche|Part|Appendix|Annex|Table|Paragraph|Section|Schedule"
    r"|Total|Sub-?total|Grand|January"
    r"|February|March|April|May|June|July|August|September|October|November|December|Monday|Friday|FY"
    r"|Financial|This|That"
    r"|These|Those|It|They|We(?! Are [A-Z])|I|He|She|If|In|On|At|For|To|From|By|All|Each|Every|Both|No|Any|Up"
    r"|Funding|Payments?|Approval|Money"
    r"|Staff\w*|Equipment|Travel|Venue|Management|Overheads?|Evaluation|Contingency|Salar(?:y|ies)"
    r"|Capital|Revenue|Training"
    r"|Insurance|Rent|Materials|Marketing|Balance|Match|Cost|Costs|Budget|Fees?|Contribution|Awards?"
    r"|Grants?|One-off|Local)\b"
)
_MONTH = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
_NO_ENDING = re.compile(
    r"\b(?:Funds?|Reserves?|Budgets?|Programmes?|Schemes?|Plans?|Strateg(?:y|ies)|Grants?|Costs?"
    r"|Fees?|Pots?|Rounds?|Account"
    r"|Contributions?|Allocations?|Awards?|Salary|Salaries|Training|Staff|Equipment|Posts?|Mayor"
    r"|Treasurer|Director|Officer"
    r"|Chief Executive|D?PF?CC|OPF?CC|Commissioner|Violence|Crime|Initiatives?|Pilot|(?<!Rescue )Team)$"
)
_MANY = re.compile(
    r"\b(?:Councils|CSPs|Partnerships|Boroughs|Districts|Authorities|Charities|Organisations|Groups"
    r"|Providers|Partners|Forces)$"
)


def is_organisation(name: str) -> bool:
    """Whether a word of the name says that it is one of an organisation."""
    return _ORGANISATION.search(name) is not None


def is_recipient(name: str) -> bool:
    """Whether money can be for this name: no fund, month, post, line of a budget, or many at once."""
    bare = re.sub(r"\s\([^)]*\)$", "", name)
    enough = 1 if _MONTH.match(bare) else 2  # "March Council" is one, "Local Trust" is none
    is_named = is_organisation(bare) and len(bare.split()) > enough and not bare.startswith("Total")
    if _NO_RECIPIENT.match(bare) and not is_named:
        return False
    if _MANY.search(bare) or len(bare) < 2 or len(bare) > 150:
        return False
    return not _NO_ENDING.search(bare) and not names_several(bare)


def names_several(name: str) -> bool:
    """Whether "and" joins two names, each of them whole."""
    first, joined, second = name.partition(" and ")
    return bool(joined) and is_organisation(first) and is_organisation(second)


def tidy(name: str) -> str:
    """The name alone: no "the" before it, no mark after it."""
    name = re.sub(r"^(?:[Tt]he|[Tt]hat|[Tt]o)\s", "", name.strip(" ,;:–-"))
    return name.rstrip(".")


def list_of_names(text: str) -> list[str]:
    """The names in "A, B and C"; none where any part of it is no name."""
    text = re.sub(r",? (?:respectively|alike)$", "", text.strip(" .;:"))
    parts = [tidy(part) for part in re.split(r",\s(?:and\s)?|\sand\s(?:the\s)?", text)]
    pattern = re.compile(NAME)
    return parts if all(pattern.fullmatch(part) and is_recipient(part) for part in parts) else []
