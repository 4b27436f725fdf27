"""A reader's copy stays good while nothing has changed, and no longer."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils.http import http_date

from conditions.actions.assessments import assess
from conditions.models import Obligation
from grants.actions.decisions import revise
from grants.actions.diary import record
from grants.actions.office_data import save_office_data
from grants.models import Partnership, PublicEdition, SocTheme
from pcc_decisions.edition import edition
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
            answer = client.get(address)
            assert "Cookie" not in answer.get("Vary", ""), address
            assert not answer.cookies, address


def test_a_new_notice_makes_a_new_edition(published, olu, ada):
    before = Client().get("/")["ETag"]
    stories.whole(officer=olu, approver=ada, district="bury")
    assert Client().get("/", headers={"If-None-Match": before}).status_code == 200


def test_what_people_do_inside_makes_no_new_edition(published, olu, ada):
    """So nobody outside can see that somebody is at work."""
    before = Client().get("/")["ETag"]
    stories.approved(stories.sent(stories.draft(by=olu, district="bury"), by=olu), by=ada)
    revise(published, by=olu, values={"need": "Threats have grown."})
    assert Client().get("/", headers={"If-None-Match": before}).status_code == 304


def test_one_row_says_which_edition_it_is_however_long_the_diary(published, django_assert_num_queries):
    with django_assert_num_queries(2) as asked:  # the other one is for the sample mark
        edition()
    assert not any("grants_event" in each["sql"] for each in asked)
    assert PublicEdition.objects.count() == 1


def test_the_row_is_held_only_while_a_transaction_commits(transactional_db, reference, olu):
    """Two who publish, find or correct at once never wait for each other because of the edition."""
    district = Partnership.objects.get(slug="bury")
    with transaction.atomic():
        record("changed", district, by=olu)
        assert PublicEdition.objects.count() == 0
    assert PublicEdition.objects.get().number == 1


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


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_when_the_register_last_changed_and_is_not_sent_again_to_who_has_it(
    published, address, time_machine
):
    time_machine.move_to("2036-06-30T12:00:00Z")
    changed = Client().get(address)["Last-Modified"]
    assert Client().get(address, headers={"If-Modified-Since": changed}).status_code == 304
    assert Client().get(address, headers={"If-Modified-Since": http_date(0)}).status_code == 200


def test_what_changed_within_the_minute_is_sent_again(manchester, ann, time_machine):
    """Of two changes at once the later may be saved first."""
    time_machine.move_to("2036-06-30T12:00:00Z")
    save_office_data(manchester, {"name": "Manchester Safety Partnership"}, by=ann)
    changed = Client().get("/")["Last-Modified"]
    assert changed == "Mon, 30 Jun 2036 12:00:00 GMT"
    assert Client().get("/", headers={"If-Modified-Since": changed}).status_code == 200
    time_machine.move_to("2036-06-30T12:01:10Z")
    assert Client().get("/", headers={"If-Modified-Since": changed}).status_code == 304


def test_midnight_in_london_is_a_change(published, time_machine):
    time_machine.move_to("2036-06-30T23:30:00Z")
    assert Client().get("/")["Last-Modified"] == "Mon, 30 Jun 2036 23:00:00 GMT"


@pytest.mark.parametrize(
    "address", ["/data/awards.csv", "/data/datapackage.json", "/decisions.json", "/feeds/decisions.atom"]
)
def test_pages_of_other_sites_may_read_the_data_and_no_page(published, address):
    answer = Client().get(address, headers={"Origin": "https://other.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in Client().get("/", headers={"Origin": "https://other.example"})
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    allowed = Client().options(address, headers=asked | {"Access-Control-Request-Headers": "if-none-match"})
    assert (allowed.status_code, allowed["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")
    assert "If-None-Match" in allowed["Access-Control-Allow-Headers"]


def test_pages_of_other_sites_read_nothing_that_is_not_public(published, signed_in, olu):
    answer = signed_in(olu).get("/office/", headers={"Origin": "https://other.example"})
    assert "Access-Control-Allow-Origin" not in answer
