"""One import: import_check, import_corrections, import_draft, import_send, import_approve, import_publish,
import_pause, import_return, import_look_alikes, import_undo and import_discard are its buttons."""

import csv
import io
from functools import partial

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from grants.actions.decisions import revise
from grants.models import Decision, Event, FundingStream, KeptText, StoredFile
from intake.actions import publishing
from intake.actions.publishing import publish_next
from intake.models import SpreadsheetImport
from intake.spreadsheets.template import template_csv
from intake.views.office import imports
from tests.office.bringing_in import bring_in, draft_one, look, match, shown

LINE = template_csv().decode("utf-8-sig").splitlines()


@pytest.fixture
def upload(reference, olu, signed_in):
    def send(*lines: str) -> str:
        file = SimpleUploadedFile("past.csv", "\n".join([LINE[0], *lines]).encode())
        return signed_in(olu).post("/office/imports/", {"file": file}).url

    return send


@pytest.fixture
def sent(upload, olu, signed_in):
    """The address of an import of five decisions that waits for an approver."""
    address = upload(*several(5))
    for button in ("draft/", "send/"):
        signed_in(olu).post(address + button)
    return address


def several(count: int) -> list[str]:
    """Decisions of different days: those of one day that are alike would be held against each other."""
    lines = [LINE[1].replace("1647", str(number), 1) for number in range(count)]
    return [line.replace("01/06/2022", f"{number + 1:02}/05/2022", 1) for number, line in enumerate(lines)]


@pytest.fixture(autouse=True)
def patient_server(monkeypatch):
    """However busy the machine is, one request has the time for all."""
    monkeypatch.setattr(imports, "SECONDS", 60.0)


@pytest.fixture
def slow_server(patient_server, monkeypatch):
    """Each request has time for one decision."""
    monkeypatch.setattr(imports, "SECONDS", 0.0)
    monkeypatch.setattr(publishing, "publish_next", partial(publish_next, most=1))


def test_an_import_goes_from_the_check_to_the_public_page(upload, olu, ada, signed_in, client):
    poor = LINE[1].replace("1647", "1648").replace("Section 143", "").replace("01/06/", "02/06/")
    address, office, approver = upload(LINE[1], poor), signed_in(olu), signed_in(ada)
    assert "Draft 2 decisions" in office.get(address).content.decode()
    assert "10,000" not in office.get(address).content.decode()
    assert "Send for approval" in office.post(address + "draft/", follow=True).content.decode()
    assert "can approve and publish them here" in office.post(address + "send/", follow=True).content.decode()
    assert office.post(address + "approve/").status_code == 403
    assert "Approve and publish" in approver.get(address).content.decode()
    assert (
        "0 of 2 published"
        in approver.post(address + "approve/", shown(approver, address), follow=True).content.decode()
    )
    page = approver.post(address + "publish/", follow=True).content.decode()
    assert "Choose the legal power for the grant." in page
    assert "(row 3)" in page
    assert "Try them again" in page
    public = client.get("/decisions/GM-2022-0001/").content.decode()
    assert "Past decision" in public
    assert "First published on 9 June 2022" in public
    assert Decision.objects.get(reference="GM-2022-0002").state == "draft"


def test_errors_are_shown_by_row_and_column_and_can_be_checked_again(upload, olu, signed_in):
    address, office = upload(LINE[1].replace("Manchester City Council", "A new charity")), signed_in(olu)
    for page in (office.get(address), office.post(address + "check/", follow=True)):
        assert "1 error to correct" in page.content.decode()
        assert "“A new charity” is not known here" in page.content.decode()
    assert "Nothing was drafted." in office.post(address + "draft/").content.decode()
    assert not Decision.objects.exists()


def test_the_same_error_in_many_rows_is_shown_once(upload, olu, signed_in):
    lines = [line.replace("Manchester City Council", "A new charity") for line in several(7)]
    page = " ".join(signed_in(olu).get(upload(*lines)).text.split())
    assert "7 errors to correct" in page
    assert page.count("“A new charity” is not known here") == 1
    assert "In 7 rows: 2, 3, 4, 5, 6 and others" in page


def test_a_row_that_has_become_wrong_since_the_check_is_named_and_nothing_is_drafted(upload, olu, signed_in):
    address, office = upload(*several(3)), signed_in(olu)
    FundingStream.objects.filter(name="MoJ Victims Grant").update(name="Victims Fund", slug="victims-fund")
    page = office.post(address + "draft/").content.decode()
    assert "“MoJ Victims Grant” is not the name of a funding stream here" in page
    assert "3 errors to correct" in page
    assert not Decision.objects.exists()


def test_publishing_continues_from_request_to_request_and_shows_how_far_it_has_come(
    sent, ada, oma, signed_in, slow_server
):
    approver = signed_in(ada)
    approval = shown(approver, sent) | {"exceeding_reason": "Agreed by the board."}
    page = approver.post(sent + "approve/", approval, follow=True)
    assert page.redirect_chain[-1][0] == sent + "?going=on"
    assert "data-goes-on" in page.content.decode()
    assert "1 of 5 published" in approver.post(sent + "publish/", follow=True).content.decode()
    lost_connection = approver.get(sent).content.decode()
    assert "1 of 5 published" in lost_connection
    assert "data-goes-on" not in lost_connection
    assert "2 of 5 published" in signed_in(oma).post(sent + "publish/", follow=True).content.decode()
    call_command("publish_import")  # the timer
    assert "All of them are published" in approver.get(sent).content.decode()
    assert {decision.approved_by for decision in Decision.objects.all()} == {ada}
    assert SpreadsheetImport.objects.get().exceeding_reason == "Agreed by the board."


