"""Olu sees every plan, and first what is past its date."""

from datetime import date, timedelta

from django.urls import reverse

from grants.models import Partnership, Plan
from grants.years import london_today
from tests.grants.test_publish_plan import WHY, published_plan

LIST = reverse("office:strategy_list")


def test_what_is_past_its_date_comes_first_and_is_said_to_the_public_as_it_is(signed_in, olu, reference):
    late = published_plan(olu, next_due_on=london_today() - timedelta(days=3), name="A late plan").plan
    published_plan(olu, name="A newer plan", starts_on=late.starts_on + timedelta(days=9))
    client = signed_in(olu)
    page = client.get(LIST).text
    assert "Next past due since" in page
    assert page.index("A late plan") < page.index("A newer plan")
    public = client.get(f"/plans/{late.slug}/").text
    assert "none is published here yet" in public
    assert "past due" not in public  # which is said of conditions


def test_a_strategy_is_to_be_reviewed_each_year_and_waits_on_the_front_page(
    signed_in, olu, reference, client, time_machine
):
    time_machine.move_to(date(2025, 3, 20))
    salford = Partnership.objects.get(slug="salford")
    own = {"kind": "strategy", "name": "Salford Strategy 2024–27", "partnership": salford, "next_due_on": None}
    plan = published_plan(olu, **own, starts_on=date(2024, 4, 1), ends_on=date(2027, 3, 31),
                          dated_on=date(2024, 4, 2)).plan  # fmt: skip
    assert plan.next_due_on == date(2025, 4, 2)
    page = signed_in(olu).get("/office/").text
    assert "Next version or review due 2 April 2025." in page
    assert "Salford Community Safety Partnership" in page
    assert "Next review or version due 2 April 2025." in client.get("/partnerships/salford/").text
    time_machine.move_to(date(2025, 4, 20))
    assert "Was due on 2 April 2025" in signed_in(olu).get("/office/").text
    assert "was due on 2 April 2025: none is published here yet" in client.get("/partnerships/salford/").text
    published_plan(olu, plan, **own, starts_on=date(2024, 4, 1), ends_on=date(2027, 3, 31), is_review=True, address="",
                   dated_on=date(2025, 4, 15), note="The yearly review found nothing to change.")  # fmt: skip
    assert (
        "Last reviewed on 15 April 2025. Next review or version due 15 April 2026."
        in client.get("/partnerships/salford/").text
    )
    assert "Salford Strategy" not in signed_in(olu).get("/office/").text


def test_an_administrator_does_not_change_what_a_version_says(signed_in, ann, olu, reference):
    plan = published_plan(olu, note=WHY).plan
    signed_in(ann).post(f"/admin/grants/plan/{plan.pk}/change/", {"name": "Other", "slug": plan.slug})
    assert Plan.objects.get(pk=plan.pk).name == plan.name
