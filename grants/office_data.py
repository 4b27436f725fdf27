"""The office's data to start with (domain §5, §10): partnerships, streams, plans and the lists to choose from.

They are the office's from then on. Loading adds what is missing, and never changes or brings back what the office has
edited or taken out of a list.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from django.db import connection, models, transaction
from django.utils.text import slugify

from grants.models import (
    Allocation,
    FundingStream,
    Organisation,
    Partnership,
    Plan,
    Post,
    Principle,
    Priority,
    SocTheme,
)
from grants.years import FinancialYear

Row = TypeVar("Row", bound=models.Model)

# District, its GSS code, accountable body, organisation identifier. The GSS codes of the partnerships are not known.
DISTRICTS = (
    ("Bolton", "E08000001", "Bolton Metropolitan Borough Council", "GB-LAE-BOL"),
    ("Bury", "E08000002", "Bury Metropolitan Borough Council", "GB-LAE-BUR"),
    ("Manchester", "E08000003", "Manchester City Council", "GB-LAE-MAN"),
    ("Oldham", "E08000004", "Oldham Metropolitan Borough Council", "GB-LAE-OLD"),
    ("Rochdale", "E08000005", "Rochdale Metropolitan Borough Council", "GB-LAE-RCH"),
    ("Salford", "E08000006", "Salford City Council", "GB-LAE-SLF"),
    ("Stockport", "E08000007", "Stockport Metropolitan Borough Council", "GB-LAE-SKP"),
    ("Tameside", "E08000008", "Tameside Metropolitan Borough Council", "GB-LAE-TAM"),
    ("Trafford", "E08000009", "Trafford Metropolitan Borough Council", "GB-LAE-TRF"),
    ("Wigan", "E08000010", "Wigan Metropolitan Borough Council", "GB-LAE-WGN"),
)

# The commissioning framework of 2015 to 2017. What is not stated stays empty.
FRAMEWORK_STREAMS: tuple[dict[str, Any], ...] = (
    {
        "name": "Justice and Rehabilitation",
        "source": "Ministry of Justice Financial Incentive Mechanism",
        "as_stated": "£7.6m, one-off (MoJ Financial Incentive Mechanism)",
        "restrictions": "Only for work that reduces offending. Commissioned jointly, through the Justice and "
        "Rehabilitation Executive Board.",
        "spend_by": FundingStream.SpendBy.NO_LIMIT,
    },
    {
        "name": "Victim Services Commissioning",
        "source": "Ministry of Justice",
        "as_stated": "£3.2m, ongoing, annual settlement (MoJ)",
        "restrictions": "Bound by the grant conditions and the framework of the Ministry of Justice.",
        "spend_by": FundingStream.SpendBy.YEAR_END,
    },
    {
        "name": "Community Safety Fund",
        "as_stated": "£2.8m 2016/17",
        "restrictions": "For community safety partnerships, paid through the ten councils. The sum follows the police "
        "grant settlement. Each partnership supplies its local plan and answers for the outcomes.",
    },
    {
        "name": "Community Crime Fund",
        "as_stated": "£2m 2016/17",
        "restrictions": "For schemes designed together with others that lower the demand on the police, make people "
        "and places more resilient, and can grow to cover Greater Manchester.",
    },
    {
        "name": "Youth Aspiration Fund",
        "as_stated": "£0.5m 2016/17",
        "restrictions": "For children and young people who are at risk of offending or of exploitation, or who have "
        "complex needs.",
    },
    {
        "name": "Commissioner's Neighbourhood Fund",
        "as_stated": "£0.4m 2016/17, in two releases",
        "cap_per_award": Decimal("1000.00"),
        "restrictions": "For stronger and safer neighbourhoods, and for neighbourliness.",
    },
    {
        "name": "Active Citizens' Fund",
        "as_stated": "£0.4m 2016/17, in two releases",
        "cap_per_award": Decimal("5000.00"),
        "restrictions": "For local volunteering.",
    },
)

# Decision notices name these; they say nothing about the streams themselves.
CURRENT_STREAMS = (
    "Community Safety Grant",
    "Voluntary and Community Sector Grant",
    "Hate Crime Grant",
    "Violence Reduction Unit",
    "Safer Streets Round 5",
    "MoJ Victims Grant",
    "Police Property Act Fund",
    "Challenger SOC hotspot fund",
)

STREAMS: tuple[dict[str, Any], ...] = (
    *({**stream, "is_current": False} for stream in FRAMEWORK_STREAMS),
    *({"name": name} for name in CURRENT_STREAMS),
)

TWO_RELEASES = "The year's money came in two releases. How it was split between them is not stated."
ALLOCATED_IN = FinancialYear(2016)
# Only sums stated for a financial year (domain §5): a one-off sum, or one without a year, is no allocation.
ALLOCATIONS = (
    ("Community Safety Fund", Decimal("2800000.00"), ""),
    ("Community Crime Fund", Decimal("2000000.00"), ""),
    ("Youth Aspiration Fund", Decimal("500000.00"), ""),
    ("Commissioner's Neighbourhood Fund", Decimal("400000.00"), TWO_RELEASES),
    ("Active Citizens' Fund", Decimal("400000.00"), TWO_RELEASES),
)


class PlanFacts(NamedTuple):
    name: str
    slug: str
    starts_on: date
    ends_on: date
    priorities: tuple[str, ...]
    themes: tuple[str, ...] = ()
    # Only for a partnership's own strategy.
    district: str = ""


# Where a plan gives years without days, "2022–25" is read as the three financial years that its money runs in.
YEARS_2022_TO_25 = (FinancialYear(2022).first_day, FinancialYear(2024).last_day)
PLANS = (
    PlanFacts(
        "Police and Crime Plan, Greater Manchester, May 2016 – December 2017",
        "police-and-crime-plan-2016-17",
        date(2016, 5, 1),
        date(2017, 12, 31),
        priorities=(
            "Tackling crime and anti-social behaviour",
            "Putting victims at the centre",
            "Protecting vulnerable people",
            "Dealing with terrorism, serious organised crime and maintaining public safety",
            "Investing in and delivering high quality policing services",
            "Building and strengthening partnerships",
        ),
    ),
    PlanFacts(
        "Greater Manchester Police and Crime Plan 2022–25, Standing Together",
        "standing-together-2022-25",
        *YEARS_2022_TO_25,
        priorities=(
            "Keeping people safe and supporting victims",
            "Reducing harm and offending",
            "Strengthening communities and places",
        ),
        themes=(
            "Tackling inequality and injustice in all its forms, including gender-based violence and abuse",
            "Delivering with victims, communities and partnerships",
        ),
    ),
    PlanFacts(
        "Manchester Community Safety Strategy 2022–25",
        "manchester-community-safety-strategy-2022-25",
        *YEARS_2022_TO_25,
        priorities=(
            "Tackling neighbourhood crime and antisocial behaviour",
            "Keeping children and young people safe",
            "Tackling serious harm and violence",
            "Tackling drug and alcohol driven crime",
            "Protecting communities through changing offender behaviour",
        ),
        district="Manchester",
    ),
)

PRINCIPLES = (
    "Driving change",
    "Understanding what works",
    "Prioritisation according to need",
    "Incentivising collaboration",
    "Focus on adding value",
    "Outcome based",
    "Alignment with partners",
    "Public value led",
    "Decommissioning, exit strategies and sustainability",
    "Transparency and accountability",
)

SOC_THEMES = (
    "county lines",
    "modern slavery and human trafficking",
    "organised immigration crime",
    "Western Balkan criminality",
    "firearms",
    "drugs",
    "homicide prevention",
)

POSTS = ("Director for Police, Crime, Criminal Justice and Fire",)

LOADED = (Organisation, Partnership, FundingStream, Allocation, Plan, Priority, Principle, SocTheme, Post)


@transaction.atomic
def load() -> Counter[type[models.Model]]:
    """Add what is missing; gives how many rows of each model were added. Not written in the diary: nobody did it."""
    lock_table()
    before = row_counts()
    partnerships = {district: load_partnership(district, *facts) for district, *facts in DISTRICTS}
    streams = {values["name"]: load_stream(values) for values in STREAMS}
    for name, amount, note in ALLOCATIONS:
        load_allocation(streams[name], amount, note)
    for plan in PLANS:
        load_plan(plan, partnerships.get(plan.district))
    load_lists()
    return row_counts() - before


def lock_table() -> None:
    """Let a second load wait for the first to end, so that both do not add the same row."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE grants_partnership IN SHARE ROW EXCLUSIVE MODE")