def test_drafts_that_were_changed_since_they_were_read_are_not_approved_unread(sent, olu, ada, signed_in):
    approver, changed = signed_in(ada), Decision.objects.order_by("pk")[2]
    read = shown(approver, sent)
    revise(changed, by=olu, values={"title": "Nobody has read this title"})
    for button, typed in (("approve/", {}), ("return/", {"comment": "The reasons are missing."})):
        page = approver.post(sent + button, read | typed)
        assert f"Changed since you opened this page, so nothing was done: {changed.reference}." in page.text
        assert "Open the page again" in approver.post(sent + button, typed).text
    assert SpreadsheetImport.objects.get().approved_at is None
    now = {"seen": page.context["return_form"]["seen"].value()}
    approver.post(sent + "approve/", now)
    assert SpreadsheetImport.objects.get().approved_by == ada


def test_a_paused_import_publishes_nothing_until_it_is_approved_again(sent, olu, ada, signed_in, slow_server):
    approver = signed_in(ada)
    for button in ("approve/", "publish/"):
        approver.post(sent + button, shown(approver, sent))
    assert signed_in(olu).post(sent + "pause/").status_code == 403
    assert "Approve and publish" in approver.post(sent + "pause/", follow=True).content.decode()
    approver.post(sent + "publish/")
    call_command("publish_import")
    assert Decision.objects.exclude(published_at=None).count() == 1


def test_a_spreadsheet_says_what_was_hidden_in_it(olu, signed_in):
    book = openpyxl.Workbook()
    book.active.title = "Decisions"
    for row in csv.reader(LINE[:2]):
        book.active.append(row)
    book.active.append(["", "", "A second decision", "", "1648"])
    book.active.row_dimensions[2].hidden = True
    book.properties.creator = "Jo Bloggs"
    made = io.BytesIO()
    book.save(made)
    page = (
        signed_in(olu)
        .post("/office/imports/", {"file": SimpleUploadedFile("past.xlsx", made.getvalue())}, follow=True)
        .content.decode()
    )
    assert "Row 2 of “Decisions” is hidden." in page
    assert "Its properties name an author, “Jo Bloggs”." in page


def test_the_whole_list_is_a_file_with_a_column_that_says_what_to_change(reference, olu, signed_in):
    office = signed_in(olu)
    address = bring_in(office)
    look(office, address)
    match(office, address)
    answer = office.get(address + "what-to-change.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0] == ("What to change", "Sheet", "Row", "When", "Group", "What for", "Sum given")
    assert rows[2][0].startswith("When: Write the date, like 31/3/2024 (it says “June 2022”).")
    assert [row[3] for row in rows[1:]] == ["4 May 2022", "June 2022", "5 May 2022"]


def test_drafting_is_undone_as_long_as_nothing_is_published(reference, olu, signed_in):
    office = signed_in(olu)
    address = bring_in(office)
    draft_one(office, address)
    page = office.post(address + "undo/", follow=True)
    assert "The drafts are deleted. The file, its matching and your answers are kept." in page.text
    assert "Draft 1 decision" in page.text
    assert not Decision.objects.exists()
    assert not Event.objects.exclude(decision=None).exists()
    assert not KeptText.objects.exclude(decision=None).exists()
    office.post(address + "draft/")
    assert Decision.objects.count() == 1


def test_an_import_is_returned_with_what_has_to_be_changed(reference, olu, ada, signed_in):
    office = signed_in(olu)
    address = bring_in(office)
    draft_one(office, address)
    office.post(address + "send/")
    approver = signed_in(ada)
    queue = approver.get("/office/").text.split('id="queue"')[1].split("</section>")[0]
    assert "ride.csv</a><br>1 past decision, 1 award" in queue
    assert ">£500.00<" in queue
    assert ">Olu<" in queue
    assert "Say what has to be changed" in approver.post(address + "return/", {"comment": ""}).text
    approver.post(address + "return/", shown(approver, address) | {"comment": "The reasons are missing."})
    assert "The reasons are missing." in office.get(address).text
    assert "Returned" in office.get("/office/imports/").text
    assert "ride.csv" not in approver.get("/office/").text
    assert "Send for approval" in office.get(address).text


def test_decisions_that_look_like_others_are_others_or_are_left_out(reference, olu, signed_in):
    office = signed_in(olu)
    twice = ["Date,Recipient,Purpose,Amount", "4/5/2022,Bury,Lights,£500.00", "4/5/2022,Bury,Lights,£500.00"]
    address = bring_in(office, twice)
    look(office, address)
    match(office, address)
    assert "1 decision looks like one that is here, or in a row above" in " ".join(office.get(address).text.split())
    assert "Say why they are other decisions" in office.post(address + "look-alikes/", {"others": "yes"}).text
    office.post(address + "look-alikes/", {"others": "yes", "why_another": "Two streets."})
    assert "Draft 2 decisions" in office.get(address).text
    match(office, address, **{"same-why_another": ""})
    office.post(address + "look-alikes/", {"leave_out": "yes"})
    assert "Draft 1 decision<" in office.get(address).text


def test_an_import_is_deleted_with_its_file_before_it_is_drafted(reference, olu, signed_in):
    office = signed_in(olu)
    address = bring_in(office)
    assert office.post(address + "discard/").url == "/office/imports/"
    assert not SpreadsheetImport.objects.exists()
    assert not StoredFile.objects.exists()
    address = bring_in(office)
    draft_one(office, address)
    assert "Its decisions are drafted. Undo that first" in office.post(address + "discard/").text
