"""Loading the office's data to start with (domain §5, §10, §14): partnerships, streams, plans and the lists to choose
from, out of the plain files of an office pack.

They are the office's from then on. Loading adds what is missing, and never changes or brings back what the office has
edited or taken out of a list.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.utils.text import slugify

from grants.models import (
    Allocation,
    FundingStream,
    Organisation,
    Partnership,
    Plan,
    PlanKind,
    Post,
    Principle,
    Priority,
    SocTheme,
    StandardMeasure,
)
from grants.years import FinancialYear

Row = TypeVar("Row", bound=models.Model)
Entry = dict[str, Any]  # one table of a file

PACK = Path(__file__).parent / "office_pack" / "greater_manchester.toml"

LOADED = (
    Organisation,
    Partnership,
    FundingStream,
    Allocation,
    Plan,
    Priority,
    Principle,
    SocTheme,
    Post,
    StandardMeasure,
)


@transaction.atomic
def load() -> Counter[type[models.Model]]:
    """Add what is missing; gives how many rows of each model were added. Not written in the diary: nobody did it."""
    lock_table()
    before = row_counts()
    pack = read_pack(PACK)
    counted = pack.get("population", {"districts": {}})
    for entry in pack["partnerships"]:
        load_partnership(**entry, **population_of(entry["district"], counted))
    for entry in pack["streams"]:
        load_stream(**entry)
    for entry in pack["plans"]:
        load_plan(**entry)
    load_lists(pack)
    return row_counts() - before


def read_pack(file: Path) -> Entry:
    """The tables of a file, with pounds as Decimal."""
    return tomllib.loads(file.read_text(), parse_float=Decimal)


def lock_table() -> None:
    """Let a second load wait for the first to end, so that both do not add the same row."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE grants_partnership IN SHARE ROW EXCLUSIVE MODE")


def row_counts() -> Counter[type[models.Model]]:
    return Counter({model: models.QuerySet(model).count() for model in LOADED})


def load_partnership(*, district: str, gss_code: str, accountable_body: str, identifier: str, **values: Any) -> None:
    body = get_or_add(
        Organisation.objects,
        keys=("identifier", "slug", "name"),
        identifier=identifier,
        slug=slugify(accountable_body),
        name=accountable_body,
        kind=Organisation.Kind.COUNCIL,
    )
    get_or_add(
        Partnership.objects,
        keys=("gss_code", "slug", "district", "name"),
        gss_code=gss_code,
        slug=slugify(district),
        district=district,
        name=f"{district} Community Safety Partnership",
        accountable_body=body,
        **values,
    )


def population_of(district: str, counted: Entry) -> Entry:
    """How many people a district has, who counted them and when, as columns; nothing where the pack does not say."""
    if district not in counted["districts"]:
        return {}
    return {
        "population": counted["districts"][district],
        "population_source": counted["source"],
        "population_on": counted["day"],
    }


def load_stream(*, name: str, allocation: Entry | None = None, **values: Any) -> None:
    """A year with an allocation is left alone: the office may have split it by release, and must not have it twice."""
    stream = get_or_add(FundingStream.objects, keys=("slug", "name"), slug=slugify(name), name=name, **values)
    if allocation:
        year = FinancialYear.parse(allocation["year"])
        if not stream.allocations.filter(year=year).exists():
            stream.allocations.create(**{**allocation, "year": year})


def load_plan(
    *, priorities: list[str], themes: Iterable[str] = (), district: str = "", slug: str, name: str, **dates: Any
) -> None:
    """A plan of the office, or of the partnership of a district."""
    owner = Partnership.objects.filter(district=district).first()
    kind = PlanKind.STRATEGY if owner else PlanKind.POLICE_AND_CRIME
    plan = get_or_add(Plan.objects, keys=("slug", "name"), slug=slug, name=name, partnership=owner, kind=kind, **dates)
    rows = (
        Priority(plan=plan, position=position, name=each, slug=slugify(each), is_theme=each in themes)
        for position, each in enumerate((*priorities, *themes), start=1)
    )
    fill(plan.priorities, rows)


def load_lists(pack: Entry) -> None:
    fill(Principle.objects, (Principle(name=name, position=n) for n, name in enumerate(pack["principles"], start=1)))
    fill(SocTheme.objects, (SocTheme(name=name) for name in pack["soc_themes"]))
    fill(
        StandardMeasure.objects,
        (StandardMeasure(slug=slugify(entry["name"]), **entry) for entry in pack["standard_measures"]),
    )
    for title in pack["posts"]:
        get_or_add(Post.objects, keys=("slug", "title"), slug=slugify(title), title=title, is_limit_known=False)


def get_or_add(rows: models.Manager[Row], *, keys: Iterable[str], **values: Any) -> Row:
    """The row that one of its unique `keys` finds, as the office has it now; or else a new one."""
    found = (rows.filter(**{f"{key}__iexact": values[key]}).first() for key in keys)
    return next(filter(None, found), None) or rows.create(**values)


def fill(rows: models.Manager[Row], new: Iterable[Row]) -> None:
    """Put a list in place whole, and only where there is none: a renamed row of it looks like a missing one."""
    if not rows.exists():
        rows.bulk_create(new)
