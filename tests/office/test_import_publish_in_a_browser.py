"""In a real browser, the page of an import publishes what was approved, one request after the other, by itself."""

import pytest
from playwright.sync_api import expect

from intake.actions.bringing_in import upload_spreadsheet
from intake.actions.drafting import draft_spreadsheet
from intake.actions.publishing import send_spreadsheet
from intake.views.office import imports
from register.models import Notice
from tests.intake.test_past_decisions import csv_file, row


@pytest.fixture
def approver_page(transactional_db, reference, olu, ada, new_context, signed_in, live_server, monkeypatch):
    """Ada's page of an import of three decisions; each request has time for one."""
    monkeypatch.setattr(imports, "SECONDS", 0.0)
    days = [row(External_reference=f"{day}", Date_of_decision=f"{day}/5/2022") for day in (1, 2, 3)]
    uploaded = upload_spreadsheet(csv_file(*days), by=olu)
    sent = send_spreadsheet(draft_spreadsheet(uploaded, by=olu), by=olu)
    context = new_context()
    session = signed_in(ada).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/office/imports/{sent.pk}/")
    return page


def test_after_one_click_everything_is_published(approver_page, axe):
    axe(approver_page)
    approver_page.get_by_role("button", name="Approve and publish").click()
    expect(approver_page.get_by_text("All of them are published.")).to_be_visible(timeout=30_000)
    assert Notice.objects.count() == 3
