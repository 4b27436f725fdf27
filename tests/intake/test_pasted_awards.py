"""A table copied from a spreadsheet, in whatever shape it comes, becomes awards; what is unclear is named."""

from decimal import Decimal

import pytest

from grants.models import Organisation, Partnership
from grants.names import NameResolver
from intake.spreadsheets.pasted_awards import parse_table

pytestmark = pytest.mark.django_db

ONE = ("Bolton Metropolitan Borough Council", "Bolton", "Community Safety Grant", "2023/24", Decimal("100000.00"))


def read(text):
    return parse_table(text, NameResolver())


def facts(award):
    return (
        award["recipient"].name,
        award["partnership"].district if award["partnership"] else None,
        award["stream"].name if award["stream"] else None,
        str(award["year"]) if award["year"] else None,
        award["amount"],
    )


@pytest.fixture(autouse=True)
def _reference(reference): ...


@pytest.mark.parametrize(
    "text",
    [
        "Bolton\tCommunity Safety Grant\t2023/24\t£100,000",
        "2023-24\t100000.00\tBolton CSP\tcommunity safety grant",
        "Bolton, Community Safety Grant, 2023/24, 100,000",
        'Bolton,Community Safety Grant,2023/24,"£100,000.00"',
        "GB-LAE-BOL;Community Safety Grant;2023/2024;100000",
        "Bolton Metropolitan Borough Council   Community Safety Grant   2023/24   £100,000",
        "Amount (£)\tYear\tFunding stream\tPartnership\n100,000\t2023/24\tCommunity Safety Grant\tBolton",
        "District\tCommunity Safety Grant 2023/24\nBolton\t100,000",
    ],
)
def test_one_award_in_many_shapes(text):
    pasted = read(text)
    assert [facts(award) for award in pasted.awards] == [ONE], pasted.unparsed
    assert not pasted.unparsed


def test_a_wide_table_gives_an_award_for_every_amount():
    pasted = read(
        "\t2023/24\t2024/25\tTotal\nBury\t1,000\t2,000\t3,000\nWigan\t500\t-\t500\nTotal\t1,500\t2,000\t3,500"
    )
    assert [(a["partnership"].district, str(a["year"]), a["amount"]) for a in pasted.awards] == [
        ("Bury", "2023/24", 1000),
        ("Bury", "2024/25", 2000),
        ("Wigan", "2023/24", 500),
    ]
    assert pasted.unused == ["Total"]
    assert [line.text for line in pasted.totals] == ["Total | 1500 | 2000 | 3500"]


def test_a_charity_may_be_paid_for_a_district():
    Organisation.objects.create(name="Oldham Mentors", slug="oldham-mentors", kind="charity")
    award = read("District\tRecipient\tAmount\nOldham\tOldham mentors\t10").awards[0]
    assert (award["recipient"].name, award["partnership"].district) == ("Oldham Mentors", "Oldham")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Atlantis\t2023/24\t5", "“Atlantis” is not a recipient, funding stream, financial year or amount"),
        ("Bury\t2023/25\t5", "2023/25 is not a financial year"),
        ("Bury\t2023/24\t7.5k", "“7.5k”: Write the amount in full"),
        ("Bury\t2023/24\t-5", "without a minus sign"),
        ("Bury\t2023/24\t0", "Enter an amount above zero"),
        ("Bury\t2023/24", "It gives no amount"),
        ("2023/24\t5", "It names no recipient"),
        ("Bury\t5\t6", "It gives more than one amount: 5.00 and 6.00"),
        ("Bury\tWigan\t5", "It gives more than one partnership"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line, reason):
    pasted = read(f"Bolton\t2023/24\t1\n{line}")
    assert len(pasted.awards) == 1
    assert pasted.unparsed[0].line == 2
    assert reason in pasted.unparsed[0].reason


def test_no_pasted_column_of_money_goes_unmentioned():
    pasted = read("District\tAmount\tMatch promised\t\nBury\t£5,000\t£600\t£70\nWigan\t£10\t£20\t£30")
    assert [award["amount"] for award in pasted.awards] == [5000, 10]
    assert pasted.unread_money == ["Match promised", "Column D"]


def test_a_total_that_is_not_the_sum_of_the_table_is_told():
    pasted = read("District\tAmount\nBury\t£5,000\nWigan\t£10\nTotal\t£5,100")
    assert pasted.disagree == [
        "Row 4: the total under “Amount” is £5,100.00, but what is read comes to £5,010.00: £90.00 apart."
    ]
    assert not read("District\tAmount\nBury\t£5,000\nWigan\t£10\nTotal\t£5,010").disagree


@pytest.mark.parametrize("text", ["", " \n\n", "\t\t\n", "\x1f", '"', "2023/25\t2024/26"])
def test_nothing_is_nothing(text):
    assert read(text).awards == []


def test_ninety_awards_of_a_three_year_three_stream_decision():
    streams = ("Community Safety Grant", "Voluntary and Community Sector Grant", "Hate Crime Grant")
    heads = [f"{stream} {year}" for stream in streams for year in ("2023/24", "2024/25", "2025/26")]
    districts = [partnership.district for partnership in Partnership.objects.all()]
    table = "\n".join(["\t".join(["CSP", *heads]), *("\t".join([name, *["£1,000.50"] * 9]) for name in districts)])
    pasted = read(table)
    assert len(pasted.awards) == 90
    assert sum(award["amount"] for award in pasted.awards) == Decimal("90045.00")


@pytest.mark.parametrize("mark", [" – ", " | ", " - ", "|"])
def test_cells_are_parted_by_dashes_or_pipes_and_nil_is_no_award(mark):
    lines = (("Bury CSP", "£1,500", "Hate Crime Grant", "2026/27"), ("Wigan", "nil", "Hate Crime Grant", "2026/27"))
    pasted = read("\n".join(map(mark.join, lines)))
    assert [facts(each)[1:] for each in pasted.awards] == [("Bury", "Hate Crime Grant", "2026/27", Decimal(1500))]
    assert (pasted.unparsed, [each.line for each in pasted.totals]) == ([], [2])


def test_a_name_that_could_be_two_is_asked_and_not_guessed():
    for number, name in enumerate(("St Marys Trust", "St. Mary's Trust")):
        Organisation.objects.create(name=name, slug=f"trust-{number}", kind="charity")
    pasted = read("Recipient\tAmount\nSt Mary’s Trust\t10\nSt Marys Trust\t20")
    assert [(award["recipient"].name, award["amount"]) for award in pasted.awards] == [("St Marys Trust", 20)]
    assert pasted.unparsed[0].reason == (
        "“St Mary’s Trust” could be St Marys Trust or St. Mary's Trust: write one of these"
    )
