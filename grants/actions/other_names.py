"""What else things are called: kept by officers, so that the same name is asked about once."""

from datetime import datetime

from django.db import transaction

from grants.actions.diary import record
from grants.models import OtherName, User
from grants.models.other_names import KIND_OF, Named
from grants.refused import Refused


@transaction.atomic
def add_other_name(thing: Named, name: str, *, by: User, at: datetime | None = None) -> OtherName:
    """Let an organisation, partnership, stream or post be known by another name too; once, however often it is said.

    Refused for anybody who does not work in the office.
    """
    require_office(by)
    name, kind = " ".join(name.split()), KIND_OF[type(thing)]
    if known := OtherName.objects.filter(name__iexact=name, **{kind: thing}).first():
        return known
    other = OtherName.objects.create(name=name, **{kind: thing})
    record("added a name", thing, by=by, at=at, changes={"Also known as": ["", name]})
    return other


@transaction.atomic
def remove_other_name(other: OtherName, *, by: User, at: datetime | None = None) -> None:
    """From now on nothing is known by this name."""
    require_office(by)
    if other.thing is not None:
        record("removed a name", other.thing, by=by, at=at, changes={"Also known as": [other.name, ""]})
    other.delete()


def require_office(by: User) -> None:
    if not by.works_in_office:
        raise Refused("Only people who work in the office may do this.")
