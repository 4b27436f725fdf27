"""Work against serious and organised crime: the 4Ps and themes that decisions, streams and partnerships name."""

import csv
import io
import json

import pytest

from conditions.actions.conditions import remove_condition
from grants.actions.decisions import revise
from grants.actions.office_data import save_office_data
from grants.models import FourPs, FundingStream, SocTheme
from register.checks.checklist import checklist
from register.models import Notice
from register.notices.verification import verify
from tests import stories

BOARD = "The serious and organised crime board of the city looks at the spending each quarter."
PREVENT, LINES = "/organised-crime/prevent/", "/organised-crime/county-lines/"


def against_crime(decision, olu, ada):
    themes = SocTheme.objects.filter(name="county lines")
    values = {"four_ps": [FourPs.PREVENT, FourPs.PURSUE], "soc_themes": themes, "soc_governance": BOARD}
    return stories.corrected(decision, officer=olu, approver=ada, **values)


@pytest.fixture
def soc(small, manchester, ann):
    """Manchester's grant, raised by £195 since, is work against county lines; so is the stream it is from."""
    office = small.office
    decision = against_crime(small.hotspot, office.olu, office.ada)
    stream = FundingStream.objects.get(slug="challenger-soc-hotspot-fund")
    themes = SocTheme.objects.filter(name__in=["county lines", "drugs"])
    work = {"four_ps": ["prevent"], "soc_governance": "The Challenger board.", "soc_themes": themes}
    save_office_data(stream, work, by=ann)
    save_office_data(manchester, {"four_ps": ["prevent"], "soc_governance": "Its own SOC group."}, by=ann)
    return decision


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


def test_all_of_them_are_listed_with_their_money(soc, read, client):
    row = next(row for row in read("/organised-crime/").all(".//tbody/tr") if "County lines" in row)
    assert "£7,500.00" in row
    assert "£7,695.00" in row
    rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/data/soc.csv")).decode("utf-8-sig"))))
    names = ("kind", "decisions", "awarded_as_decided", "awarded")
    found = {each["slug"]: tuple(each[name] for name in names) for each in rows}
    assert found["prevent"] == ("4Ps", "1", "7500.00", "7695.00")
    assert found["county-lines"] == ("Theme", "1", "7500.00", "7695.00")
    assert "Drugs" in read("/organised-crime/")
    assert "drugs" not in found


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
