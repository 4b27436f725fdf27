"""Past decisions from a spreadsheet: checked, drafted all or none, and published by somebody else."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from grants.actions.decisions import revise
from grants.models import Award, Decision, Event
from grants.refused import Refused
from intake.actions.bringing_in import settle_look_alikes, upload_spreadsheet
from intake.actions.drafting import draft_spreadsheet
from intake.actions.publishing import approve_spreadsheet, publish_next, send_spreadsheet
from intake.models import SpreadsheetImport
from intake.spreadsheets.columns import all_columns
from intake.spreadsheets.template import template_csv, template_xlsx
from register.models import Listing, Notice
from tests.stories import fresh

HEADINGS = [column.heading for column in all_columns()]
EXAMPLE = {column.heading: column.example for column in all_columns()}


def row(**cells: str) -> dict[str, str]:
    """The template's example with some cells changed: row(Amount="7")."""
    return EXAMPLE | {name.replace("_", " "): cell for name, cell in cells.items()}


def csv_file(*rows: dict[str, str], name: str = "past.csv") -> SimpleUploadedFile:
    text = StringIO()
    writer = csv.DictWriter(text, HEADINGS)
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile(name, text.getvalue().encode())


def xlsx_file(*rows: list[object], change=lambda sheet: None) -> SimpleUploadedFile:
    book = Workbook()
    for cells in ([*HEADINGS], *rows):
        book.active.append(cells)
    change(book.active)
    content = BytesIO()
    book.save(content)
    return SimpleUploadedFile("past.xlsx", content.getvalue())


@pytest.fixture
def take(reference, olu):
    return lambda *rows: upload_spreadsheet(csv_file(*rows), by=olu)


def sentences(taken: SpreadsheetImport) -> list[str]:
    return [f"{error['row']} {error['column']}: {error['sentence']}" for error in taken.errors]


def test_the_example_of_the_template_becomes_a_draft_and_is_published_as_a_past_decision(reference, olu, ada):
    taken = upload_spreadsheet(SimpleUploadedFile("template.csv", template_csv()), by=olu)
    assert (taken.rows, taken.decisions, taken.errors) == (1, 1, [])
    assert not Decision.objects.exists()
    draft_spreadsheet(taken, by=olu)
    draft = Decision.objects.get()
    award = draft.awards.get()
    assert (draft.reference, draft.legal_power, draft.is_past) == ("GM-2022-0001", "asbcpa_143", True)
    assert (award.amount, str(award.year), award.recipient.name) == (
        Decimal(285000), "2022/23", "Manchester City Council",
    )  # fmt: skip
    send_spreadsheet(taken, by=olu)
    [item] = publish_next(approve_spreadsheet(taken, by=ada))
    assert item.refusal_sentences == []
    document = Notice.objects.get().document
    assert (document.added_on, document.first_published_on) == (
        Notice.objects.get().published_at.date(), date(2022, 6, 9),
    )  # fmt: skip
    assert Listing.objects.get().lag_days == 8
    told = [(event.verb, event.by) for event in draft.events.order_by("pk")]
    assert told == [("drafted", olu), ("sent for approval", olu), ("approved", ada), ("published", ada)]


def fresh_import(taken: SpreadsheetImport) -> SpreadsheetImport:
    return SpreadsheetImport.objects.get(pk=taken.pk)


def test_rows_of_one_number_are_awards_of_one_decision(take, olu):
    later = dict.fromkeys(HEADINGS, "") | {"External reference": "1647", "Recipient": "Bury", "Amount": "1"}
    taken = take(row(Total_as_stated="", Conditions="SC1, SC2"), later)
    assert taken.errors == []
    draft_spreadsheet(taken, by=olu)
    decision = Decision.objects.get()
    assert [award.recipient.name for award in decision.awards.all()] == [
        "Manchester City Council", "Bury Metropolitan Borough Council",
    ]  # fmt: skip
    assert decision.last_award_number == 2
    assert [condition.standard.code for condition in decision.conditions.all()] == ["SC1", "SC2"]
    assert decision.conditions.first().match.figure == 100
    assert [maker.title for maker in decision.decision_makers.all()] == ["Deputy Mayor"]


