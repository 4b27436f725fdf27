"""Plans and strategies as the public reads them: from objective to decisions and money."""

import csv
import io
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conditions.models import AwardResult
from grants.actions.decisions import revise
from grants.actions.measures import add_measure
from grants.actions.plans import draft_plan, publish_plan
from grants.models import Plan, Priority
from tests import stories
from tests.grants.test_publish_plan import WHY, objective, published_plan, values
from tests.office.test_measure_new import SUPPORTED

PLAN = "/plans/standing-together-2022-25/"


def test_a_plan_leads_to_its_objectives_versions_and_what_replaced_it(olu, reference, read):
    old = Plan.objects.get(slug="standing-together-2022-25")
    plan = published_plan(olu, replaces=old).plan
    published_plan(olu, plan, note=WHY, replaces=old, dated_on=date(2024, 6, 20),
                   objectives=[objective(1, "No victims"), objective(2, "Safer streets")])  # fmt: skip
    page = read(f"/plans/{plan.slug}/")
    assert page.links["No victims"] == "/priorities/fewer-victims/"
    assert WHY in page
    assert "Version 1, 20 May 2024" in page
    assert "Until 20 June 2024 it was called “Fewer victims”" in read("/priorities/fewer-victims/")
    assert "it was to run until 31 March 2025, and was replaced early" in read(PLAN)
    assert read(PLAN).links[plan.name] == f"/plans/{plan.slug}/"


def test_a_version_without_a_page_or_a_file_ends_with_its_note(small, read):
    page = read("/plans/salford-community-safety-strategy-202427/")
    assert "found nothing to change. Published here on" in page
    assert "Its page of version 1. Published here on" in page


def test_a_plan_without_a_version_says_so(reference, read):
    assert "only its dates and its objectives are recorded" in read(PLAN)


def test_the_file_of_a_version_is_downloaded(olu, reference, client):
    upload = SimpleUploadedFile("plan.csv", b"objective,target\nFewer victims,a tenth\n")
    draft = draft_plan(by=olu, values=values(address=""), upload=upload)
    plan = publish_plan(draft, by=olu, revision=1).plan
    answer = client.get(reverse("public:plan_file", args=[plan.slug, 1]))
    assert b"".join(answer).startswith(b"objective,target")
    assert client.get(f"/plans/{plan.slug}/versions/2/").status_code == 404


def test_its_totals_are_those_of_the_lists_and_of_the_data_to_the_penny(small, read, client):
    priority = Priority.objects.get(name="Strengthening communities and places")
    for decision in (small.hotspot, small.many):
        revise(stories.fresh(decision), by=small.office.olu, values={"priorities": [priority]})
        small.office.publishes(stories.fresh(decision), note="The priority had been left out.")
    row = next(row for row in read(PLAN).all(".//table[@class='govuk-table stacked']/tbody/tr") if priority.name in row)
    rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/data/objectives.csv")).decode("utf-8-sig"))))
    data = next(each for each in rows if each["slug"] == priority.slug)
    assert (data["decisions"], data["awarded_as_decided"], data["awarded"]) == ("2", "407500.00", "407695.00")
    assert "£407,500.00" in row
    assert "£407,695.00" in row
    listed = read(f"/decisions/?priority={priority.slug}")
    assert "£407,500.00" in listed
    assert "£407,695.00" in listed


def test_its_objectives_lead_from_money_to_what_came_of_it(reference, olu, ada, read):
    objective = Priority.objects.get(name="Strengthening communities and places")
    draft = stories.draft(by=olu, year="2023/24", priorities=[objective])
    add_measure(draft, by=olu, values=SUPPORTED)
    decision = stories.published(stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada), by=ada)
    AwardResult.objects.update(total=34)  # what accepting a return saves
    page = read(PLAN)
    assert page.links[objective.name] == f"/priorities/{objective.slug}/"
    assert "Children and young people supported: 34 of 40 young people, 85.0% of target" in page
    assert "Awarded, as it stands, by objective" in page
    page = read(f"/priorities/{objective.slug}/")
    assert "34 of 40 young people, 85.0% of target" in page
    assert "1 of 1 award has an accepted figure" in page
    assert page.links[decision.title] == f"/decisions/{decision.reference}/"
    assert page.links["See all 5 conditions"] == f"/conditions/?priority={objective.slug}"
