"""Registers in the shapes that offices keep them in, in words of our own: where the tables are, what the columns seem
to mean, and what the rows say. Nothing needs a database but the names."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from grants.years import FinancialYear
from intake.spreadsheets.matching import Grouping, entries
from intake.spreadsheets.opened import Opened
from intake.spreadsheets.proposing import unread_money
from intake.spreadsheets.tables import LINE_ABOVE, SHEET_NAME, RowKind
from intake.spreadsheets.totals import stated_totals
from intake.spreadsheets.values import day_of, looks_like_money, pounds_in, span_of, year_of


def opened(*lines: str, name: str = "a.csv") -> Opened:
    return Opened.of(name, "\n".join(lines).encode(), {}, {}, {})


def of_book(change, name: str = "a.xlsx") -> Opened:
    book = openpyxl.Workbook()
    change(book)
    content = BytesIO()
    book.save(content)
    return Opened.of(name, content.getvalue(), {}, {}, {})


def means(found: Opened) -> dict[str, str]:
    """What is read, by heading."""
    return {heading: name for heading, name in found.matching.columns.items() if name not in ("keep", "ignore")}


def said(found: Opened) -> list[dict[str, str]]:
    return [dict(entry.cells) for entry in entries(found.read, found.matching)]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("7-Jan-2020", date(2020, 1, 7)),
        ("2020-01-07T09:30:00Z", date(2020, 1, 7)),
        ("2020-01-07 00:00:00", date(2020, 1, 7)),
        ("7.1.20", date(2020, 1, 7)),
        ("Wed 7th January 2020", date(2020, 1, 7)),
        ("the 7th of January 2020", date(2020, 1, 7)),
        ("43837", date(2020, 1, 7)),
        ("January 2020", None),
        ("6 & 7 January 2020", None),
        ("30/02/2020", None),
        ("7500", None),
        ("", None),
    ],
)
def test_a_day_in_any_spelling(written, day):
    assert day_of(written) == day


@pytest.mark.parametrize(
    ("written", "start"),
    [
        *[("19/20", 2019), ("2019-20", 2019), ("FY 19/20", 2019), ("2019/2020 ", 2019), ("19-20", 2019)],
        *[("2019/21", None), ("2019-01-02", None), ("10/11/2019", None), ("2019", None), ("2018/19 to 2020/21", None)],
    ],
)
def test_a_financial_year_in_any_spelling(written, start):
    assert year_of(written) == (FinancialYear(start) if start else None)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        *[("£7,500.00 ", "£7,500.00"), ("£ 75", "£75"), ("75 GBP", "75"), ("(75.50)", "-75.50"), ("£(75)", "£(75)")],
        *[("7 500", "7500"), ("75.500", "75.50"), ("7.5k", "7.5k"), ("-£5", "-£5")],
    ],
)
def test_a_sum_as_forms_take_it(written, typed):
    assert pounds_in(written) == typed


@pytest.mark.parametrize("written", ["07700 900123", "12/5/2020", "GM-1", "1,2,3", ""])
def test_what_is_no_sum_does_not_look_like_one(written):
    assert not looks_like_money(written)


@pytest.mark.parametrize(
    ("written", "ends"),
    [
        ("1 year", date(2020, 5, 9)),
        ("18 months", date(2020, 11, 9)),
        ("two years", date(2021, 5, 9)),
        ("1/4/2020 to 31/3/2021", date(2021, 3, 31)),
        ("2020/21", date(2021, 3, 31)),
        ("one-off", None),
    ],
)
def test_a_period_is_two_days_a_year_or_counted_from_the_decision(written, ends):
    found = span_of(written, date(2019, 5, 10))
    assert (found[1] if found else None) == ends


def test_titles_above_the_headings_a_second_table_and_a_note_are_told_apart():
    found = opened(
        "Ashdale small grants,,,", "Paid 2019/20,,,", "When,Group,What for,Given", "4 May 2019,Cadets,Tents,£50",
        "9 May 2019,Choir,Robes,£70", ",,,", "Total,,,£120", "Money received,,,", "Date,Name,Purpose,Amount",
        "1 June 2019,The brewery,Gift,£10", "Figures of the treasurer,,,",
    )  # fmt: skip
    first, second = found.tables
    assert (first.heading_rows, first.title) == ((3,), "Ashdale small grants › Paid 2019/20")
    assert (second.heading_rows, second.title) == ((9,), "Money received")
    assert [row.number for row in first.of(RowKind.TOTAL)] == [7]
    assert [row.text for row in second.notes] == ["Figures of the treasurer"]
    assert found.read == [first]
    assert means(found) == {
        "When": "decided_on", "Group": "recipient", "What for": "purpose", "Given": "amount"
    }  # fmt: skip
    assert [total.agrees for total in stated_totals(found.read, found.matching, {})] == [True]


def test_lines_between_the_rows_give_them_a_stream_and_subtotals_are_compared():
    found = opened(
        "Recipient,Project,2019/20,2020/21",
        "Help for victims,,,", "Listening Ear,Line,£10,£20", "Quiet Room,Beds,£5,-",
        "Sub-total,,£15,£20", "Safer streets,,,", "Bury Council,Lamps,£1,£2", "Grand total,,£16,£23",
    )  # fmt: skip
    assert found.matching.columns[LINE_ABOVE] == "stream"
    assert [(each["recipient"], each["stream"], each["year"], each["amount"]) for each in said(found)] == [
        ("Listening Ear", "Help for victims", "2019/20", "£10"),
        ("Listening Ear", "Help for victims", "2020/21", "£20"),
        ("Quiet Room", "Help for victims", "2019/20", "£5"),
        ("Bury Council", "Safer streets", "2019/20", "£1"),
        ("Bury Council", "Safer streets", "2020/21", "£2"),
    ]
    assert [total.sentence for total in stated_totals(found.read, found.matching, {}) if not total.agrees] == [
        "Row 8: the total under “2020/21” is £23.00, but what is read comes to £22.00: £1.00 apart."
    ]


def test_streams_over_years_in_joined_headings_are_unfolded():
    def change(book):
        sheet = book.active
        for row in (
            ["District", "Lamps", None, "Fences", None, "Total"], [None, "19/20", "20/21", "19/20", "20/21", None],
            ["Bury", 1, 2, 3, 4, 10], ["Wigan", 5, 0, 7, 8, 21], ["Total", 6, 2, 10, 12, 30],
        ):  # fmt: skip
            sheet.append(row)
        for cells in ("A1:A2", "B1:C1", "D1:E1", "F1:F2"):
            sheet.merge_cells(cells)

    found = of_book(change)
    assert (found.read[0].heading_rows, found.matching.grouping) == ((1, 2), Grouping.TABLE)
    assert [(each["payee"], each["stream"], each["year"], each["amount"]) for each in said(found)][:5] == [
        ("Bury", "Lamps", "2019/20", "1"),
        ("Bury", "Lamps", "2020/21", "2"),
        ("Bury", "Fences", "2019/20", "3"),
        ("Bury", "Fences", "2020/21", "4"),
        ("Wigan", "Lamps", "2019/20", "5"),
    ]
    wrong = [(total.row, total.summed) for total in stated_totals(found.read, found.matching, {}) if not total.agrees]
    assert wrong == [(4, Decimal(20)), (5, Decimal(30))][:1]


def test_who_is_paid_may_stand_across_the_top():
    found = opened("Funding stream,Bury,Wigan", "Hate Crime Grant,£1,£2")
    assert [(each["stream"], each["payee"], each["amount"]) for each in said(found)] == [
        ("Hate Crime Grant", "Bury", "£1"),
        ("Hate Crime Grant", "Wigan", "£2"),
    ]


def test_a_sheet_for_each_year_names_the_year_and_hidden_things_stay_out():
    def change(book):
        book.active.title = "2019-20"
        for title in ("2020-21", "Callers"):
            book.create_sheet(title)
        for sheet in book:
            sheet.append(["Recipient", "Telephone", "Amount", "Date approved"])
            sheet.append(["Quiet Room", "0161 496 0000", 500, date(2019, 6, 1)])
            sheet.append(["Cadets", "0161 496 0001", 70, date(2019, 6, 2)])
        book["2019-20"].row_dimensions[3].hidden = True
        book["2019-20"].column_dimensions["B"].hidden = True
        book["Callers"].sheet_state = "hidden"
        book["2020-21"]["C3"] = "=35+35"

    found = of_book(change)
    assert [table.sheet for table in found.read] == ["2019-20", "2020-21"]
    assert (found.read[0].hidden_rows, found.read[0].unread) == ([3], ("Telephone",))
    assert (found.read[1].formulas, found.read[1].not_computed) == (1, 1)
    assert found.matching.columns[SHEET_NAME] == "year"
    assert found.matching.columns["Telephone"] == "ignore"
    assert "0161" not in str(said(found))


def test_one_sum_in_joined_cells_is_one_award():
    def change(book):
        book.active.append(["Recipient", "Purpose", "Amount", "Date"])
        book.active.append(["Quiet Room", "Beds", 500, date(2019, 6, 1)])
        book.active.append([None, "Chairs", None, date(2019, 6, 1)])
        book.active.merge_cells("A2:A3")
        book.active.merge_cells("C2:C3")

    found = said(of_book(change))
    assert [(each["recipient"], each["purpose"], each.get("amount")) for each in found] == [
        ("Quiet Room", "Beds", "500"),
        ("Quiet Room", "Chairs", None),
    ]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            ["Application Ref,Applicant,Amount requested,Amount awarded,Panel decision,Panel date",
             "A1,Choir,£90,£50,Approved,1/5/2019"],
            {"Application Ref": "external_reference", "Applicant": "recipient", "Amount awarded": "amount",
             "Panel decision": "outcome", "Panel date": "decided_on"},
        ),
        (
            ["From,To,Recipient,Sum", "1/4/2019,31/3/2020,Choir,50"],
            {"From": "starts_on", "To": "ends_on", "Recipient": "recipient", "Sum": "amount"},
        ),
        (
            ["Body Name,Date,Transaction Number,Invoice Amount (ex VAT),Supplier Name",
             "PCC,5/4/2019,100234,50.00,Choir"],
            {"Date": "decided_on", "Invoice Amount (ex VAT)": "amount", "Supplier Name": "recipient"},
        ),
        (
            ["DN No.,Grantee (legal name),Scheme / Stream,Value (£),Sign-off date,Aim of grant,Special terms",
             "DN 12/25,Choir,Lanterns,£50,5/4/2019,New scores,Report each quarter"],
            {"DN No.": "external_reference", "Grantee (legal name)": "recipient", "Scheme / Stream": "stream",
             "Value (£)": "amount", "Sign-off date": "decided_on", "Aim of grant": "purpose",
             "Special terms": "own_conditions"},
        ),
        (
            ["No.,Beneficiary,Date of award,Amount",
             "1,Choir,5/4/2019,50", "2,Band,6/4/2019,60", "3,Cadets,7/4/2019,70"],
            {"Beneficiary": "recipient", "Date of award": "decided_on", "Amount": "amount"},
        ),
    ],
    ids=["applications", "days of the award", "payments", "words of one office", "rows that are counted"],
)  # fmt: skip
def test_what_headings_mean_follows_from_what_stands_below_them(lines, wanted):
    assert means(opened(*lines)) == wanted


def test_no_column_of_money_is_left_out_without_a_word():
    found = opened("Recipient,Amount,Promised by others,Date", "Choir,£50,£60,1/5/2019")
    assert unread_money(found.read, found.matching) == ["Promised by others"]


@pytest.mark.django_db
def test_a_refused_application_awards_nothing(reference):
    found = opened("Applicant,Amount awarded,Outcome,Date,Title", "Bury,£0,Refused,1/5/2019,Lamps")
    assert (found.checked.problems, found.checked.decisions[0].awards) == ([], [])


def test_an_ods_file_is_read_like_any_other():
    content = BytesIO()
    with ZipFile(content, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", ODS)
    found = Opened.of("a.ods", content.getvalue(), {}, {}, {})
    assert found.read[0].hidden_rows == [3]
    assert said(found) == [
        {"recipient": "Choir", "amount": "50.5", "decided_on": "2019-05-01", "outcome": "Approved", "title": "Choir"},
        {"recipient": "Choir", "amount": "50.5", "decided_on": "2019-05-01", "outcome": "Approved", "title": "Choir"},
    ]


def ods_row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def ods_text(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


ODS_AWARD = (
    ods_text("Choir")
    + '<table:table-cell office:value-type="currency" office:value="50.5"><text:p>£50.50</text:p></table:table-cell>'
    + '<table:table-cell office:value-type="date" office:date-value="2019-05-01T00:00:00"/>'
    + '<table:table-cell table:number-columns-repeated="16381"/>'
)
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Grants">'
    + ods_row(*map(ods_text, ("Recipient", "Amount", "Date")))
    + ods_row(ODS_AWARD)
    + ods_row(ods_text("Secret"), more=' table:visibility="collapse"')
    + ods_row(ODS_AWARD)
    + ods_row('<table:table-cell table:number-columns-repeated="16384"/>', more=' table:number-rows-repeated="1048572"')
    + "</table:table></office:spreadsheet></office:body></office:document-content>"
)
