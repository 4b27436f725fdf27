"""One import: import_check, import_draft, import_undo, import_send, import_publish and import_retry are its buttons."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grants.models import Decision, Organisation
from intake.actions import drafting as past
from intake.spreadsheets.template import template_csv
from intake.views.office import imports

LINE = template_csv().decode("utf-8-sig").splitlines()


@pytest.fixture
def upload(reference, olu, signed_in):
    def send(*lines: str) -> str:
        file = SimpleUploadedFile("past.csv", "\n".join([LINE[0], *lines]).encode())
        return signed_in(olu).post("/office/imports/", {"file": file}).url

    return send


def test_an_import_goes_from_the_check_to_the_public_page(upload, olu, ada, signed_in, client):
    poor = LINE[1].replace("1647", "1648").replace("Section 143", "")
    address, office, approver = upload(LINE[1], poor), signed_in(olu), signed_in(ada)
    assert "Draft 2 decisions" in office.get(address).content.decode()
    assert "Send for approval" in office.post(address + "draft/", follow=True).content.decode()
    assert "can approve and publish them here" in office.post(address + "send/", follow=True).content.decode()
    assert office.post(address + "publish/").status_code == 403
    assert "Approve and publish" in approver.get(address).content.decode()
    page = approver.post(address + "publish/", {"exceeding_reason": ""}, follow=True).content.decode()
    assert "Choose the legal power for the grant." in page
    assert "(row 3)" in page
    public = client.get("/decisions/GM-2022-0001/").content.decode()
    assert "Past decision" in public
    assert "First published on 9 June 2022" in public
    assert Decision.objects.get(reference="GM-2022-0002").state == "draft"
    page = approver.post(address + "retry/", follow=True).content.decode()
    assert "Approve and publish" in page


def test_errors_are_shown_by_row_and_column_and_can_be_checked_again(upload, olu, signed_in):
    address, office = upload(LINE[1].replace("Manchester City Council", "A new charity")), signed_in(olu)
    for page in (office.get(address), office.post(address + "check/", follow=True)):
        assert "1 thing to correct" in page.content.decode()
        assert "“A new charity” is not known here" in page.content.decode()
    assert "Nothing was drafted." in office.post(address + "draft/").content.decode()
    assert not Decision.objects.exists()


def test_the_same_error_in_many_rows_is_told_once(upload, olu, signed_in):
    lines = [line.replace("Manchester City Council", "A new charity") for line in several(7)]
    page = " ".join(signed_in(olu).get(upload(*lines)).text.split())
    assert "7 things to correct" in page
    assert page.count("“A new charity” is not known here") == 1
    assert "In 7 rows: 2, 3, 4, 5, 6 and others" in page


@pytest.fixture(autouse=True)
def patient_server(monkeypatch):
    """However busy the machine is, one request has the time for all."""
    monkeypatch.setattr(imports, "SECONDS_PER_STEP", 60.0)


def several(count: int) -> list[str]:
    return [LINE[1].replace("1647", str(number), 1) for number in range(count)]


@pytest.fixture
def slow_server(patient_server, monkeypatch):
    """Each request has time for one step of two decisions."""
    monkeypatch.setattr(past, "AT_ONCE", 2)
    monkeypatch.setattr(imports, "SECONDS_PER_STEP", 0.0)


def test_drafting_goes_on_from_request_to_request_and_a_lost_connection_is_told(upload, olu, signed_in, slow_server):
    address, office = upload(*several(5)), signed_in(olu)
    answer = office.post(address + "draft/", follow=True)
    assert answer.redirect_chain[-1][0] == address + "?going=on"
    assert "2 of 5 drafted" in answer.content.decode()
    assert "data-goes-on" in answer.content.decode()
    assert "Drafted in part" in office.get("/office/imports/").content.decode()
    page = office.get(address).content.decode()
    assert "Continue where it stopped, or undo" in page
    assert "data-goes-on" not in page
    for told in ("4 of 5 drafted", "5 of 5 drafted", "5 of 5 drafted", "Send for approval"):
        assert told in office.post(address + "draft/", follow=True).content.decode()
    assert Decision.objects.count() == 5


def test_what_was_begun_is_undone_from_request_to_request(upload, olu, signed_in, slow_server):
    address, office = upload(*several(5)), signed_in(olu)
    for _ in range(2):
        office.post(address + "draft/")
    assert "2 of 5 drafts still to remove" in office.post(address + "undo/", follow=True).content.decode()
    page = office.post(address + "undo/", follow=True).content.decode()
    assert "Nothing has been drafted yet" in page
    assert not Decision.objects.exists()


def test_a_row_that_became_wrong_meanwhile_is_told_and_the_drafts_go(upload, olu, signed_in, slow_server):
    address, office = upload(*several(3)), signed_in(olu)
    office.post(address + "draft/")
    Organisation.objects.filter(name="Manchester City Council").update(name="Council of Manchester")
    page = office.post(address + "draft/").content.decode()
    assert "“Manchester City Council” is not known here" in page
    assert "being removed" in page
    assert "1 thing to correct" in office.post(address + "undo/", follow=True).content.decode()
    assert not Decision.objects.exists()


def test_the_page_goes_on_by_itself_only_while_it_is_asked_to(upload, olu, ada, signed_in):
    address = upload(LINE[1])
    for button in ("draft/", "send/"):
        signed_in(olu).post(address + button)
    assert "data-goes-on" not in signed_in(ada).get(address).content.decode()
    assert "data-goes-on" in signed_in(ada).get(address + "?going=on").content.decode()