def row_counts() -> Counter[type[models.Model]]:
    return Counter({model: models.QuerySet(model).count() for model in LOADED})


def load_partnership(district: str, gss_code: str, council: str, identifier: str) -> Partnership:
    body = get_or_add(
        Organisation.objects,
        keys=("identifier", "slug", "name"),
        identifier=identifier,
        slug=slugify(council),
        name=council,
        kind=Organisation.Kind.COUNCIL,
    )
    return get_or_add(
        Partnership.objects,
        keys=("gss_code", "slug", "district", "name"),
        gss_code=gss_code,
        slug=slugify(district),
        district=district,
        name=f"{district} Community Safety Partnership",
        accountable_body=body,
    )


def load_stream(values: dict[str, Any]) -> FundingStream:
    return get_or_add(FundingStream.objects, keys=("slug", "name"), slug=slugify(values["name"]), **values)


def load_allocation(stream: FundingStream, amount: Decimal, note: str) -> None:
    """Leaves a year with an allocation alone: the office may have split it by release, and must not have it twice."""
    if not stream.allocations.filter(year=ALLOCATED_IN).exists():
        stream.allocations.create(year=ALLOCATED_IN, amount=amount, note=note)


def load_plan(facts: PlanFacts, owner: Partnership | None) -> None:
    plan = get_or_add(
        Plan.objects,
        keys=("slug", "name"),
        slug=facts.slug,
        name=facts.name,
        partnership=owner,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
    )
    priorities = (
        Priority(plan=plan, position=position, name=name, slug=slugify(name), is_theme=name in facts.themes)
        for position, name in enumerate((*facts.priorities, *facts.themes), start=1)
    )
    fill(plan.priorities, priorities)


def load_lists() -> None:
    fill(Principle.objects, (Principle(name=name, position=n) for n, name in enumerate(PRINCIPLES, start=1)))
    fill(SocTheme.objects, (SocTheme(name=name) for name in SOC_THEMES))
    for title in POSTS:
        get_or_add(Post.objects, keys=("slug", "title"), slug=slugify(title), title=title)


def get_or_add(rows: models.Manager[Row], *, keys: Iterable[str], **values: Any) -> Row:
    """The row that one of its unique `keys` finds, as the office has it now; or else a new one."""
    found = (rows.filter(**{f"{key}__iexact": values[key]}).first() for key in keys)
    return next(filter(None, found), None) or rows.create(**values)


def fill(rows: models.Manager[Row], new: Iterable[Row]) -> None:
    """Put a list in place whole, and only where there is none: a renamed row of it looks like a missing one."""
    if not rows.exists():
        rows.bulk_create(new)
