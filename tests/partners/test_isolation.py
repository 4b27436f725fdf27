"""Nobody reads another partnership's papers, nor learns that they exist (domain §1). The walk takes every page
and every download of leads from the map of the site, so that a new one is walked as well."""

from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conditions.actions.calendars import make_calendar_key
from conditions.actions.evidence import add_evidence, offer
from conditions.actions.returns import Reported
from conditions.models import Contribution, Evidence, MonitoringReturn, Obligation, Share
from grants.actions.measures import add_measure
from grants.actions.office_data import add_membership, end_membership
from grants.models import Role, User
from tests import snapshots
from tests.office.test_measure_new import SUPPORTED
from tests.partners.walk import NUMBERED, OTHERS, PAGES, address, further
from tests.stories import approved, contribution, draft, fresh, published, sends_return, sent, whole

SECRET = "Papers of Manchester"


@pytest.fixture
@snapshots.remembered
def things(reference, olu, ada, mo):
    """Something of Manchester's behind every address: {what stands before its number: the number}."""
    asking = draft(by=olu, conditions=("SC1", "SC3", "GM4"))
    add_measure(asking, by=olu, values=SUPPORTED | {"asks_for_paper": True})
    decision = published(approved(sent(fresh(asking), by=olu), by=ada), by=ada)
    match, plan, report = (
        decision.conditions.get(standard__code=code).obligations.get() for code in ("SC1", "SC3", "GM4")
    )
    given = offer(match, by=mo, values=contribution(description=SECRET))
    paper = SimpleUploadedFile(f"{SECRET}.csv", b"paid,5000\n")
    [evidence] = add_evidence(match, by=mo, papers=[paper], statement=SECRET)
    list_ = SimpleUploadedFile(f"{SECRET}.csv", b"supported,20\n")
    told = sends_return(report, by=mo, went_well=SECRET, results={1: Reported(Decimal(20), "", list_)})
    return {
        "returns": told.pk,
        "conditions": match.pk,
        "contributions": given.pk,
        "evidence": evidence.pk,
        "plan_send": plan.pk,
        "awards": told.award_id,
    }


def opens(client, page):
    """Whether a page or a download is there. Read to its end, as a browser does."""
    answer = client.get(page)
    b"".join(answer)
    return answer.status_code == 200


def test_the_walk_forgets_no_page(things):
    assert {"home", "calendar_feed"} == OTHERS  # both have tests of their own


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


@pytest.mark.parametrize("slug", ["manchester", "salford"])
def test_a_guessed_number_changes_nothing(signed_in, sal, things, subtests, slug):
    """Every number that something has, and one that nothing has, with everything that a form could ask for."""
    client, before = signed_in(sal), manchesters()
    typed = contribution(statement=SECRET, is_in_kind="cash", is_own_money="no", stage="spent")
    typed |= {f"share_{things['conditions']}": "1.00", "counted_elsewhere": "no"}
    numbers = {
        pk for model in (Obligation, Contribution, Evidence) for pk in model.objects.values_list("pk", flat=True)
    }
    for name in NUMBERED:
        with subtests.test(name):
            for number in (*numbers, max(numbers) + 1):
                page = reverse(f"partners:{name}", kwargs={"partnership": slug, "pk": number} | further(name))
                assert client.get(page).status_code == 404
                assert client.post(page, typed).status_code == 404
    assert manchesters() == before


def manchesters():
    """Everything that is Manchester's, as it stands."""
    return [list(model.objects.order_by("pk").values()) for model in (Contribution, Evidence, MonitoringReturn, Share)]


@pytest.mark.parametrize("person", ["mo", "sal"])
def test_a_feed_of_another_opens_to_its_token_alone(signed_in, request, mo, manchester, person):
    """Not to whoever signs in, nor by the number of its key."""
    key = make_calendar_key(manchester, by=mo)
    client = signed_in(request.getfixturevalue(person))
    for guess in (key.pk, key.token[:-1], key.token.swapcase()):
        assert client.get(reverse("partners:calendar_feed", args=[guess])).status_code == 404


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
            assert urlsplit(answer["Location"]).path == reverse("account_login")


def test_a_lead_removed_while_signed_in_has_lost_everything_at_her_next_click(signed_in, mo, ann, things, subtests):
    client = signed_in(mo)
    feed = reverse("partners:calendar_feed", args=[make_calendar_key(mo.partnerships.get(), by=mo).token])
    assert opens(client, feed)
    assert opens(client, address("evidence_file", "manchester", things))
    end_membership(mo.memberships.get(), by=ann)
    assert client.get(feed).status_code == 410
    assert urlsplit(client.get(reverse("partners:home"))["Location"]).path == reverse("account_login")
    client = signed_in(User.objects.get(pk=mo.pk))
    for page in (address(name, "manchester", things) for name in PAGES):
        for method in ("get", "post"):
            with subtests.test(page, method=method):
                assert getattr(client, method)(page).status_code == 404


def test_a_lead_of_two_who_loses_one_keeps_the_other(signed_in, mo, salford, ann, things, subtests):
    add_membership(mo, Role.LEAD, by=ann, partnership=salford)
    end_membership(mo.memberships.get(partnership__slug="manchester"), by=ann)
    client = signed_in(User.objects.get(pk=mo.pk))
    for name in PAGES:
        with subtests.test(name):
            assert client.get(address(name, "manchester", things)).status_code == 404
    kept = client.get(address("partnership_detail", "salford", things))
    assert kept.status_code == 200
    assert "Manchester" not in kept.text.replace("Greater Manchester", "")


def test_a_lead_of_two_reads_both_but_never_mixed(signed_in, mo, salford, ann, things):
    add_membership(mo, Role.LEAD, by=ann, partnership=salford)
    client = signed_in(mo)
    for name in NUMBERED:
        assert opens(client, address(name, "manchester", things))
        assert not opens(client, address(name, "salford", things))
    switch = client.get(address("partnership_detail", "salford", things)).text
    assert address("partnership_detail", "manchester", things) in switch
    assert SECRET not in switch
