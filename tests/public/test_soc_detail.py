"""Work against serious and organised crime: the 4Ps and themes that decisions, streams and partnerships name."""

import json

from conditions.actions.conditions import remove_condition
from grants.actions.decisions import revise
from register.checks.checklist import checklist
from register.models import Notice
from register.notices.verification import verify
from tests import stories
from tests.public.serving import BOARD

PREVENT, LINES = "/organised-crime/prevent/", "/organised-crime/county-lines/"


def test_a_strand_has_its_decisions_money_conditions_and_who_oversees_them(soc, read):
    page = read(PREVENT)
    assert page.all(".//dl[@class='tiles']/div/dd")[:3] == ["£7,695.00", "£7,500.00", "1"]
    assert page.links[soc.title] == f"/decisions/{soc.reference}/"
    assert BOARD in page
    assert "The Challenger board." in page
    assert page.links["Manchester Community Safety Partnership"] == "/partnerships/manchester/"
    assert page.links["See all 5 conditions"] == "/conditions/?soc=prevent"
    assert "5 conditions" in read("/conditions/?soc=prevent&standing=")
    assert "1 condition: met" in read("/conditions/?soc=prevent&standing=met")
    assert "No published decision names it yet." in read("/organised-crime/prepare/")
    assert read(LINES).links["Challenger SOC hotspot fund"] == "/funding-streams/challenger-soc-hotspot-fund/"
    read("/organised-crime/no-such-theme/", status=404)


def test_decisions_streams_and_partnerships_say_it_and_lead_there(soc, read, client):
    page = read(f"/decisions/{soc.reference}/")
    assert page.links["Prevent"] == PREVENT
    assert page.links["county lines"] == LINES
    assert BOARD in page
    stream = read("/funding-streams/challenger-soc-hotspot-fund/")
    assert stream.links["county lines"] == LINES
    assert "The Challenger board." in stream
    assert "Its own SOC group." in read("/partnerships/manchester/")
    assert "organised crime" not in read("/partnerships/wigan/")
    document = json.loads(client.get(f"/decisions/{soc.reference}.json").content)["document"]
    assert document["record"]["soc_governance"]["value"] == BOARD
    assert verify().fault == ""


def test_lists_files_and_the_api_are_narrowed_to_it(soc, read, client):
    page = read("/decisions/?soc=prevent")
    assert soc.title in page
    assert "1 decision" in page
    assert "£7,695.00" in read("/awards/?soc=county-lines")
    listed = client.get("/api/v1/decisions?soc=county-lines").json()
    assert [each["reference"] for each in listed["decisions"]] == [soc.reference]
    assert listed["decisions"][0]["soc"] == "Prevent; Pursue; county lines"
    assert client.get("/api/v1/decisions?soc=pirates").status_code == 404
    assert "Choose one of the 4Ps or a theme from the list" in read("/decisions/?soc=pirates")


def test_the_search_knows_it(soc, read):
    assert read("/decisions/?q=prevent").links["Prevent"] == PREVENT
    assert read("/decisions/?q=county+line").links["County lines"] == LINES
    assert "/organised-crime/" in read("/decisions/?q=SOC").links.values()


def test_a_correction_takes_it_away(soc, read):
    office = stories.fresh(soc)
    olu, ada = office.created_by, Notice.objects.latest("sequence").published_by
    stories.corrected(soc, officer=olu, approver=ada, four_ps=["pursue"], soc_themes=[])
    assert "No published decision names it yet." in read(PREVENT)


def test_the_checklist_asks_who_oversees_it(draft, olu):
    sentence = "Nothing says who oversees the work against serious and organised crime."
    remove_condition(draft.conditions.get(standard__code="SC4"), by=olu)
    revise(draft, by=olu, values={"four_ps": ["prevent"]})
    assert sentence in [each.sentence for each in checklist(stories.fresh(draft)).warnings]
    revise(draft, by=olu, values={"soc_governance": BOARD})
    assert sentence not in [each.sentence for each in checklist(stories.fresh(draft)).warnings]
