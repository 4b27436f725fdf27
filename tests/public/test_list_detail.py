"""Lists of decisions: each says why a decision is on it, and is the same as a page, as CSV, as JSON and as a feed."""

import csv
import io
import json
import re
from datetime import date

import pytest
from django.test import Client

from grants.actions.decisions import revise
from grants.models import Ground
from register.actions.withholding import withhold
from register.models import PublicList
from tests import stories

VIEW = {"ground": Ground.SAFETY, "viewed_on": date(2024, 1, 30), "viewed_by": "Chief Constable"}
HOUSE = {
    "decision_text": "£7,500 is granted for better locks.",
    "reasons": "Victims who feel safe stay, and give evidence, so that offenders are brought to justice.",
}


@pytest.fixture
def office(olu, ada):
    def publishes(decision, **options):
        sent = stories.approved(stories.sent(stories.fresh(decision), by=olu), by=ada)
        return stories.published(sent, by=ada, **options)

    return publishes


def test_a_corrected_decision_says_in_which_version_and_why(small, read):
    page = read("/lists/corrected/")
    assert re.search(r"1 decision\b.*Version 2, .*: A reason had been left out\.", page.text, re.DOTALL)
    assert page.links[f"What changed in {small.hotspot.reference}"].endswith("/versions/")


def test_a_withdrawn_decision_says_when_and_why(small, read):
    page = read("/lists/withdrawn/")
    assert "The council no longer needs the money." in page
    assert small.gone.title in page
    assert small.hotspot.title not in page


@pytest.mark.parametrize(("published_on", "is_late"), [("2024-03-31T12:00:00Z", False), ("2024-04-01T12:00:00Z", True)])
def test_late_is_after_the_month_that_follows_the_decision(approved, ada, read, published_on, is_late, time_machine):
    time_machine.move_to(published_on)
    stories.published(approved, by=ada)
    page = read("/lists/late/")
    assert ("In time would have been by 31 March 2024." in page) is is_late
    assert ("55 days after the decision" in page) is is_late


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (None, "No notice is recorded."),
        (date(2024, 1, 9), "27 clear days before the decision, fewer than 28."),
        (date(2024, 1, 8), "28 clear days before the decision."),
    ],
)
def test_a_key_decision_says_what_notice_was_given(draft, olu, office, read, given, sentence):
    assert draft.reference not in read("/lists/key/")
    office(revise(draft, by=olu, values={"is_key": True, "key_notice_on": given}))
    assert sentence in read("/lists/key/")
    (row,) = rows_of("listed=key")
    assert row["key_notice_on"] == (given.isoformat() if given else "")


def test_each_withheld_part_stands_with_its_ground_and_whose_view_it_is(draft, olu, office, read):
    withhold(draft, by=olu, what="reasons", values=VIEW)
    assert draft.reference not in read("/lists/withheld/")
    office(draft)
    page = read("/lists/withheld/")
    assert f"({Ground.SAFETY.label}, Chief Constable, 30 January 2024)" in page
    assert "26%" not in read("/returns/2024-02/")
    assert "Reasons Withheld" in read("/returns/2024-02/").all(".//dt")
    assert "Chief Constable" in read("/panel/?from=2024-02-01&to=2024-02-28")


def test_with_a_recipient_it_is_said_that_the_title_and_partnership_are_withheld_too(draft, olu, office, read):
    revise(draft, by=olu, values={"summary": "", **HOUSE})
    withhold(draft, by=olu, what="award-1", values=VIEW)
    office(draft)
    assert "the title of the award, and its partnership if it has one" in read("/lists/withheld/")
    assert "Withheld with the recipient are the title of the award" in read(f"/decisions/{draft.reference}/")


def test_an_award_from_an_open_call_is_listed_where_that_is_recorded(draft, olu, office, read):
    office(revise(draft, by=olu, values={"from_open_call": True}))
    assert draft.reference in read("/lists/open-call/")


@pytest.mark.parametrize("name", PublicList.values)
def test_a_list_is_the_same_as_a_page_as_data_and_as_a_feed(small, read, name):
    on_page = {*read(f"/lists/{name}/").all(".//*[@class='reference']")}
    assert {row["reference"] for row in rows_of(f"listed={name}")} == on_page
    told = json.loads(b"".join(Client().get(f"/decisions.json?listed={name}").streaming_content))["decisions"]
    assert {row["reference"] for row in told} == on_page
    found = Client().get(f"/feeds/decisions.atom?listed={name}").content.decode()
    assert {*re.findall(r"GM-\d{4}-\d{4}(?=/)", found)} == on_page
    on_register = read(f"/decisions/?listed={name}").all(".//p[@class='results__facts']/*[@class='reference']")
    assert {*on_register} == on_page


def test_a_long_list_comes_page_by_page(small, read, monkeypatch):
    monkeypatch.setattr("public.views.paging.PAGE_SIZE", 1)
    page = read("/lists/late/?page=2")
    assert len(page.all(".//*[@class='reference']")) == 1
    assert "2 decisions" in page
    assert "There is no page “9”" in read("/lists/late/?page=9")


def test_what_is_no_list_is_not_found(read):
    read("/lists/never/", status=404)


def rows_of(query: str) -> list[dict[str, str]]:
    answer = Client().get(f"/decisions.csv?{query}")
    assert answer.status_code == 200, answer.content
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode().lstrip("\ufeff"))))
