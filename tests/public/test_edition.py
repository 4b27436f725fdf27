"""A reader's copy stays good while nothing has changed, and no longer."""

import pytest
from django.core.management import call_command
from django.test import Client

from conditions.actions.assessments import assess
from conditions.models import Obligation
from grants.actions.office_data import save_office_data
from grants.models import SocTheme
from tests import stories

PAGES = (
    "/",
    "/decisions/",
    "/decisions/?q=mentoring",
    "/data/awards.csv",
    "/feeds/decisions.atom",
    "/conditions/",
    "/about/",
)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_has_not_changed_is_not_sent_again(published, address):
    first = Client().get(address)
    assert first["Cache-Control"] == "public, no-cache"
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_no_public_page_varies_by_cookie_or_looks_at_the_session(published, signed_in, mo):
    for client in (Client(), signed_in(mo)):
        for address in PAGES:
            assert "Cookie" not in client.get(address).get("Vary", ""), address


def test_a_new_notice_makes_a_new_edition(published, olu, ada):
    before = Client().get("/")["ETag"]
    stories.whole(officer=olu, approver=ada, district="bury")
    assert Client().get("/", headers={"If-None-Match": before}).status_code == 200


def test_so_does_a_finding(published, olu):
    before = Client().get("/conditions/")["ETag"]
    plan = Obligation.objects.get(condition__decision=published, terms_data__code="SC3")
    assess(plan, by=olu, finding="met", reasons="The plan sets out its outputs.")
    assert Client().get("/conditions/", headers={"If-None-Match": before}).status_code == 200


def test_so_does_midnight_in_london(published, time_machine):
    time_machine.move_to("2026-06-30T22:59:00Z")
    before = Client().get("/")["ETag"]
    time_machine.move_to("2026-06-30T23:01:00Z")
    assert Client().get("/")["ETag"] != before


def test_another_address_is_another_page(published):
    tag = Client().get("/decisions/")["ETag"]
    assert Client().get("/decisions/?q=zebra", headers={"If-None-Match": tag}).status_code == 200


def test_pages_for_people_with_accounts_are_not_kept(published, signed_in, olu):
    assert "ETag" not in signed_in(olu).get("/office/")


def test_what_is_not_there_has_no_edition(published):
    assert "ETag" not in Client().get("/decisions/GM-1999-0001/")


def test_reference_data_added_from_the_command_line_makes_a_new_edition(published):
    SocTheme.objects.all().delete()
    before = Client().get("/data/")["ETag"]
    call_command("load_office_data")
    assert Client().get("/data/")["ETag"] != before


def test_so_does_a_renamed_partnership(published, manchester, ann):
    address = "/partnerships/manchester/"
    before = Client().get(address)["ETag"]
    save_office_data(manchester, {"name": "Manchester Safety Partnership"}, by=ann)
    answer = Client().get(address, headers={"If-None-Match": before})
    assert "Manchester Safety Partnership" in answer.content.decode()
