"""Registers in the forms in which offices publish them, every row invented: each goes through the pages as it is."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from grants.models import Award, Decision
from tests.intake.test_register_shapes import ODS, ods_row, ods_text
from tests.office.bringing_in import bring_in, fresh, look, match

OPEN_DATA = [
    "Identifier", "Title", "Description", "Currency", "Amount Applied For", "Amount Awarded", "Award Date",
    "Planned Dates:Start Date", "Planned Dates:End Date", "Recipient Org:Identifier", "Recipient Org:Name",
    "Recipient Org:Charity Number", "Funding Org:Identifier", "Funding Org:Name", "Grant Programme:Title",
    "Beneficiary Location:Name", "From An Open Call?", "Last Modified", "Data Source",
]  # fmt: skip


def workbook(**sheets: list[list[object]]) -> Callable[[], bytes]:
    def made() -> bytes:
        book, content = Workbook(), BytesIO()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name.replace("_", "-"))
            for row in rows:
                sheet.append(row)
            for area in MERGED.get(name, ()):
                sheet.merge_cells(area)
        book.save(content)
        return content.getvalue()

    return made


def ods_of(rows: list[list[str]]) -> bytes:
    content, (before, _, _) = BytesIO(), ODS.partition('<table:table table:name="Grants">')
    lines = "".join(ods_row(*map(ods_text, row)) for row in rows)
    with ZipFile(content, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", f'{before}<table:table table:name="Grants">{lines}</table:table>{TAIL}')
    return content.getvalue()


TAIL = "</office:spreadsheet></office:body></office:document-content>"
MERGED = {"in_2022_23": ["A1:E1", "D3:E3"], "in_2023_24": ["A1:E1", "D3:E3"]}
BY_YEAR_TOP: list[list[object]] = [
    ["Commissioner’s Community Fund"],
    [],
    ["Organisation", "Project", "Date agreed", "Amount awarded", None],
    [None, None, None, "Small grants", "Large grants"],
]
YEARS = {
    "in_2022_23": [
        *BY_YEAR_TOP,
        ["Old Mill Judo Club", "Mats", "4 May 2022", 500, None],
        ["Weir Choir CIC", "Song evenings", "5 June 2022", None, 4000],
        ["Total awarded", None, None, 500, 4000],
    ],
    "in_2023_24": [
        *BY_YEAR_TOP,
        ["Old Mill Judo Club", "Belts", "3 May 2023", 250.5, None],
        ["Total awarded", None, None, 250.5, None],
    ],
}
PUBLISHED = {
    "360Giving": (
        "grants.xlsx",
        workbook(
            Guidance=[["How to read this file"], ["One row is one grant."]],
            grants=[
                OPEN_DATA,
                ["360G-em-1", "Mats", "Judo mats for evenings", "GBP", 900, 500, "2022-05-04", "2022-06-01",
                 "2023-03-31", "GB-CHC-1111113", "Old Mill Judo Club", "1111113", "GB-LAE-X", "Eastmoor PCC",
                 "Community Fund", "Bolton", "Yes", "2023-01-01T00:00:00Z", "https://pcc.example/"],
                ["360G-em-2", "Songs", "Song evenings for all", "GBP", None, 4000.25, "2022-06-05", None, None,
                 "GB-COH-09999999", "Weir Choir CIC", None, "GB-LAE-X", "Eastmoor PCC", "Community Fund", None,
                 "No", "2023-01-01T00:00:00Z", "https://pcc.example/"],
            ],
        ),
        2, "4500.25",
    ),
    "payments over £500": (
        "payments.csv",
        lambda: (
            "Office of the PCC for Eastmoor\r\nPayments over £500: May 2022\r\n\r\n"
            "Body Name,Supplier Name,Payment Date,Transaction Number,Net Amount,Irrecoverable VAT,Expense Type,Merchant"
            "\r\n"
            'Eastmoor PCC,Old Mill Judo Club,31/05/2022,700123,"£1,250.00",0.00,Grant,Sport\r\n'
            'Eastmoor PCC,Weir Choir CIC,31/05/2022,700124,"£4,000.75 ",0.00,Grant,Culture\r\n'
            'Total,,,,"£5,250.75",,,\r\n'
        ).encode("cp1252"),
        2, "5250.75",
    ),
    "a sheet for each year": ("fund.xlsx", workbook(**YEARS), 3, "4750.50"),
    "commissioned services": (
        "services.xlsx",
        workbook(
            Services=[
                ["Commissioned services"],
                ["Service", "Provider", "What the service does", "Start", "End", "2022/23", "2023/24"],
                ["Listening line", "Old Mill Line CIC", "Talking", "01/04/2022", "31/03/2024", 10000, 10250.5],
                ["Court support", "Weir Support Trust", "Help on the day", "01/04/2022", "31/03/2023", 5000, "n/a"],
                ["Total", None, None, None, None, 15000, 10250.5],
            ]
        ),
        1, "25250.50",
    ),
    "ODS with pence": (
        "register.ods",
        lambda: ods_of([
            ["Ref", "Date awarded", "Beneficiary", "Registration no", "Purpose", "Amount (£.p)", "Match funding"],
            ["1", "04/05/2022", "Old Mill Judo Club", "n/a", "Judo mats for evenings", "500.05", "n/a"],
            ["2", "05/06/2022", "Weir Choir CIC", "09999999", "Song evenings for all", "4,000.10", "£1,000.00"],
        ]),
        2, "4500.15",
    ),
    "two lines above the headings": (
        "grants.csv",
        lambda: (
            "Grants awarded by the Commissioner\nPublished under the Specified Information Order\n"
            "Recipient,Purpose,Reason,Conditions,Amount,Date\n"
            'Old Mill Judo Club,Judo mats,Young people are safer with somewhere to go,None,"£500",4/5/22\n'
            'Weir Choir CIC,Song evenings,Neighbours who meet help one another,Report each year,"£4,000",5/6/22\n'
        ).encode("utf-8-sig"),
        2, "4500.00",
    ),
}  # fmt: skip


# What no file of this kind says, and the officer does; and the sums that are not awarded.
SAID = {"commissioned services": {"same-decided_on": "1 April 2022"}}
UNREAD = {"360Giving": ["Amount Applied For"], "payments over £500": ["Irrecoverable VAT"]}


@pytest.fixture
def office(reference, olu, signed_in):
    return signed_in(olu)


@pytest.mark.parametrize("kind", PUBLISHED)
def test_a_register_as_offices_publish_it_is_drafted_as_it_is(office, kind):
    name, content, decisions, total = PUBLISHED[kind]
    address = office.post("/office/imports/", {"file": SimpleUploadedFile(name, content())}).url.removesuffix("look/")
    look(office, address)
    match(office, address, **SAID.get(kind, {}))
    office.post(address + "answers/", {"add_all": "yes", "rest_kind": "charity"})
    asked = office.get(address + "answers/").context["forms"]
    office.post(address + "answers/", {f"{each.question.key}-choice": "new" for each in asked} | {"save": "yes"})
    assert (fresh().errors, fresh().found["unread_money"]) == ([], UNREAD.get(kind, []))
    assert fresh().found["disagree"] == []
    office.post(address + "draft/")
    assert Decision.objects.count() == decisions
    assert sum(award.amount for award in Award.objects.all()) == Decimal(total)


def test_conditions_in_words_are_no_codes_though_none_stands_among_them(office):
    lines = PUBLISHED["two lines above the headings"][1]().decode("utf-8-sig").splitlines()
    address = bring_in(office, lines)
    look(office, address)
    match(office, address)
    assert fresh().matching["columns"]["Conditions"] == "own_conditions"


def test_parts_below_a_joined_heading_are_streams(office):
    name, content, *_ = PUBLISHED["a sheet for each year"]
    address = office.post("/office/imports/", {"file": SimpleUploadedFile(name, content())}).url.removesuffix("look/")
    look(office, address)
    match(office, address)
    asked = office.get(address + "answers/").context["forms"]
    assert {each.question.best for each in asked if each.question.name == "stream"} == {"Small grants", "Large grants"}
