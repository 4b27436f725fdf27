"""Personal data in past decisions: each find in its sentence and with its row, to be acknowledged by name."""

import re

import pytest

from grants.models import Decision
from intake.actions.bringing_in import upload_spreadsheet
from intake.actions.drafting import draft_spreadsheet
from intake.actions.publishing import send_spreadsheet
from intake.models import SpreadsheetImport
from intake.views.office import imports
from tests.intake.test_past_decisions import csv_file, row
from tests.office.bringing_in import shown


@pytest.fixture
def taken(reference, olu) -> SpreadsheetImport:
    rows = [
        row(External_reference="1"),
        row(External_reference="2", Reasons="Early help lasts, as years have shown us. Ring 0161 496 0000 for more."),
        row(External_reference="3", Purpose="Help for victims. Write to a.n.other@example.org or ring 0161 496 0001."),
    ]  # fmt: skip
    # Of different days: decisions of one day that are alike would be held against each other.
    rows = [each | {"Date of decision": f"{day}/5/2022"} for day, each in enumerate(rows, start=1)]
    taken = draft_spreadsheet(upload_spreadsheet(csv_file(*rows), by=olu), by=olu)
    return send_spreadsheet(taken, by=olu)


def ticks(page: str) -> list[str]:
    return re.findall(r'name="hits" value="(\w+)"', page)


@pytest.fixture(autouse=True)
def patient_server(monkeypatch):
    """However busy the machine is, one request has the time to publish all."""
    monkeypatch.setattr(imports, "SECONDS", 60.0)


def publish_all(client, taken) -> str:
    address = f"/office/imports/{taken.pk}/"
    client.post(address + "approve/", shown(client, address))
    return client.post(f"/office/imports/{taken.pk}/publish/", follow=True).content.decode()


def test_each_find_is_shown_in_its_sentence_with_its_row_and_a_tick_lets_it_be_published(taken, ada, signed_in):
    approver, address = signed_in(ada), f"/office/imports/{taken.pk}/"
    assert "In 2 decisions the text seems to contain personal data" in approver.get(address).content.decode()
    page = approver.get(address + "personal-data/").content.decode()
    assert "Ring <mark>0161 496 0000</mark> for more." in page
    assert "Row 3, Reasons: a phone number." in page
    assert "Row 4, Purpose: an e-mail address." in page
    phone, email, _ = ticks(page)
    page = approver.post(address + "personal-data/", {"hits": [phone, email]}, follow=True).content.decode()
    assert len(ticks(page)) == 1
    acknowledged = Decision.objects.get(external_reference="2").acknowledgements.get()
    assert (acknowledged.hit, acknowledged.by) == ("0161 496 0000", ada)
    page = publish_all(approver, taken)
    published = Decision.objects.exclude(published_at=None).order_by("external_reference")
    assert [decision.external_reference for decision in published] == ["1", "2"]
    assert "What looks like a phone number is in “Purpose”" in page
    approver.post(
        address + "personal-data/", {"hits": ticks(approver.get(address + "personal-data/").content.decode())}
    )
    assert "All of them are published" in publish_all(approver, taken)


def test_a_tick_for_a_text_that_has_changed_acknowledges_nothing(taken, ada, signed_in):
    page = signed_in(ada).post(f"/office/imports/{taken.pk}/personal-data/", {"hits": ["0" * 64]}).content.decode()
    assert "The text has changed since you opened the page" in page
    page = signed_in(ada).post(f"/office/imports/{taken.pk}/personal-data/", {}).content.decode()
    assert "Tick what may be published" in page


def test_partners_are_kept_out(taken, mo, signed_in):
    assert signed_in(mo).get(f"/office/imports/{taken.pk}/personal-data/").status_code == 403
