"""Nobody reads another partnership's papers, nor learns that they exist (domain §1)."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from conditions.actions import record_contribution
from pcc_decisions.urls import partner_pages
from tests.stories import contribution, match_obligation, whole

PAGES = sorted(page.name for page in partner_pages if page.name != "home")


@pytest.fixture
def obligation(published, mo):
    obligation = match_obligation(published)
    record_contribution(obligation, by=mo, values=contribution(description="Papers of Manchester"))
    return obligation


def address(name, slug, obligation):
    return reverse(f"partners:{name}", kwargs={"partnership": slug} | ({"pk": obligation.pk} if takes_pk(name) else {}))


def takes_pk(name):
    return name != "partnership_detail"


@pytest.mark.parametrize("name", PAGES)
def test_manchesters_pages_open_for_mo(signed_in, mo, obligation, name):
    assert signed_in(mo).get(address(name, "manchester", obligation)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_sal_finds_none_of_manchesters_pages(signed_in, sal, obligation, name, method):
    answer = getattr(signed_in(sal), method)(address(name, "manchester", obligation))
    assert answer.status_code == 404


@pytest.mark.parametrize("name", [name for name in PAGES if takes_pk(name)])
def test_sal_finds_nothing_of_manchesters_under_her_own_address(signed_in, sal, obligation, name):
    answer = signed_in(sal).get(address(name, "salford", obligation))
    assert answer.status_code == 404
    assert "Papers of Manchester" not in answer.text


def test_what_there_is_of_manchesters_answers_sal_like_what_there_is_not(signed_in, sal, obligation):
    client = signed_in(sal)
    known = client.get(address("obligation_detail", "manchester", obligation))
    obligation.pk += 1000
    unknown = client.get(address("obligation_detail", "manchester", obligation))
    nowhere = client.get(reverse("partners:partnership_detail", args=["atlantis"]))
    assert known.text == unknown.text == nowhere.text


def test_sals_own_page_says_nothing_of_manchester(signed_in, sal, obligation, olu, ada):
    whole(officer=olu, approver=ada, district="salford")
    page = signed_in(sal).get(reverse("partners:partnership_detail", args=["salford"]))
    assert "Manchester" not in page.text.replace("Greater Manchester", "")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("person", ["olu", "ada", "ann"])
def test_the_office_has_pages_of_its_own(signed_in, request, obligation, name, person):
    client = signed_in(request.getfixturevalue(person))
    assert client.get(address(name, "manchester", obligation)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_whoever_is_signed_out_signs_in_first(client, obligation, name):
    answer = client.get(address(name, "manchester", obligation))
    assert urlsplit(answer["Location"]).path == reverse("sign_in")
