"""The API: the same rows as the files, a part at a time; and the page that says how to ask."""

from datetime import date

import pytest
from django.test import Client

from register.actions.scrutiny import enter
from register.actions.taking_down import take_down
from tests import scrutiny_stories, stories

ADDRESSES = {
    "api_decisions": "/api/v1/decisions",
    "api_awards": "/api/v1/awards",
    "api_conditions": "/api/v1/conditions",
    "api_partnerships": "/api/v1/partnerships",
    "api_streams": "/api/v1/streams",
    "api_recipients": "/api/v1/recipients",
    "api_recommendations": "/api/v1/recommendations",
    "api_plans": "/api/v1/plans",
    "api_objectives": "/api/v1/objectives",
}
ONE = {
    "api_decisions_one": "/api/v1/decisions/{reference}",
    "api_awards_one": "/api/v1/awards/{reference}-1",
    "api_partnerships_one": "/api/v1/partnerships/manchester",
    "api_streams_one": "/api/v1/streams/challenger-soc-hotspot-fund",
    "api_recipients_one": "/api/v1/recipients/manchester-city-council",
    "api_recommendations_one": "/api/v1/recommendations/{recommended}",
    "api_plans_one": "/api/v1/plans/standing-together-2022-25",
    "api_objectives_one": "/api/v1/objectives/reducing-harm-and-offending",
}


def told(address: str, **query: str) -> dict:
    answer = Client().get(address, query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def everything(address: str, **query: str) -> list[dict]:
    """Reads on and on."""
    name, rows = address.rpartition("/")[2].partition("?")[0], []
    following = told(address, **query)
    while True:
        rows += following[name]
        if following["next"] is None:
            return rows
        following = Client().get(following["next"]).json()


def problem(address: str, status: int) -> str:
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (answer.json()["status"], answer.json()["type"]) == (status, "about:blank")
    return answer.json()["detail"]


@pytest.mark.parametrize("name", ADDRESSES)  # results are tried where there are some (test_result_list.py)
def test_reading_on_part_by_part_gives_every_row_once(small, name):
    for _ in range(3):
        values, item = scrutiny_stories.recommendation(), small.recommended.item
        entry = enter("recommendation", by=small.office.olu, values=values, under=item)
        scrutiny_stories.made_public(entry, by=small.office.oma)
    address, name = ADDRESSES[name], name.removeprefix("api_")
    whole = told(address, limit="500")
    assert whole["next"] is None
    assert len(whole[name]) > 3
    for limit in ("1", "2", "3"):
        assert everything(address, limit=limit) == whole[name]


def test_a_row_that_is_added_meanwhile_shifts_no_other(small):
    def references(told: dict) -> list[str]:
        return [row["reference"] for row in told["decisions"]]

    before = references(told(ADDRESSES["api_decisions"]))
    first = told(ADDRESSES["api_decisions"], limit="2")
    newest = stories.whole(officer=small.office.olu, approver=small.office.ada, decided_on=date(2024, 9, 1))
    second = Client().get(first["next"]).json()
    assert references(first) + references(second) == before[:4]
    assert references(told(ADDRESSES["api_decisions"]))[0] == newest.reference


@pytest.mark.parametrize("name", ONE)
def test_one_row_is_what_the_list_says_of_it(small, name):
    address = ONE[name].format(reference=small.hotspot.reference, recommended=small.recommended.pk)
    one = told(address)
    if name == "api_decisions_one":
        assert one == Client().get(f"/decisions/{small.hotspot.reference}.json").json()
    else:
        listed, _, key = address.rpartition("/")
        assert one in told(listed)[listed.rpartition("/")[2]]
        assert key in (one.get("slug"), one.get("award"), str(one.get("id")))


def test_one_condition_is_found_by_its_number(small):
    first = told(ADDRESSES["api_conditions"])["conditions"][0]
    assert told(f"/api/v1/conditions/{first['obligation']}") == first
    assert "api_conditions_one" not in ONE


def test_it_obeys_the_filters_of_the_pages(small):
    awards = told(ADDRESSES["api_awards"], partnership="manchester", year="2023-24")["awards"]
    assert [row["decision"] for row in awards] == [small.hotspot.reference]
    found = told(ADDRESSES["api_decisions"], q="mentoring", kind="variation")["decisions"]
    assert [row["reference"] for row in found] in ([], [small.change.reference])
    met = told(ADDRESSES["api_conditions"], standing="met")["conditions"]
    assert [row["standing"] for row in met] == ["Met"]


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("colour=blue", 400, "There is no parameter “colour”."),
        ("sort=date", 400, "There is no parameter “sort”."),
        ("year=", 400, "“year” is empty: leave it out."),
        ("year=2023-24&year=2024-25", 400, "“year” is given more than once."),
        ("from=soon", 400, "from: Write the date, like 31/3/2024."),
        ("limit=0", 400, "limit: Enter a whole number from 1 to 500."),
        ("limit=many", 400, "limit: Enter a whole number from 1 to 500."),
        ("partnership=atlantis", 404, "partnership: Choose a partnership from the list."),
        ("from=2024-05-02&to=2024-05-01", 404, "from: The first date is after the last: swap them."),
        ("after=GM-1999-0001", 404, "after: There is no “GM-1999-0001” in decisions."),
        ("after=%00", 400, "after: Null characters are not allowed."),
        ("after=..%2F..", 404, "after: There is no “../..” in decisions."),
    ],
)
def test_what_it_cannot_obey_is_refused_with_a_sentence(small, query, status, sentence):
    assert sentence in problem(f"/api/v1/decisions?{query}", status)


@pytest.mark.parametrize(
    "address", ["decisions/GM-1999-0001", "awards/GM-2024-0001-99", "conditions/x", "x", "awards/a/b"]
)
def test_what_there_is_not_is_told_as_a_problem(small, address):
    """Be it a row, a list or anything else (`api_nothing`)."""
    assert "no “" in problem(f"/api/v1/{address}", 404)


def test_one_row_takes_no_parameters(small):
    assert problem("/api/v1/partnerships/salford?year=2023-24", 400) == "This address has no parameters."


@pytest.mark.parametrize("address", ["/api/v1/awards", "/api/v1/partnerships/salford"])
def test_it_is_for_reading(small, address):
    for method in ("post", "put", "patch", "delete", "trace"):
        answer = getattr(Client(), method)(address)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer["Content-Type"] == "application/problem+json"
    assert Client().head(address).status_code == 200


def test_what_has_not_changed_is_not_sent_again(small):
    answer = Client().get(ADDRESSES["api_awards"])
    assert answer["Last-Modified"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    again = Client().get(ADDRESSES["api_awards"], headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_text_out_of_public_sight_is_not_told(small):
    title = small.many.title
    take_down(small.many, by=small.office.ada, reason="Somebody asked whether it names a resident.")
    assert "out of public sight" in problem(f"/api/v1/decisions/{small.many.reference}", 404)
    assert title not in Client().get(ADDRESSES["api_decisions"]).text


def test_the_page_names_every_list_and_each_of_its_parameters(small, read):
    page = read("/api/v1/")
    assert set(ADDRESSES.values()) < set(page.links.values())
    described = Client().get("/api/v1/openapi.json").json()
    for address in ADDRESSES.values():
        for parameter in described["paths"][address]["get"]["parameters"]:
            assert f"{parameter['name']} {parameter['description']}" in page
    assert "challenger-soc-hotspot-fund" in page
    assert page.links["openapi.json"] == "/api/v1/openapi.json"
