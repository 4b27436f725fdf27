"""Home: what this is, this year at a glance, the newest decisions, the ten districts."""

import re
from datetime import datetime
from decimal import Decimal

import time_machine

from conditions.actions.assessments import assess
from conditions.models import Obligation
from grants.years import LONDON
from tests import stories

IN_2023_24 = datetime(2024, 3, 20, 12, tzinfo=LONDON)


def test_before_anything_is_published_home_says_so_and_leads_on(reference, read):
    page = read("/")
    assert "Nothing has been published yet" in page
    assert page.links["partnerships"] == "/partnerships/"


@time_machine.travel(IN_2023_24, tick=False)
def test_home_adds_up_the_year(published, read):
    page = read("/")
    assert "2023/24 at a glance" in page
    assert page.all(".//dl/div/dd")[:3] == ["£7,500.00", "1", "5 due soon"]


def test_home_says_how_long_publication_took_and_what_changed_lately(small, read):
    with time_machine.travel(IN_2023_24, tick=False):
        page = read("/")
    assert page.all(".//dl/div/dd")[-1] == "30"
    changes = page.all(".//p/strong")
    assert {"Withdrawn", "Corrected", "Varied", "Condition: met"} <= set(changes)


def test_like_findings_of_one_day_are_told_as_one(reference, olu, ada, read):
    decision = stories.draft(by=olu, conditions=("SC2",))
    stories.award(decision, by=olu, amount=Decimal("7500.00"), district="salford", stream="challenger-soc-hotspot-fund")
    stories.published(stories.approved(stories.sent(stories.fresh(decision), by=olu), by=ada), by=ada)
    for obligation in Obligation.objects.all():
        assess(obligation, by=olu, finding="met", reasons="It is new.")
    page = read("/")
    assert page.all(".//p/strong").count("Condition: met") == 1
    assert "Adds to existing services (2 findings)" in page


def test_home_shows_the_latest_year_there_is_when_the_new_one_is_empty(published, read):
    with time_machine.travel(datetime(2024, 4, 2, 12, tzinfo=LONDON), tick=False):
        assert "2023/24 at a glance" in read("/")


def test_home_lists_the_ten_districts_in_order_with_their_sums(published, read):
    rows = read("/").all(".//tbody/tr")
    assert len(rows) == 10
    assert rows[0] == "Bolton £0.00 £0.00"
    assert rows[2] == "Manchester £7,500.00 £7,500.00"


def test_home_shows_the_five_newest_decisions(reference, olu, ada, read):
    for number in range(6):
        stories.whole(officer=olu, approver=ada, title=f"Decision number {number}", conditions=())
    page = read("/")
    assert len(page.all(".//h3")) == 5
    assert page.all(".//h3")[0] == "Decision number 5"


def test_a_search_from_home_arrives_in_the_register(published, read):
    assert 'action="/decisions/#results"' in read("/").markup


def test_a_first_view_asks_for_two_files_beside_the_page(reference, client):
    head = client.get("/").content.decode().partition("</head>")[0]
    asked = re.findall(r'<(?:link rel="(?:stylesheet|icon)"|script)[^>]*(?:href|src)="(/[^"]+)"', head)
    assert asked == ["/static/build/main.css", "/static/js/page.js"]
