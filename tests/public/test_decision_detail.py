"""One decision, as a resident reads it."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.test import Client

from conditions.actions.assessments import assess, record_interpretation
from conditions.actions.conditions import attach_standard, remove_condition
from conditions.actions.contributions import record_contribution
from conditions.actions.evidence import add_evidence
from conditions.actions.reviews import accept
from conditions.models import Obligation, StandardCondition
from grants.actions.decisions import revise
from grants.formatting import day
from grants.models import Award, Organisation
from grants.models.sample import SampleMark
from grants.years import LONDON, london_today
from tests import stories

BEFORE_IT_WAS_DUE = datetime(2024, 3, 1, 12, tzinfo=LONDON)


@pytest.fixture
def detail(read):
    return lambda decision: read(f"/decisions/{decision.reference}/")


def at_a_glance(page):
    names, values = page.all(".//dl[1]/div/dt"), page.all(".//dl[1]/div/dd")
    return dict(zip(names, values, strict=True))


def test_the_page_says_what_how_much_who_from_where_when_and_by_whom(small, detail):
    told = at_a_glance(detail(small.hotspot))
    assert told["Outcome"] == "Approved"
    assert told["Who gets it"] == "Manchester City Council"
    assert told["From"] == "Challenger SOC hotspot fund, 2023/24"
    assert told["Decided"] == "6 February 2024 by Director for Police, Crime, Criminal Justice and Fire"
    assert told["Published"] == "7 March 2024, 30 days after the decision"


def test_the_page_gives_the_reasons(published, detail):
    page = detail(published)
    assert "Reasons Manchester and Salford together hold 26%" in page
    assert page.title.startswith("Hotspot work against organised crime – ")
    assert page.description == published.summary


def test_blank_parts_are_left_out_but_alternatives_and_interests_are_said_to_be_missing(published, detail):
    page = detail(published)
    assert "Alternatives considered and rejected Not recorded." in page
    assert "Interests declared Not recorded." in page
    assert "Equality implications" not in page


def test_pasted_reasons_keep_their_bullets(small, detail):
    assert "The team is strong." in detail(small.hotspot).all(".//div[@class='prose']/ul/li")


def test_the_address_may_be_typed_in_small_letters(published):
    response = Client().get(f"/decisions/{published.reference.lower()}/")
    assert (response.status_code, response.url) == (301, f"/decisions/{published.reference}/")


@time_machine.travel(BEFORE_IT_WAS_DUE, tick=False)
def test_each_condition_has_its_wording_its_due_date_and_where_it_stands(published, detail):
    page = detail(published)
    assert len(page.all(".//section")) == 5
    match = page.all(".//section")[0]
    assert match.startswith("1. Match funding from the partnership SC1 The community safety partnership contributes")
    assert "Match required: 100% of the grant, from the community safety partnership." in match
    assert "What counts was spent within the award’s own dates, or else its financial year, and until the due" in match
    assert "does not say whether staff time, goods or premises count" in match
    assert "Due 31 March 2024 (date set by the office; the decision states none)" in match


def test_only_what_is_evidenced_counts_towards_the_match(small, detail):
    page = detail(small.hotspot)
    assert "Match required £7,695.00 Evidenced £5,000.00 (64.9%) Still to be evidenced £2,695.00" in page


def test_of_many_that_are_past_due_it_says_how_many_are_with_the_office(reference, olu, ada, detail):
    decision = stories.draft(by=olu, conditions=("SC2",))
    for _ in range(6):
        place = {"district": "manchester", "stream": "challenger-soc-hotspot-fund"}
        stories.award(decision, by=olu, amount=Decimal("100.00"), **place)
    stories.published(stories.approved(stories.sent(stories.fresh(decision), by=olu), by=ada), by=ada)
    add_evidence(Obligation.objects.first(), by=olu, statement="The minutes of May show it.")
    today = day(london_today())
    assert f"Asked 7 times: 7 past due, 1 of them with the office since {today}." in detail(decision)


def test_a_finding_stands_with_its_reasons_and_its_date(small, detail):
    assert "The plan sets out its outputs." in detail(small.hotspot)


def test_met_before_and_open_again_says_both(published, olu, oma, ada, mo, detail):
    obligation = stories.match_obligation(published)
    whole = stories.contribution(amount=Decimal("7500.00"))
    accept(record_contribution(obligation, by=mo, values=whole), by=olu)
    assess(obligation, by=olu, finding="met", reasons="All of it is evidenced.")
    assert "Met at £7,500.00 on" in detail(published)
    change = stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("8000.00"))
    stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    assert "More match has been required since, so it is open again" in detail(published)


def test_an_earlier_finding_stays_under_the_one_that_stands(published, olu, ada, detail):
    obligation = stories.match_obligation(published)
    assess(obligation, by=olu, finding="not_met", reasons="Nothing has come to us yet.")
    assess(obligation, by=ada, finding="waived", reasons="The scheme ended early.")
    page = detail(published).text
    assert page.index("The scheme ended early.") < page.index("Before that: not met at £0.00")
    assert page.index("Before that: not met") < page.index("Nothing has come to us yet.")


def test_match_that_was_waived_or_found_not_met_is_shown_so_that_the_figures_add_up(published, olu, ada, detail):
    obligation = stories.match_obligation(published)
    assess(obligation, by=olu, finding="not_met", reasons="Nothing has come to us yet.")
    assert "Evidenced £0.00 (0.0%) Still to be evidenced £0.00 Found not met £7,500.00" in detail(published)
    assess(obligation, by=ada, finding="waived", reasons="The scheme ended early.")
    assert "Evidenced £0.00 (0.0%) Still to be evidenced £0.00 Waived £7,500.00" in detail(published)


def test_match_beyond_what_is_required_is_shown_apart(published, olu, mo, detail):
    accept(stories.send(stories.match_obligation(published), by=mo, amount=9000), by=olu)
    page = detail(published)
    assert (
        "Evidenced £7,500.00 (100.0%) Still to be evidenced £0.00 Evidenced beyond what is required £1,500.00" in page
    )


def test_what_falls_due_several_times_says_which_time_is_meant(draft, olu, ada, detail):
    attach_standard(draft, StandardCondition.objects.get(code="GM3"), by=olu)
    published = stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=olu)
    assert "Update for the quarter to 31 March 2024" in detail(published)


def test_what_a_correction_took_away_is_still_told_with_its_finding(published, olu, ada, detail):
    assess(stories.match_obligation(published), by=ada, finding="waived", reasons="The scheme ended early.")
    assert "No longer asked" not in detail(published)
    remove_condition(published.conditions.get(number=1), by=olu)
    stories.published(
        stories.approved(stories.sent(published, by=olu), by=ada), by=ada, note="No match is asked for now."
    )
    page = detail(published)
    assert len(page.all(".//section")) == 5
    gone = page.all(".//section")[-1]
    assert gone.startswith("Match funding from the partnership, award 1")
    assert "The scheme ended early." in gone


def test_how_the_office_reads_a_silent_decision_is_told_with_its_reason(published, olu, detail):
    obligation = stories.match_obligation(published)
    record_interpretation(obligation, by=olu, counts=True, reasons="Staff time has always counted.")
    told = detail(published).all(".//section")[0]
    assert "The office’s interpretation is that they count" in told
    assert "Staff time has always counted." in told


def test_in_kind_is_shown_apart_where_the_decision_is_silent_on_it(published, olu, mo, detail):
    in_kind = stories.contribution(is_in_kind=True, valuation="hours", amount=Decimal("1200.00"))
    accept(record_contribution(stories.match_obligation(published), by=mo, values=in_kind), by=olu)
    page = detail(published)
    assert "Shown apart: £1,200.00 in staff time, goods or premises" in page
    assert "Evidenced £0.00 (0.0%)" in page


def test_a_varied_award_shows_both_amounts_and_links_lead_both_ways(small, detail):
    varied, change = detail(small.hotspot), detail(small.change)
    assert at_a_glance(varied)["How much"].startswith("£7,695.00 as it stands £7,500.00 as decided")
    assert "£7,500.00 £7,695.00 as it stands" in varied
    assert "Award 1: Mentoring in Manchester Manchester City Council £7,500.00 £7,695.00 +£195.00 +2.60%" in varied
    assert at_a_glance(change)["How much"] == "Changes the amount of 1 earlier award: +£195.00 in all, as decided"
    assert varied.links["A change to the hotspot money"] == f"/decisions/{small.change.reference}/"
    assert change.links[small.hotspot.reference] == f"/decisions/{small.hotspot.reference}/#award-1"
    assert "Those of the awards that it changes still stand." in change


def test_a_refused_decision_says_that_no_money_was_awarded(small, detail):
    page = detail(small.refused)
    assert "No money was awarded. The outcome of this decision was: not approved." in page
    assert "Past due" not in page


def test_a_withdrawn_decision_says_so_first_with_the_reason(small, detail):
    page = detail(small.gone)
    assert page.text.index("was withdrawn") < page.text.index("Outcome")
    assert "The council no longer needs the money." in page
    assert page.links["Read the version before it"] == f"/decisions/{small.gone.reference}/versions/1/"


def test_a_withdrawn_decision_says_what_it_was_when_published(small, detail):
    assert at_a_glance(detail(small.gone))["How much"] == "Nothing stands: it was withdrawn £7,500.00 as decided"


def test_an_individual_is_never_named(draft, olu, ada, detail):
    someone = Organisation.objects.create(name="Robin Example", slug="robin-example", kind="individual")
    Award.objects.filter(decision=draft).update(recipient=someone, partnership=None)
    page = detail(stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada))
    assert at_a_glance(page)["Who gets it"] == "Individual"
    assert "Robin" not in page.markup


def test_two_grants_to_individuals_are_never_counted_as_one_recipient(draft, olu, ada, detail, read):
    someone = Organisation.objects.create(name="Robin Example", slug="robin-example", kind="individual")
    stories.award(draft, by=olu, amount=Decimal("500.00"), district="bury", stream="challenger-soc-hotspot-fund")
    stories.award(draft, by=olu, amount=Decimal("500.00"), district="bolton", stream="challenger-soc-hotspot-fund")
    draft.awards.exclude(number=3).update(recipient=someone, partnership=None)
    revise(draft, by=olu, values={"summary": "Three grants."})
    page = detail(stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada))
    assert at_a_glance(page)["Who gets it"] == "Bolton Metropolitan Borough Council Individuals (2 awards)"
    paid = "£8,500.00 to Bolton Metropolitan Borough Council and individuals (2 awards)"
    assert paid in read("/decisions/").text
    assert f"As decided: {paid}." in Client().get("/feeds/decisions.atom").text


def test_a_correction_says_what_changed_and_leads_to_all_versions(small, detail):
    page = detail(small.hotspot)
    assert "What changed: A reason had been left out." in page
    assert page.links["See all 2 versions"] == f"/decisions/{small.hotspot.reference}/versions/"


def test_each_standing_in_the_sample_is_marked_illustrative(published, detail):
    assert "Illustrative" not in detail(published)
    SampleMark.objects.create()
    assert detail(published).text.count("Illustrative") == 5


def test_several_awards_are_listed_each_on_its_row(small, detail):
    page = detail(small.many)
    assert at_a_glance(page)["Who gets it"] == "4 recipients, listed below"
    assert len(page.all(".//table/tbody/tr")) == 4


def test_machines_read_each_grant_in_the_words_of_schema_org(small, read):
    page = read(f"/decisions/{small.many.reference}/")
    (script,) = [each.text for each in page.root.iter("script") if each.get("type") == "application/ld+json"]
    decision, *grants = json.loads(script)["@graph"]
    assert (decision["identifier"], decision["creativeWorkStatus"]) == (small.many.reference, "Approved")
    assert [grant["@type"] for grant in grants] == ["MonetaryGrant"] * 4
    assert {(grant["amount"]["name"], grant["amount"]["value"]) for grant in grants} == {("As decided", "100000.00")}
    assert grants[0]["fundedItem"]["name"] == "Bolton Metropolitan Borough Council"
    assert grants[0]["url"].endswith(f"/decisions/{small.many.reference}/#award-1")


def test_machines_read_what_an_award_was_and_what_it_stands_at(published, olu, ada):
    change = stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("7000.00"))
    stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    page = f"/decisions/{published.reference}/"
    for address, told in (
        (page, [("As decided", "7500.00"), ("As it stands", "7000.00")]),
        (f"{page}versions/1/", [("As decided", "7500.00")]),
    ):
        grant = Client().get(address, headers={"Accept": "application/ld+json"}).json()["@graph"][1]
        amounts = grant["amount"] if isinstance(grant["amount"], list) else [grant["amount"]]
        assert [(each["name"], each["value"]) for each in amounts] == told


def test_machines_read_that_a_decision_was_withdrawn(small, read):
    page = read(f"/decisions/{small.gone.reference}/")
    (script,) = [each.text for each in page.root.iter("script") if each.get("type") == "application/ld+json"]
    (decision,) = json.loads(script)["@graph"]
    assert decision["creativeWorkStatus"] == "Withdrawn"
    assert decision["description"] == "The council no longer needs the money."


def test_what_another_site_shows_of_it_needs_no_other_site(small, read, settings):
    page = read(f"/decisions/{small.many.reference}/")
    told = {each.get("property"): each.get("content") for each in page.root.iter("meta") if each.get("property")}
    assert told["og:title"] == small.many.title
    assert told["og:image"] == f"{settings.SITE_ADDRESS}/static/images/card.png"
    assert finders.find("images/card.png")


@pytest.mark.parametrize("number", ["2548", "02548"])
def test_the_number_that_a_decision_has_elsewhere_leads_to_it(draft, olu, ada, number):
    revise(draft, by=olu, values={"external_reference": "GMCA 2548"})
    one = stories.published(stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada), by=olu)
    assert Client().get(f"/decisions/{number}/").url == f"/decisions/{one.reference}/"
    assert Client().get("/decisions/2549/").status_code == 404


def test_a_number_of_several_leads_to_a_search_for_it(reference, olu, ada, read):
    for publisher in ("GMCA", "PCC"):
        stories.whole(officer=olu, approver=ada, external_reference=f"{publisher} 2548")
    address = Client().get("/decisions/2548/").url
    assert address == "/decisions/?q=%232548"
    assert "2 decisions" in read(address)


def test_what_was_first_published_elsewhere_says_so(draft, olu, ada, detail):
    revise(draft, by=olu, values={"published_elsewhere_on": date(2024, 3, 7)})
    published = stories.published(stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada), by=olu)
    assert at_a_glance(detail(published))["Published"] == "7 March 2024 elsewhere, 30 days after the decision"
