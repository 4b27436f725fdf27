"""What users of the 360Giving standard find wrong with a grant, in the three steps of its public quality tool: critical
(tools cannot use it), accuracy (it can hardly be right), usefulness (it could say more).

A rule is asked of one grant after another, so that any number of them can be checked.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices

from grants.identifiers import SCHEMES, fault_of

Grant = Mapping[str, Any]
Wrong = Callable[[Grant], bool]

FUNDER, RECIPIENT, INDIVIDUAL = "fundingOrganization", "recipientOrganization", "recipientIndividual"
REQUIRED = ("id", "title", "description", "currency", "amountAwarded", "awardDate", FUNDER)
MAX_TITLE = 140
YEARS_AHEAD, YEARS_BACK = 12, 25
OWN_SCHEME = "360G-"
EMAIL = re.compile(r"[\w.-]+@[\w-]+\.[\w.-]+")
POSTCODE = re.compile(r"\s*[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\s*", re.IGNORECASE)


class Step(TextChoices):
    CRITICAL = "critical", "Critical"
    ACCURACY = "accuracy", "Accuracy"
    USEFULNESS = "usefulness", "Usefulness"


@dataclass(frozen=True)
class Rule:
    """`sentence` ends "3 of 40 grants …", said of those with which something is wrong."""

    step: Step
    sentence: str
    wrong: Wrong


def rules(prefix: str, today: date) -> list[Rule]:
    """All of them, to be asked of the grants of one publisher, who has this prefix, on this day."""
    steps = {Step.CRITICAL: critical(prefix), Step.ACCURACY: accuracy(today), Step.USEFULNESS: usefulness()}
    return [Rule(step, sentence, wrong) for step, each in steps.items() for sentence, wrong in each.items()]


def critical(prefix: str) -> dict[str, Wrong]:
    return {
        "lack a field that the standard requires": lambda grant: not all(map(grant.get, REQUIRED)),
        "have no recipient, or an organisation and an individual": lambda grant: (
            (RECIPIENT in grant) == (INDIVIDUAL in grant)
        ),
        "have an id that an earlier grant has": Repeated(),
        "have an id that does not begin with the publisher’s prefix": lambda grant: (
            not id_of(grant).startswith(f"{prefix}-")
        ),
    }


def accuracy(today: date) -> dict[str, Wrong]:
    first = today.replace(day=1)
    ahead, back = first.replace(year=first.year + YEARS_AHEAD), first.replace(year=first.year - YEARS_BACK)
    return {
        "are of £0 or less": lambda grant: grant.get("amountAwarded", 1) <= 0,
        "have a date that does not exist": lambda grant: None in days(grant),
        "were awarded in the future": lambda grant: (day(grant.get("awardDate")) or today) > today,
        "are planned to end before they start": ends_before_it_starts,
        f"have a date more than {YEARS_AHEAD} years ahead": lambda grant: any(each > ahead for each in known(grant)),
        f"have a date more than {YEARS_BACK} years ago": lambda grant: any(each < back for each in known(grant)),
        "name a funder by a register that is not known here": lambda grant: of_unknown_register(grant, FUNDER),
        "name a recipient by a register that is not known here": lambda grant: of_unknown_register(grant, RECIPIENT),
        "have an identifier that its register cannot have given": has_impossible_identifier,
        "have an id with a space, a line break or a slash": has_unsafe_id,
        "have another funder than the first grant": Differing(lambda grant: tuple(identifiers(grant, FUNDER))),
        "hold what looks like an e-mail address": lambda grant: any(map(EMAIL.search, texts(grant))),
        "are to an individual, with a postcode or a project": gives_an_individual_away,
    }


def usefulness() -> dict[str, Wrong]:
    return {
        "name the recipient by a number of the publisher’s own": lambda grant: has_own_number(grant, RECIPIENT),
        "name the funder by a number of the publisher’s own": lambda grant: has_own_number(grant, FUNDER),
        "give no charity or company number of the recipient": lambda grant: lacks(
            grant, ("charityNumber", "companyNumber")
        ),
        "do not say where the recipient is": lambda grant: lacks(grant, ("postalCode", "location")),
        "do not say where the money helps": lambda grant: not grant.get("beneficiaryLocation"),
        "name no grant programme": lambda grant: not grant.get("grantProgramme"),
        "have no planned dates and no duration": lacks_duration,
        "have the title as their description": lambda grant: grant.get("title") == grant.get("description"),
        f"have a title of more than {MAX_TITLE} characters": lambda grant: len(grant.get("title", "")) > MAX_TITLE,
        "do not say when they were last modified": lambda grant: not grant.get("dateModified"),
        "do not say where the data comes from": lambda grant: not grant.get("dataSource"),
        "are to an individual, without a code for the reason": lambda grant: (
            INDIVIDUAL in grant and not grant.get("toIndividualsDetails")
        ),
    }


class Repeated:
    """Whether a grant asked about before had the same id."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def __call__(self, grant: Grant) -> bool:
        before = len(self.seen)
        self.seen.add(id_of(grant))
        return len(self.seen) == before


