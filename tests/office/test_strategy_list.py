"""Olu sees every plan, and first what is past its date."""

from datetime import timedelta

from django.urls import reverse

from grants.models import Plan
from grants.years import london_today
from tests.grants.test_publish_plan import WHY, published_plan

LIST = reverse("office:strategy_list")


def test_what_is_past_its_date_is_said_to_the_office_first_and_not_to_the_public(signed_in, olu, reference):
    late = published_plan(olu, next_due_on=london_today() - timedelta(days=3), name="A late plan").plan
    published_plan(olu, name="A newer plan", starts_on=late.starts_on + timedelta(days=9))
    client = signed_in(olu)
    page = client.get(LIST).text
    assert "Next past due since" in page
    assert page.index("A late plan") < page.index("A newer plan")
    public = client.get(f"/plans/{late.slug}/").text
    assert "Next due" in public
    assert "past due" not in public


def test_an_administrator_does_not_change_what_a_version_says(signed_in, ann, olu, reference):
    plan = published_plan(olu, note=WHY).plan
    signed_in(ann).post(f"/admin/grants/plan/{plan.pk}/change/", {"name": "Other", "slug": plan.slug})
    assert Plan.objects.get(pk=plan.pk).name == plan.name