def test_every_error_is_told_by_row_and_column_and_nothing_is_drafted(take, olu):
    taken = take(
        row(Amount="a lot", Date_of_decision="31/02/2022", Recipient="Nobody known"),
        row(External_reference="2", Financial_year="2022/24", Outcome="Perhaps", Conditions="SC99", Title=""),
        row(External_reference="3", Date_of_decision="05/01/1900", Total_as_stated="1", Key_decision="maybe"),
        row(External_reference="3", Title="Another title", To="01/01/2020"),
        row(External_reference="", Reference=""),
    )
    told = "\n".join(sentences(taken))
    for part in (
        "2 Amount: Write the amount in full",
        "2 Date of decision: 31/02/2022 is not a real date",
        "2 Recipient: “Nobody known” is not known here",
        "3 Financial year: 2022/24 is not a financial year",
        "3 Outcome: Write one of these: Approved,",
        "3 Conditions: SC99 is not a standard condition",
        "3 Title: Enter a title",
        "4 Date of decision: Enter a date in a year from 1990",
        "4 Total as stated: The awards of this decision come to £570,000.00",
        "4 Key decision: Write Yes or No",
        "5 Title: This differs from row 4",
        "5 To: It ends before it starts",
        "6 External reference: Give the external reference",
    ):
        assert part in told
    with pytest.raises(Refused, match="Nothing was drafted"):
        draft_spreadsheet(taken, by=olu)
    assert not Decision.objects.exists()


def test_a_decision_that_is_here_already_is_not_imported_twice(take, olu):
    draft_spreadsheet(take(row()), by=olu)
    again = take(row(Title="The same number, another file"))
    asked = "2 Why it is another decision: This looks like GM-2022-0001: open it, or say why it is another"
    assert sentences(again) == [asked]
    assert sentences(take(row(Why_it_is_another_decision="It was numbered twice."))) == []


def test_money_that_is_no_grant_fills_its_own_parts_from_the_columns_of_an_award(take, olu):
    parts = {"Partnership": "", "Funding_stream": "", "From": "", "To": "", "Recipient": "Nobody Known Ltd"}
    rows = [
        row(**parts, Kind_of_decision=kind, External_reference=str(number), Date_of_decision=f"{number}/6/2022", **more)
        for number, (kind, more) in enumerate(
            (("Contract", {"Financial_year": ""}), ("Acceptance of external funding", {})), start=1
        )
    ]
    spreadsheet = take(*rows)
    assert sentences(spreadsheet) == []
    draft_spreadsheet(spreadsheet, by=olu)
    contract, received = Decision.objects.order_by("external_reference")
    assert (contract.supplier, contract.contract_value) == ("Nobody Known Ltd", 285_000)
    assert (received.giver, received.received_amount, str(received.received_year)) == (
        "Nobody Known Ltd", 285_000, "2022/23",
    )  # fmt: skip
    assert not Award.objects.exists()


def test_what_has_no_place_in_money_that_is_no_grant_is_refused(take):
    asked = sentences(take(row(Kind_of_decision="Contract", Value_of_the_contract="1.00", Total_as_stated="5.00")))
    no_place = "“Contract” is no grant and has no place for this: leave it empty, or say it in a text"
    assert asked == [
        "2 Amount: This differs from “Value of the contract”",
        *(f"2 {name}: {no_place}" for name in ("To", "Partnership", "From", "Funding stream", "Financial year")),
        "2 Total as stated: Its own sum is £1.00",
    ]


def test_rows_that_look_alike_say_why_they_are_not_one_decision(take, django_assert_max_num_queries):
    alike = [row(External_reference=str(number)) for number in range(60)]
    with django_assert_max_num_queries(40):
        asked = sentences(take(*alike))
    assert asked[0] == "3 Why it is another decision: This looks like row 2: open it, or say why it is another"
    assert len(asked) == 59


def test_the_same_file_is_the_same_import_and_is_drafted_once(take, olu, oma):
    first = take(row())
    assert take(row()) == first
    for person in (olu, oma):
        draft_spreadsheet(first, by=person)
    assert Decision.objects.get().created_by == olu


def test_whoever_had_a_hand_in_it_does_not_approve_it(take, olu, ada):
    """Not even where somebody else drafts and sends it."""
    brought_in = upload_spreadsheet(csv_file(row()), by=ada)
    matched = take(row(Title="Another title", External_reference="2"))
    matched = settle_look_alikes(matched, by=ada, why_another="They are two grants: the second is for the next term.")
    for each in (brought_in, matched):
        draft_spreadsheet(each, by=olu)
        send_spreadsheet(each, by=olu)
        with pytest.raises(Refused, match="somebody else has to approve them"):
            approve_spreadsheet(each, by=ada)


