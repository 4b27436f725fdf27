"""The address of a decision, or of a version, answers in the form that a program asks for."""

import pytest
from django.test import Client

from register.actions.taking_down import take_down

WHY = "Somebody asked whether it names a resident."


@pytest.fixture(params=["", "versions/2/"])
def address(small, request):
    return f"/decisions/{small.hotspot.reference}/{request.param}"


def test_json_is_the_version_with_its_digests(small, address):
    answer = Client().get(address, headers={"Accept": "application/json"})
    assert answer.json() == Client().get(f"/decisions/{small.hotspot.reference}.json").json()
    assert "Accept" in answer["Vary"]


def test_linked_data_is_what_the_page_holds(small, address):
    answer = Client().get(address, headers={"Accept": "application/ld+json"})
    assert answer["Content-Type"] == "application/ld+json"
    assert answer.json()["@graph"][1]["identifier"] == f"{small.hotspot.reference}-1"


@pytest.mark.parametrize("accept", ["", "*/*", "text/html,application/xhtml+xml,*/*;q=0.8", "text/turtle"])
def test_a_browser_and_whoever_has_no_wish_get_the_page(address, accept):
    answer = Client().get(address, headers={"Accept": accept} if accept else {})
    assert answer["Content-Type"].startswith("text/html")
    assert "Accept" in answer["Vary"]


def test_a_kept_page_is_not_taken_for_the_data(address):
    page = Client().get(address, headers={"Accept": "text/html"})["ETag"]
    wanted = {"Accept": "application/json", "If-None-Match": page}
    assert Client().get(address, headers=wanted)["Content-Type"] == "application/json"


def test_what_is_out_of_public_sight_is_in_no_form(small):
    address, title = f"/decisions/{small.many.reference}/", small.many.title
    take_down(small.many, by=small.office.ada, reason=WHY)
    answer = Client().get(address, headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert "taken out of public sight" in answer.text
    assert title not in Client().get(address, headers={"Accept": "application/ld+json"}).text
