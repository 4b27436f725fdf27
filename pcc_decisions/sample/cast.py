"""The people of the sample, and the recipients that are invented for it. Everybody is <name>@example.org."""

from datetime import datetime
from functools import cache

from django.utils.text import slugify

from grants.actions import add_membership, add_person, change_password, keep_reference
from grants.models import Organisation, Partnership, Role, User

# Name, role, and the district of a partnership's lead. Ann comes first: she gives the others their roles.
CAST = (
    ("Ann", Role.ADMINISTRATOR, ""),
    ("Olu", Role.OFFICER, ""),
    ("Oma", Role.OFFICER, ""),
    ("Ada", Role.APPROVER, ""),
    ("Abe", Role.APPROVER, ""),
    ("Mo", Role.LEAD, "manchester"),
    ("Sal", Role.LEAD, "salford"),
)

MENTORING = "Example Mentoring Charity"
RECOVERY = "Example Recovery Charity"
SPORTS = "Example Community Sports Club"
RESIDENTS = "Example Residents' Group"
ALLOTMENTS = "Example Allotment Society"
SOMEBODY = "Example volunteer"
INVENTED = (
    (MENTORING, Organisation.Kind.CHARITY),
    (RECOVERY, Organisation.Kind.CHARITY),
    (SPORTS, Organisation.Kind.CHARITY),
    (RESIDENTS, Organisation.Kind.CHARITY),
    (ALLOTMENTS, Organisation.Kind.CHARITY),
    (SOMEBODY, Organisation.Kind.INDIVIDUAL),
)


def email(name: str) -> str:
    return f"{name.lower()}@example.org"


@cache
def person(name: str) -> User:
    """Remembered, with her roles, for as long as one loading of the sample takes."""
    return User.objects.get(email=email(name))


def add_cast(*, at: datetime) -> None:
    by: User | None = None
    for name, role, district in CAST:
        added = add_person(email=email(name), name=name, by=by, at=at)
        add_membership(added, role, by=by, partnership=Partnership.objects.filter(slug=district).first(), at=at)
        by = by or added


def add_recipients(*, at: datetime) -> None:
    for name, kind in INVENTED:
        values = {"name": name, "slug": slugify(name), "kind": kind}
        keep_reference(Organisation(), values, by=person("ann"), at=at)


def keep_password(password: str) -> None:
    """Let the whole cast sign in with this password, where it is a new one."""
    cast = User.objects.filter(email__in=[email(name) for name, _, _ in CAST])
    first = cast.first()
    if first and not first.check_password(password):
        for member in cast:
            change_password(member, password, by=None)