def test_a_row_that_does_not_pass_the_gate_stays_a_draft_with_its_reasons(take, olu, ada):
    taken = take(row(Reasons=""), row(External_reference="2", Date_of_decision="2/5/2022"))
    draft_spreadsheet(taken, by=olu)
    send_spreadsheet(taken, by=olu)
    approve_spreadsheet(taken, by=ada)
    refused, published = publish_next(taken)
    assert publish_next(taken) == []
    assert (refused.rows, published.rows) == ("row 2", "row 3")
    assert "Give the reasons" in refused.refusal_sentences[0]
    assert (fresh(refused.decision).state, fresh(published.decision).state) == ("draft", "published")
    revise(refused.decision, by=olu, values={"reasons": "Because early help works, as experience has shown us all."})
    assert publish_next(taken) == []
    approve_spreadsheet(taken, by=ada)
    assert [each.refusal_sentences for each in publish_next(taken)] == [[]]


def test_the_importer_and_the_sender_may_not_publish_it(take, olu, ada, abe):
    taken = upload_spreadsheet(csv_file(row()), by=ada)
    draft_spreadsheet(taken, by=ada)
    send_spreadsheet(taken, by=abe)
    for person, why in ((ada, "yourself"), (abe, "yourself"), (olu, "Only an approver")):
        with pytest.raises(Refused, match=why):
            approve_spreadsheet(taken, by=person)


def test_whoever_edited_one_of_the_drafts_may_not_publish_that_one(take, olu, ada):
    taken = take(row())
    draft_spreadsheet(taken, by=olu)
    send_spreadsheet(taken, by=olu)
    revise(Decision.objects.get(), by=ada, values={"title": "A better title"})
    [refused] = publish_next(approve_spreadsheet(taken, by=ada))
    assert "yourself" in refused.refusal_sentences[0]


def test_an_xlsx_with_real_dates_and_numbers_is_read_like_one_with_text(reference, olu):
    cells = {**EXAMPLE, "Amount": 285000.1, "Total as stated": 285000.10, "Date of decision": date(2022, 6, 1)}
    taken = upload_spreadsheet(xlsx_file([cells[heading] for heading in HEADINGS]), by=olu)
    assert taken.errors == []
    draft_spreadsheet(taken, by=olu)
    assert (Decision.objects.get().decided_on, Decision.objects.get().total) == (date(2022, 6, 1), Decimal("285000.10"))


def many_columns(sheet):
    for place in range(200):
        sheet.cell(1, len(HEADINGS) + 1 + place, f"Column {place}")


def test_merged_cells_and_formulas_are_read_as_they_are(reference, olu):
    def change(sheet):
        sheet["Z1"], sheet["Z2"] = "Checked", "=1+1"
        sheet.merge_cells("A2:A3")

    taken = upload_spreadsheet(xlsx_file([EXAMPLE[heading] for heading in HEADINGS], change=change), by=olu)
    assert taken.decisions == 1
    assert taken.step == SpreadsheetImport.Step.LOOK


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (many_columns, "columns, more than 200"),
        (lambda sheet: sheet.delete_rows(2), "There are no rows"),
        (lambda sheet: sheet.cell(2, 6, "x" * 31_000), "Cell F2 holds 31,000 characters"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_cannot_be_read_is_refused_with_a_sentence(reference, olu, change, told):
    with pytest.raises(Refused, match=told):
        upload_spreadsheet(xlsx_file([EXAMPLE[heading] for heading in HEADINGS], change=change), by=olu)
    assert not SpreadsheetImport.objects.exists()


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("past.xlsx", b"PK\x03\x04 not a zip"),
        SimpleUploadedFile("past.xlsx", b"Title,Amount"),
        SimpleUploadedFile("past.csv", b"Title\0Amount"),
        SimpleUploadedFile("past.csv", b'Title,Amount\n"unclosed'),
        SimpleUploadedFile("past.csv", b""),
        SimpleUploadedFile("past.pdf", b"%PDF-"),
    ],
    ids=str,
)
def test_a_file_that_is_no_such_spreadsheet_is_refused(reference, olu, upload):
    with pytest.raises(Refused):
        upload_spreadsheet(upload, by=olu)
    assert not SpreadsheetImport.objects.exists()


def test_the_xlsx_template_has_the_columns_and_explains_each(reference, olu):
    book = load_workbook(BytesIO(template_xlsx()))
    assert [cell.value for cell in book["Decisions"][1]] == HEADINGS
    explained = [row[0].value for row in book["How to fill it in"].iter_rows()]
    assert set(HEADINGS) <= set(explained)


def test_only_the_office_imports(reference, mo):
    with pytest.raises(Refused):
        upload_spreadsheet(csv_file(row()), by=mo)
    assert not Event.objects.filter(by=mo).exists()
