"""Nobody reads another partnership's papers, nor learns that they exist (domain §1). The walk takes every page
and every download of leads from the map of the site, so that a new one is walked as well."""

from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conditions.actions import add_evidence, make_calendar_key, offer
from grants.actions import add_membership, end_membership
from grants.models import Role
from pcc_decisions.urls import partner_pages
from tests import snapshots
from tests.stories import contribution, whole

PAGES = {page.name: str(page.pattern) for page in partner_pages if "<slug:partnership>" in str(page.pattern)}
NUMBERED = [name for name, route in PAGES.items() if "<int:pk>" in route]
SECRET = "Papers of Manchester"


@pytest.fixture
@snapshots.remembered
def things(reference, olu, ada, mo):
    """Something of Manchester's behind every address: {what stands before its number: the number}."""
    decision = whole(officer=olu, approver=ada, conditions=("SC1", "GM4"))
    match, report = (decision.conditions.get(standard__code=code).obligations.get() for code in ("SC1", "GM4"))
    given = offer(match, by=mo, values=contribution(description=SECRET))
    paper = SimpleUploadedFile(f"{SECRET}.csv", b"paid,5000\n")
    [evidence] = add_evidence(match, by=mo, papers=[paper], statement=SECRET)
    return {"conditions": match.pk, "contributions": given.pk, "evidence": evidence.pk, "report_new": report.pk}


def address(name, slug, things, beyond=0):
    named = {"partnership": slug}
    if name in NUMBERED:
        what = PAGES[name].partition("/<int:pk>")[0].rpartition("/")[2]
        named["pk"] = things.get(name, things[what]) + beyond
    return reverse(f"partners:{name}", kwargs=named)


def opens(client, page):
    """Whether a page or a download is there. Read to its end, as a browser does."""
    answer = client.get(page)
    b"".join(answer)
    return answer.status_code == 200


def test_everything_opens_for_mo(signed_in, mo, things, subtests):
    client = signed_in(mo)
    for name in PAGES:
        with subtests.test(name):
            assert opens(client, address(name, "manchester", things))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("slug", ["manchester", "salford"])
def test_sal_finds_nothing_of_manchesters(signed_in, sal, things, subtests, method, slug):
    """Neither under Manchester's addresses nor, by Manchester's numbers, under her own."""
    client = signed_in(sal)
    for name in PAGES if slug == "manchester" else NUMBERED:
        with subtests.test(name):
            answer = getattr(client, method)(address(name, slug, things))
            assert answer.status_code == 404
            assert SECRET not in answer.text


def test_what_sal_is_given_says_nothing_of_manchester(signed_in, sal, things, olu, ada, subtests):
    whole(officer=olu, approver=ada, district="salford")
    client = signed_in(sal)
    for name in PAGES.keys() - set(NUMBERED):
        with subtests.test(name):
            page = client.get(address(name, "salford", things))
            assert page.status_code == 200
            assert "Manchester" not in page.text.replace("Greater Manchester", "")


def test_what_there_is_of_manchesters_answers_sal_like_what_there_is_not(signed_in, sal, things, subtests):
    client = signed_in(sal)
    nowhere = client.get(reverse("partners:partnership_detail", args=["atlantis"]))
    for name in NUMBERED:
        with subtests.test(name):
            known, unknown = (client.get(address(name, "manchester", things, beyond)) for beyond in (0, 1000))
            assert known.text == unknown.text == nowhere.text


@pytest.mark.parametrize("person", ["olu", "ada", "ann"])
def test_the_office_has_pages_of_its_own(signed_in, request, things, subtests, person):
    client = signed_in(request.getfixturevalue(person))
    for name in PAGES:
        with subtests.test(name):
            assert client.get(address(name, "manchester", things)).status_code == 404


def test_whoever_is_signed_out_signs_in_first(client, things, subtests):
    for name in PAGES:
        with subtests.test(name):
            answer = client.get(address(name, "manchester", things))
            assert urlsplit(answer["Location"]).path == reverse("sign_in")


def test_a_lead_removed_while_signed_in_has_lost_everything_at_her_next_click(signed_in, mo, ann, things, subtests):
    client = signed_in(mo)
    feed = reverse("partners:calendar_feed", args=[make_calendar_key(mo.partnerships.get(), by=mo).token])
    assert opens(client, feed)
    assert opens(client, address("evidence_file", "manchester", things))
    end_membership(mo.memberships.get(), by=ann)
    for page in [feed, *(address(name, "manchester", things) for name in PAGES)]:
        for method in ("get", "post"):
            with subtests.test(page, method=method):
                assert getattr(client, method)(page).status_code == 404


def test_a_lead_of_two_reads_both_but_never_mixed(signed_in, mo, salford, ann, things):
    add_membership(mo, Role.LEAD, by=ann, partnership=salford)
    client = signed_in(mo)
    for name in NUMBERED:
        assert opens(client, address(name, "manchester", things))
        assert not opens(client, address(name, "salford", things))
    assert "Change to another of your partnerships" in client.get(address("partnership_detail", "salford", things)).text
