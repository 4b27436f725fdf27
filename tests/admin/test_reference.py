"""Administrators keep office data, and the diary tells each change."""

from decimal import Decimal

import pytest
from django.contrib.admin import site

from grants.admin.base import OfficeDataAdmin, OfficeDataInline
from grants.models import Allocation, Event, FundingStream, Organisation, Partnership, Plan, Priority, SocTheme
from grants.years import FinancialYear
from tests.stories import JUST_OPENED


def nothing_below(prefix: str) -> dict[str, str]:
    return {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}


def test_a_new_organisation_is_in_the_diary(signed_in, ann):
    typed = {
        "name": "Ancoats Youth Trust",
        "slug": "ancoats-youth-trust",
        "kind": "charity",
        **nothing_below("other_names"),
    }
    signed_in(ann).post("/admin/grants/organisation/add/", typed)
    added = Organisation.objects.get(slug="ancoats-youth-trust")
    event = Event.objects.latest("pk")
    assert (event.by, event.verb, event.thing) == (ann, "added", added)
    assert event.changes["Name"] == ["", "Ancoats Youth Trust"]


def test_what_a_stream_does_against_organised_crime_is_ticked_and_in_the_diary(signed_in, ann, reference):
    stream = FundingStream.objects.get(slug="challenger-soc-hotspot-fund")
    lines = SocTheme.objects.get(name="county lines")
    typed = {"name": stream.name, "slug": stream.slug, "is_current": "on", "four_ps": ["prevent", "pursue"]}
    typed |= {"soc_themes": [lines.pk]} | nothing_below("allocations") | nothing_below("other_names")
    signed_in(ann).post(f"/admin/grants/fundingstream/{stream.pk}/change/", typed | JUST_OPENED)
    changes = Event.objects.latest("pk").changes
    assert changes["4Ps"] == ["", "Prevent, Pursue"]
    assert changes["Themes of serious and organised crime"] == ["", "county lines"]


def test_a_change_is_in_the_diary_with_before_and_after(signed_in, ann, manchester):
    council = manchester.accountable_body
    typed = {"name": "City of Manchester", "slug": council.slug, "kind": "council", "identifier": council.identifier}
    typed |= nothing_below("other_names")
    answer = signed_in(ann).post(f"/admin/grants/organisation/{council.pk}/change/", typed | JUST_OPENED)
    assert answer.status_code == 302
    event = Event.objects.latest("pk")
    assert event.changes == {"Name": ["Manchester City Council", "City of Manchester"]}
    assert event.thing == council


def test_saving_without_a_change_leaves_no_line(signed_in, ann, manchester):
    council = manchester.accountable_body
    typed = {"name": council.name, "slug": council.slug, "kind": council.kind, "identifier": council.identifier}
    signed_in(ann).post(f"/admin/grants/organisation/{council.pk}/change/", typed | JUST_OPENED)
    assert not Event.objects.filter(verb="changed").exists()


def test_a_slug_stays_as_it_was_first_given(signed_in, ann, manchester):
    council = manchester.accountable_body
    typed = {"name": "City of Manchester", "slug": "elsewhere", "kind": "council", "identifier": council.identifier}
    signed_in(ann).post(f"/admin/grants/organisation/{council.pk}/change/", typed | JUST_OPENED)
    assert Organisation.objects.get(pk=council.pk).slug == council.slug