class Differing:
    """Whether something of a grant is not as it is of the first that was asked about."""

    def __init__(self, of: Callable[[Grant], Hashable]) -> None:
        self.of = of
        self.first: list[Hashable] = []

    def __call__(self, grant: Grant) -> bool:
        value = self.of(grant)
        self.first = self.first or [value]
        return value != self.first[0]


def id_of(grant: Grant) -> str:
    return str(grant.get("id", ""))


def identifiers(grant: Grant, role: str) -> list[str]:
    return [str(each.get("id", "")) for each in grant.get(role, ())]


def of_unknown_register(grant: Grant, role: str) -> bool:
    """Not of a register in org-id.guide whose numbers are known here, nor the publisher's own."""
    register = (OWN_SCHEME, *(f"{scheme}-" for scheme in SCHEMES))
    return any(not each.startswith(register) for each in identifiers(grant, role))


def has_impossible_identifier(grant: Grant) -> bool:
    given = [*identifiers(grant, FUNDER), *identifiers(grant, RECIPIENT)]
    return any(not each.startswith(OWN_SCHEME) and bool(fault_of(each, "")) for each in given)


def has_own_number(grant: Grant, role: str) -> bool:
    return any(each.startswith(OWN_SCHEME) for each in identifiers(grant, role))


def has_unsafe_id(grant: Grant) -> bool:
    ids = (id_of(grant), *identifiers(grant, FUNDER), *identifiers(grant, RECIPIENT))
    return any(re.search(r"[\s/]", each) for each in ids)


def lacks(grant: Grant, names: tuple[str, ...]) -> bool:
    """A recipient, if it is an organisation, has none of these fields."""
    return any(not any(map(each.get, names)) for each in grant.get(RECIPIENT, ()))


def lacks_duration(grant: Grant) -> bool:
    planned = grant.get("plannedDates") or [{}]
    return not all(each.get("duration") or (each.get("startDate") and each.get("endDate")) for each in planned)


def gives_an_individual_away(grant: Grant) -> bool:
    codes = (place.get("geoCode", "") for place in grant.get("beneficiaryLocation", ()))
    return INDIVIDUAL in grant and ("project" in grant or any(map(POSTCODE.fullmatch, codes)))


def ends_before_it_starts(grant: Grant) -> bool:
    pairs = ((day(each.get("startDate")), day(each.get("endDate"))) for each in grant.get("plannedDates", ()))
    return any(start and end and start > end for start, end in pairs)


def day(written: str | None) -> date | None:
    """The day of a date, or of a moment; None where there is none such."""
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None


def days(grant: Grant) -> Iterator[date | None]:
    """Each that the grant gives: of the award, and those planned."""
    planned = (each.get(name) for each in grant.get("plannedDates", ()) for name in ("startDate", "endDate"))
    return (day(written) for written in (grant.get("awardDate"), *planned) if written)


def known(grant: Grant) -> Iterator[date]:
    return (each for each in days(grant) if each)


def texts(value: Any) -> Iterator[str]:
    """Every text in a grant, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
