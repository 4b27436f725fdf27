"""Ninety awards: those that a condition binds are chosen by stream, year and partnership."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from grants.actions.awards import add_awards
from grants.models import Award, FundingStream, Partnership
from grants.years import FinancialYear
from tests import snapshots, stories

YEARS = [FinancialYear(year) for year in (2023, 2024, 2025)]


@pytest.fixture
@snapshots.remembered
def ninety(reference, olu):
    """Three streams to ten partnerships for three years."""
    decision = stories.draft(by=olu, conditions=())
    rows = [
        {
            "title": f"{stream} for {partnership.district}",
            "recipient": partnership.accountable_body,
            "partnership": partnership,
            "stream": stream,
            "year": year,
            "amount": Decimal("100.00"),
        }
        for stream in FundingStream.objects.order_by("pk")[:3]
        for partnership in Partnership.objects.select_related("accountable_body")
        for year in YEARS
    ]
    add_awards(decision, by=olu, rows=rows)
    return decision


def ticked(page):
    return {int(pk) for pk in page.context["form"]["awards"].value()}


def pks(decision, **of):
    return set(decision.awards.filter(title__contains=" for ", **of).values_list("pk", flat=True))


def test_a_set_is_ticked_and_unticked_and_nothing_is_saved(ninety, olu, signed_in):
    client, address = signed_in(olu), reverse("office:condition_new", args=[ninety.reference])
    stream = FundingStream.objects.order_by("pk").first()
    sent = {"title": "Half-typed", "set_stream": stream.pk, "set_year": "2024-25", "award_set": "add"}
    page = client.post(address, sent)
    assert ticked(page) == pks(ninety, stream=stream, year=2024)
    assert "Half-typed" in page.text
    assert "10 of 91 awards chosen." in page.text
    assert "There is a problem" not in page.text
    assert not ninety.conditions.exists()
    bury = Partnership.objects.get(slug="bury")
    sent = {"awards": sorted(ticked(page)), "set_partnership": bury.pk, "award_set": "take-away"}
    assert ticked(client.post(address, sent)) == pks(ninety, stream=stream, year=2024) - pks(ninety, partnership=bury)


def test_few_awards_are_ticked_one_by_one(draft, olu, signed_in):
    page = signed_in(olu).get(reverse("office:condition_new", args=[draft.reference]))
    assert "Choose awards by the set" not in page.text


def test_the_page_of_the_decision_shows_sums_before_each_award(ninety, olu, signed_in):
    page = signed_in(olu).get(reverse("office:decision_detail", args=[ninety.reference]))
    sums = page.context["award_sums"]
    assert sums.total.total == sum(Award.objects.values_list("amount", flat=True))
    bury = next(row for row in sums.by_who if row.label.startswith("Bury"))
    assert bury.total == Decimal("900.00")
    assert dict(bury.cells)["2024/25"] == Decimal("300.00")
    assert "By who gets it and year, as decided" in page.text


@pytest.mark.django_db(transaction=True)
def test_a_browser_ticks_them_at_once(ninety, olu, signed_in, live_server, new_context):
    context = new_context()
    session = signed_in(olu).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    address = reverse("office:condition_new", args=[ninety.reference])
    page.goto(address)
    page.get_by_label("Partnership", exact=True).select_option(label=str(Partnership.objects.get(slug="bury")))
    page.get_by_role("button", name="Add these").click()
    expect(page.locator("[data-award-set] [role=status]")).to_have_text(f"9 of {ninety.awards.count()} awards chosen.")
    expect(page.locator("[name=awards]:checked")).to_have_count(9)
    assert page.url.endswith(address)


def test_a_measure_is_asked_of_a_set_alone_in_one_click(ninety, olu, signed_in):
    client, address = signed_in(olu), reverse("office:measure_new", args=[ninety.reference])
    page = client.get(address)
    assert len(ticked(page)) == ninety.awards.count()
    stream = FundingStream.objects.order_by("pk").first()
    sent = {"name": "Half-typed", "awards": sorted(ticked(page)), "set_stream": stream.pk, "award_set": "only"}
    page = client.post(address, sent)
    assert ticked(page) == set(ninety.awards.filter(pk__in=pks(ninety, stream=stream)).values_list("number", flat=True))
    assert "Half-typed" in page.text
    assert not ninety.measures.exists()


@pytest.mark.parametrize("page", ["condition_new", "condition_attach", "measure_new"])
def test_each_award_has_a_label_of_its_own(ninety, olu, signed_in, page):
    choices = signed_in(olu).get(reverse(f"office:{page}", args=[ninety.reference])).context["form"]["awards"]
    assert len({re.sub(r"^(Award )?\d+[.:]", "", str(box.data["label"])) for box in choices}) == ninety.awards.count()