def test_what_it_is_also_known_as_is_added_and_removed_on_its_page(signed_in, ann, manchester):
    partnership = {each.name: each.value_from_object(manchester) for each in Partnership._meta.fields}
    page, prefix = f"/admin/grants/partnership/{manchester.pk}/change/", "other_names"
    typed = partnership | JUST_OPENED | {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
    signed_in(ann).post(page, typed | {f"{prefix}-0-name": "Be Safe", f"{prefix}-0-partnership": manchester.pk})
    row = manchester.other_names.get()
    assert row.name == "Be Safe"
    removed = {
        f"{prefix}-INITIAL_FORMS": "1",
        f"{prefix}-0-id": row.pk,
        f"{prefix}-0-revision": 0,
        f"{prefix}-0-partnership": manchester.pk,
    }
    removed[f"{prefix}-0-revision"] = 0
    signed_in(ann).post(page, typed | removed | {f"{prefix}-0-name": "Be Safe", f"{prefix}-0-DELETE": "on"})
    assert not manchester.other_names.exists()
    assert Event.objects.latest("pk").changes == {"Also known as": ["Be Safe", ""]}


def test_a_new_partnership_names_its_accountable_body(signed_in, ann, manchester):
    typed = {
        "name": "Westhoughton Community Safety Partnership",
        "slug": "westhoughton",
        "district": "Westhoughton",
        "gss_code": "E08009999",
        "accountable_body": manchester.accountable_body_id,
        **nothing_below("other_names"),
    }
    signed_in(ann).post("/admin/grants/partnership/add/", typed)
    assert Partnership.objects.get(slug="westhoughton").accountable_body == manchester.accountable_body


def test_no_individual_is_an_accountable_body_since_that_is_read_by_name(signed_in, ann, manchester, client):
    council = manchester.accountable_body
    someone = Organisation.objects.create(name="Robin Example", slug="robin-example", kind="individual")
    typed = {"name": "Robin Example", "slug": council.slug, "kind": "individual", "identifier": ""}
    typed |= nothing_below("other_names") | JUST_OPENED
    refused = signed_in(ann).post(f"/admin/grants/organisation/{council.pk}/change/", typed)
    assert "is an organisation, whose name is public" in refused.text
    partnership = {each.name: each.value_from_object(manchester) for each in Partnership._meta.fields}
    partnership |= {"accountable_body": someone.pk} | nothing_below("other_names") | JUST_OPENED
    page = f"/admin/grants/partnership/{manchester.pk}/change/"
    assert "is an organisation, whose name is public" in signed_in(ann).post(page, partnership).text
    Organisation.objects.filter(pk=council.pk).update(kind="individual", name="Robin Hidden")
    assert "Robin" not in client.get("/data/organisations.csv").getvalue().decode()


def test_an_allocation_is_added_on_the_page_of_its_stream(signed_in, ann, reference):
    stream = FundingStream.objects.get(slug="challenger-soc-hotspot-fund")
    typed = {
        "name": stream.name,
        "slug": stream.slug,
        "is_current": "on",
        **nothing_below("allocations"),
        **nothing_below("other_names"),
        "allocations-TOTAL_FORMS": "1",
        "allocations-0-stream": stream.pk,
        "allocations-0-year": "2031/32",
        "allocations-0-amount": "12000.50",
    }
    signed_in(ann).post(f"/admin/grants/fundingstream/{stream.pk}/change/", typed | JUST_OPENED)
    allocation = Allocation.objects.get(stream=stream, year=FinancialYear(2031))
    assert allocation.amount == Decimal("12000.50")
    assert Event.objects.get(verb="added", by=ann).thing == allocation


def test_a_plan_comes_with_its_priorities(signed_in, ann):
    typed = {
        "name": "Safer by design",
        "slug": "safer-by-design",
        "kind": "police_crime",
        "starts_on": "01/04/2030",
        "ends_on": "31/03/2034",
        **nothing_below("priorities"),
        "priorities-TOTAL_FORMS": "1",
        "priorities-0-name": "Fewer victims",
        "priorities-0-slug": "fewer-victims",
        "priorities-0-position": "1",
    }
    signed_in(ann).post("/admin/grants/plan/add/", typed)
    assert Priority.objects.get(slug="fewer-victims").plan == Plan.objects.get(slug="safer-by-design")
    assert Event.objects.filter(verb="added", by=ann).count() == 2


@pytest.mark.parametrize("person", ["olu", "ada"])
def test_nobody_else_changes_it(person, request, signed_in, manchester):
    council = manchester.accountable_body
    client = signed_in(request.getfixturevalue(person))
    answer = client.post(f"/admin/grants/organisation/{council.pk}/change/", {"name": "Mine"})
    assert answer.status_code == 403
    assert Organisation.objects.get(pk=council.pk).name == council.name


def test_whatever_is_wrong_is_said_in_a_sentence():
    """Of every constraint of what administrators keep: the bare text of the framework names the constraint."""
    pages = [page for page in site._registry.values() if isinstance(page, OfficeDataAdmin)]
    kept = {page.model for page in pages} | {
        line.model for page in pages for line in page.inlines if issubclass(line, OfficeDataInline)
    }
    mute = {
        each.name
        for model in kept
        for each in model._meta.constraints
        if each.violation_error_message == each.default_violation_error_message
    }
    # Nobody types the number of a version: it is counted.
    assert mute == {"one_wording_per_version"}


def test_a_second_organisation_of_one_name_is_refused_in_words(signed_in, ann, manchester):
    typed = {"name": manchester.accountable_body.name.upper(), "slug": "another", "kind": "council"}
    answer = signed_in(ann).post("/admin/grants/organisation/add/", typed)
    assert "There is already an organisation of this name." in answer.content.decode()


def test_an_identifier_is_checked_and_written_as_its_scheme_has_it(signed_in, ann, manchester):
    page, client = "/admin/grants/organisation/add/", signed_in(ann)
    typed = {"name": "Works Ltd", "slug": "works", "kind": "company", **nothing_below("other_names")}
    for identifier, sentence in (
        ("GB-COH-12345678901", "eight characters of a company number"),
        ("gb-lae-man", "no scheme for a company"),
    ):
        assert sentence in client.post(page, typed | {"identifier": identifier}).content.decode()
    assert client.post(page, typed | {"identifier": "gb-coh-123456"}).status_code == 302
    assert Organisation.objects.get(slug="works").identifier == "GB-COH-00123456"
    twice = typed | {"name": "Other", "slug": "other", "identifier": "GB-COH-123456"}
    assert "Another organisation has this identifier" in client.post(page, twice).content.decode()
