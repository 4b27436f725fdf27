"""The people of the sample, and the recipients that are invented for it. Everybody is <name>@example.org."""

import tomllib
from datetime import datetime
from functools import cache

from django.utils.text import slugify

from grants.actions.office_data import add_membership, add_person, change_password, save_office_data
from grants.models import Membership, Organisation, Partnership, User
from pcc_decisions.sample.data import FOLDER

FILE = tomllib.loads((FOLDER / "people.toml").read_text())
PEOPLE: list[dict[str, str]] = FILE["people"]
RECIPIENTS: list[dict[str, str]] = FILE["recipients"]


def email(name: str) -> str:
    return f"{name.lower()}@example.org"


@cache
def person(name: str) -> User:
    """Cached, with their roles, while the sample is loaded."""
    return User.objects.get(email=email(name))


def add_people(*, at: datetime) -> None:
    """Add everybody. The first of them, an administrator, gives the others their roles."""
    by: User | None = None
    for each in PEOPLE:
        added = add_person(email=email(each["name"]), name=each["name"], by=by, at=at)
        partnership = Partnership.objects.filter(slug=each.get("district")).first()
        alone = None if each["role"] in Membership.TAKES_TWO else by  # the sample has one administrator
        add_membership(added, each["role"], by=alone, partnership=partnership, at=at)
        by = by or added


def add_recipients(*, by: User, at: datetime) -> None:
    for each in RECIPIENTS:
        save_office_data(Organisation(), each | {"slug": slugify(each["name"])}, by=by, at=at)


def set_password(password: str) -> None:
    """Let everybody sign in with this password, where it is a new one."""
    people = User.objects.filter(email__in=[email(each["name"]) for each in PEOPLE])
    first = people.first()
    if first and not first.check_password(password):
        for each in people:
            change_password(each, password, by=None)
