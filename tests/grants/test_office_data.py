"""The office data: exact to the letter and the penny, and the office's own once it is loaded (domain §5, §10)."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Sum

from grants import office_data
from grants.models import (
    Allocation,
    Event,
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

pytestmark = pytest.mark.django_db
YEAR_2016 = FinancialYear(2016)


def load_office_data() -> str:
    """What the command prints."""
    printed = StringIO()
    call_command("load_office_data", stdout=printed)
    return printed.getvalue().strip()


@pytest.fixture
def loaded() -> None:
    office_data.load()


@pytest.mark.parametrize(
    ("slug", "name", "gss_code", "council", "identifier"),
    [
        ("bolton", "Bolton", "E08000001", "Bolton Metropolitan Borough Council", "GB-LAE-BOL"),
        ("bury", "Bury", "E08000002", "Bury Metropolitan Borough Council", "GB-LAE-BUR"),
        ("manchester", "Manchester", "E08000003", "Manchester City Council", "GB-LAE-MAN"),
        ("oldham", "Oldham", "E08000004", "Oldham Metropolitan Borough Council", "GB-LAE-OLD"),
        ("rochdale", "Rochdale", "E08000005", "Rochdale Metropolitan Borough Council", "GB-LAE-RCH"),
        ("salford", "Salford", "E08000006", "Salford City Council", "GB-LAE-SLF"),
        ("stockport", "Stockport", "E08000007", "Stockport Metropolitan Borough Council", "GB-LAE-SKP"),
        ("tameside", "Tameside", "E08000008", "Tameside Metropolitan Borough Council", "GB-LAE-TAM"),
        ("trafford", "Trafford", "E08000009", "Trafford Metropolitan Borough Council", "GB-LAE-TRF"),
        ("wigan", "Wigan", "E08000010", "Wigan Metropolitan Borough Council", "GB-LAE-WGN"),
    ],
)
def test_a_district_has_its_partnership_and_its_council(
    loaded: None, slug: str, name: str, gss_code: str, council: str, identifier: str
) -> None:
    partnership = Partnership.objects.get(slug=slug)
    assert partnership.name == f"{name} Community Safety Partnership"
    assert (partnership.district, partnership.gss_code) == (name, gss_code)
    body = partnership.accountable_body
    assert (body.name, body.identifier, body.kind) == (council, identifier, "council")


def test_there_are_ten_partnerships_and_no_made_up_code(loaded: None) -> None:
    assert Partnership.objects.count() == Organisation.objects.count() == 10
    assert set(Partnership.objects.values_list("csp_code", flat=True)) == {""}
    assert set(Organisation.objects.values_list("registration_number", flat=True)) == {""}


def test_each_district_has_a_population_with_its_source_and_day(loaded: None) -> None:
    manchester = Partnership.objects.get(slug="manchester")
    assert (manchester.population, manchester.population_on) == (551_938, date(2021, 3, 21))
    assert manchester.population_source == "Office for National Statistics, Census 2021: usual residents"
    assert Partnership.objects.aggregate(all=Sum("population"))["all"] == 2_867_734


@pytest.mark.parametrize(
    ("slug", "name", "as_stated", "cap", "spend_by", "source"),
    [
        (
            "justice-and-rehabilitation",
            "Justice and Rehabilitation",
            "£7.6m, one-off (MoJ Financial Incentive Mechanism)",
            None,
            "no_limit",
            "Ministry of Justice Financial Incentive Mechanism",
        ),
        (
            "victim-services-commissioning",
            "Victim Services Commissioning",
            "£3.2m, ongoing, annual settlement (MoJ)",
            None,
            "year_end",
            "Ministry of Justice",
        ),
        ("community-safety-fund", "Community Safety Fund", "£2.8m 2016/17", None, "", ""),
        ("community-crime-fund", "Community Crime Fund", "£2m 2016/17", None, "", ""),
        ("youth-aspiration-fund", "Youth Aspiration Fund", "£0.5m 2016/17", None, "", ""),
        (
            "commissioners-neighbourhood-fund",
            "Commissioner's Neighbourhood Fund",
            "£0.4m 2016/17, in two releases",
            Decimal("1000.00"),
            "",
            "",
        ),
        (
            "active-citizens-fund",
            "Active Citizens' Fund",
            "£0.4m 2016/17, in two releases",
            Decimal("5000.00"),
            "",
            "",
        ),
    ],
)
def test_a_stream_of_the_framework_says_what_was_stated(
    loaded: None, slug: str, name: str, as_stated: str, cap: Decimal | None, spend_by: str, source: str
) -> None:
    stream = FundingStream.objects.get(slug=slug)
    assert (stream.name, stream.as_stated, stream.cap_per_award) == (name, as_stated, cap)
    assert (stream.spend_by, stream.source, stream.is_current) == (spend_by, source, False)
    assert stream.restrictions


def test_of_current_streams_only_the_names_are_known(loaded: None) -> None:
    current = FundingStream.objects.filter(is_current=True)
    assert {stream.name for stream in current} == {
        "Community Safety Grant",
        "Voluntary and Community Sector Grant",
        "Hate Crime Grant",
        "Violence Reduction Unit",
        "Safer Streets Round 5",
        "MoJ Victims Grant",
        "Police Property Act Fund",
        "Challenger SOC hotspot fund",
    }
    stated = current.values_list("source", "as_stated", "cap_per_award", "restrictions", "spend_by")
    assert set(stated) == {("", "", None, "", "")}


def test_only_sums_stated_for_a_year_are_allocations(loaded: None) -> None:
    """The one-off £7.6m and the £3.2m without a year stay text, and so does the split into releases."""
    allocations = Allocation.objects.values_list("stream__slug", "year", "release", "amount")
    assert set(allocations) == {
        ("community-safety-fund", YEAR_2016, "", Decimal("2800000.00")),
        ("community-crime-fund", YEAR_2016, "", Decimal("2000000.00")),
        ("youth-aspiration-fund", YEAR_2016, "", Decimal("500000.00")),
        ("commissioners-neighbourhood-fund", YEAR_2016, "", Decimal("400000.00")),
        ("active-citizens-fund", YEAR_2016, "", Decimal("400000.00")),
    }
    assert len(allocations) == 5


def test_money_that_came_in_two_releases_says_that_the_split_is_not_stated(loaded: None) -> None:
    noted = Allocation.objects.exclude(note="")
    assert {each.stream.slug for each in noted} == {"commissioners-neighbourhood-fund", "active-citizens-fund"}
    assert all("two releases" in each.note and "not stated" in each.note for each in noted)


@pytest.mark.parametrize(
    ("slug", "name", "starts_on", "ends_on", "owner", "priorities", "themes"),
    [
        (
            "police-and-crime-plan-2016-17",
            "Police and Crime Plan, Greater Manchester, May 2016 – December 2017",
            date(2016, 5, 1),
            date(2017, 12, 31),
            None,
            [
                "Tackling crime and anti-social behaviour",
                "Putting victims at the centre",
                "Protecting vulnerable people",
                "Dealing with terrorism, serious organised crime and maintaining public safety",
                "Investing in and delivering high quality policing services",
                "Building and strengthening partnerships",
            ],
            [],
        ),
        (
            "standing-together-2022-25",
            "Greater Manchester Police and Crime Plan 2022–25, Standing Together",
            date(2022, 4, 1),
            date(2025, 3, 31),
            None,
            [
                "Keeping people safe and supporting victims",
                "Reducing harm and offending",
                "Strengthening communities and places",
            ],
            [
                "Tackling inequality and injustice in all its forms, including gender-based violence and abuse",
                "Delivering with victims, communities and partnerships",
            ],
        ),
        (
            "manchester-community-safety-strategy-2022-25",
            "Manchester Community Safety Strategy 2022–25",
            date(2022, 4, 1),
            date(2025, 3, 31),
            "Manchester",
            [
                "Tackling neighbourhood crime and antisocial behaviour",
                "Keeping children and young people safe",
                "Tackling serious harm and violence",
                "Tackling drug and alcohol driven crime",
                "Protecting communities through changing offender behaviour",
            ],
            [],
        ),
    ],
)
def test_a_plan_has_its_dates_its_priorities_in_order_and_its_themes(
    loaded: None,
    slug: str,
    name: str,
    starts_on: date,
    ends_on: date,
    owner: str | None,
    priorities: list[str],
    themes: list[str],
) -> None:
    plan = Plan.objects.get(slug=slug)
    assert (plan.name, plan.starts_on, plan.ends_on) == (name, starts_on, ends_on)
    assert (plan.partnership.district if plan.partnership else None) == owner
    listed = list(plan.priorities.values_list("name", "is_theme"))
    assert listed == [(each, False) for each in priorities] + [(each, True) for each in themes]


def test_there_are_three_plans(loaded: None) -> None:
    assert Plan.objects.count() == 3


def test_the_ten_principles_stand_in_order(loaded: None) -> None:
    assert list(Principle.objects.values_list("position", "name")) == [
        (1, "Driving change"),
        (2, "Understanding what works"),
        (3, "Prioritisation according to need"),
        (4, "Incentivising collaboration"),
        (5, "Focus on adding value"),
        (6, "Outcome based"),
        (7, "Alignment with partners"),
        (8, "Public value led"),
        (9, "Decommissioning, exit strategies and sustainability"),
        (10, "Transparency and accountability"),
    ]


def test_the_themes_of_serious_and_organised_crime(loaded: None) -> None:
    assert set(SocTheme.objects.values_list("name", flat=True)) == {
        "county lines",
        "modern slavery and human trafficking",
        "organised immigration crime",
        "Western Balkan criminality",
        "firearms",
        "drugs",
        "homicide prevention",
    }


def test_one_post_is_known(loaded: None) -> None:
    post = Post.objects.get()
    assert post.title == "Director for Police, Crime, Criminal Justice and Fire"
    assert (post.slug, post.is_current) == ("director-for-police-crime-criminal-justice-and-fire", True)


# The command, and what the office does afterwards


def test_the_command_says_what_it_added_and_writes_it_into_the_diary(nothing_yet: None) -> None:
    assert load_office_data() == (
        "Office data: 10 organisations, 10 community safety partnerships, 15 funding streams, 5 allocations, "
        "3 plans, 16 priorities, 10 commissioning principles, 7 SOC themes, 1 decision-making post, "
        "7 standard measures, 9 standard conditions, 3 templates of agreements, 53 search terms, 95 places added"
    )
    assert Event.objects.filter(verb="loaded office data", by=None).count() == Event.objects.count() == 14


def test_a_second_run_adds_nothing() -> None:
    load_office_data()
    assert load_office_data() == "Office data: nothing to add"
    assert (Partnership.objects.count(), Priority.objects.count(), Event.objects.count()) == (10, 16, 0)


def test_what_is_missing_is_added_alone() -> None:
    load_office_data()
    FundingStream.objects.get(slug="hate-crime-grant").delete()
    assert load_office_data() == "Office data: 1 funding stream added"


@pytest.mark.parametrize(
    ("model", "found_by", "edited"),
    [
        (Organisation, {"identifier": "GB-LAE-BOL"}, {"name": "Bolton Council", "slug": "bolton-council"}),
        (Organisation, {"name": "Bolton Metropolitan Borough Council"}, {"identifier": ""}),
        (Partnership, {"gss_code": "E08000003"}, {"name": "Safer Manchester", "slug": "mcr", "csp_code": "E22000001"}),
        (FundingStream, {"slug": "hate-crime-grant"}, {"name": "Hate Crime Fund", "is_current": False}),
        (FundingStream, {"name": "Community Crime Fund"}, {"slug": "crime", "restrictions": ""}),
        (Allocation, {"stream__slug": "active-citizens-fund"}, {"release": "First", "amount": Decimal("150000.00")}),
        (Plan, {"slug": "standing-together-2022-25"}, {"name": "Standing Together", "ends_on": date(2024, 5, 1)}),
        (Priority, {"slug": "reducing-harm-and-offending"}, {"name": "Less harm", "slug": "less-harm"}),
        (Principle, {"position": 10}, {"name": "Openness"}),
        (SocTheme, {"name": "drugs"}, {"name": "illegal drugs"}),
        (Post, {"slug": "director-for-police-crime-criminal-justice-and-fire"}, {"title": "Director for Safety"}),
    ],
)
def test_what_the_office_has_edited_stays_as_the_office_has_it(
    loaded: None, model: type, found_by: dict[str, object], edited: dict[str, object]
) -> None:
    row = model.objects.get(**found_by)
    model.objects.filter(pk=row.pk).update(**edited)
    before = list(model.objects.order_by("pk").values())

    office_data.load()

    assert list(model.objects.order_by("pk").values()) == before


def test_what_the_office_took_out_of_a_list_stays_out(loaded: None) -> None:
    Principle.objects.get(name="Outcome based").delete()
    Priority.objects.get(name="Putting victims at the centre").delete()
    office_data.load()
    assert (Principle.objects.count(), Priority.objects.count()) == (9, 15)


def test_an_organisation_that_was_there_before_becomes_the_accountable_body(nothing_yet: None) -> None:
    council = Organisation.objects.create(name="MANCHESTER CITY COUNCIL", slug="mcc", kind=Organisation.Kind.COUNCIL)
    office_data.load()
    assert Partnership.objects.get(slug="manchester").accountable_body == council
