"""Whatever stands in an address, the answer is a page or a sentence, never a fault."""

import re
from itertools import product
from urllib.parse import quote

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from pcc_decisions.public_pages import public_pages
from public.forms.asking import DateRangeForm, QueryForm
from public.forms.awards import AwardTable
from public.forms.compared import CompareForm
from public.forms.queries import AllocationFilter, AwardFilter, ConditionFilter, ObjectiveFilter, OtherMoneyFilter
from public.forms.results import ResultFilter
from public.open_data.sources import SOURCES
from public.views.api import LISTS
from tests.public.small_register import addresses

# The addresses that look at what is asked behind the question mark, by the names of their pages.
ASKED = {
    "decision_list": "/decisions/",
    "decision_list_csv": "/decisions.csv",
    "decision_list_json": "/decisions.json",
    "award_list": "/awards/",
    "award_sums": "/awards/sums.csv",
    "compare": "/compare/",
    "compare_file": "/compare.csv",
    "decision_feed": "/feeds/decisions.atom",
    "follow": "/follow/",
    "list_detail": "/lists/corrected/",
    "useful": "/useful/",
    "condition_list": "/conditions/",
    "panel": "/panel/",
    "result_list": "/results/",
    "partnership_list": "/partnerships/",
    "recipient_list": "/recipients/",
    "year_detail": "/years/2023-24/",
    "version_list": "/decisions/GM-2024-0001/versions/",
    "data_file": "/data/awards.csv",
    "datapackage": "/data/datapackage.json",
    "register_jsonl": "/data/register.jsonl",
    **{f"api_{name}": f"/api/v1/{name}" for name in LISTS},
    "giving_json": "/data/360giving.json",
    "other_money": "/other-money/",
    "forward_plan": "/forward-plan/",
    "plan_list": "/plans/",
    "body_list": "/scrutiny/",
    "body_detail": "/scrutiny/bodies/police-fire-and-crime-panel/",
    "meeting_detail": "/scrutiny/meetings/1/",
    "recommendation_list": "/scrutiny/recommendations/",
    "unconsidered_list": "/scrutiny/not-considered/",
    "return_detail": "/returns/2024-05/",
}
FILES = [f"/data/{name}.{ending}" for name in SOURCES for ending in ("csv", "json")]
FILES.remove(ASKED["data_file"])
FORMS = (AwardTable, ConditionFilter, DateRangeForm, ObjectiveFilter, ResultFilter)
PARAMETERS = sorted({name for form in FORMS for name in form().fields})
PARAMETERS += ["page", "earlier", "later", "show"]
BAD = (
    *("", "%00", "a" * 10_000, "%FF%FE", "-1", "1e309", "2023/24x", "NaN", "9" * 400, "no-such-slug"),
    *("%27%3B+DROP+TABLE+register_listing%3B--", "%3Cscript%3Ealert(1)%3C/script%3E", "%F0%9F%92%B7", "%22"),
)
PLACE = re.compile(r"<\w+:\w+>")


@pytest.mark.parametrize("address", [*ASKED.values(), *FILES])
def test_no_value_of_any_parameter_is_a_fault(published, address):
    for value in BAD:
        query = "&".join(f"{name}={value}&{name}[]={value}" for name in PARAMETERS)
        answer = Client().get(f"{address}?{query}")
        assert answer.status_code in (200, 302, 400, 404), (address, value[:40])
        assert "<script>alert" not in answer.getvalue().decode()


@pytest.mark.parametrize("address", [*ASKED.values(), *FILES])
def test_a_parameter_given_twice_is_no_fault(published, address):
    query = "&".join(f"{name}={value}" for name in PARAMETERS for value in ("2023-24", "-1"))
    assert Client().get(f"{address}?{query}").status_code in (200, 400, 404)


def test_pages_of_scrutiny_and_plans_open_on_what_there_is(small, read):
    """What is asked for in vain shows the first or the nearest page, with its rows."""
    bodies, panel, meeting = (
        "/scrutiny/",
        ASKED["body_detail"],
        f"/scrutiny/meetings/{small.recommended.item.meeting_id}/",
    )
    held = {"/plans/": "Salford Community Safety Strategy", bodies: "Police, Fire and Crime Panel"}
    held |= dict.fromkeys((panel, meeting, "/scrutiny/recommendations/"), small.recommended.words)
    for value, (address, words) in product(BAD, held.items()):
        assert words in read(f"{address}?page={value}&show={value}"), (address, value[:40])


@given(query=st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=40), max_size=4))
def test_no_combination_is_a_fault(published, query):
    address = "/decisions/?" + "&".join(f"{name}={quote(value, errors='replace')}" for name, value in query.items())
    response = Client().get(address)
    assert response.status_code in (200, 302), address
    assert "<script>alert" not in response.content.decode()


def test_no_part_of_any_public_address_is_a_fault(published):
    """Where an address has a place for something, nothing that is put there is a fault."""
    for page in public_pages:
        if PLACE.search(str(page.pattern)):
            for value in BAD:
                address = "/" + PLACE.sub(value.replace("+", "%20") or "%20", str(page.pattern))
                assert Client().get(address).status_code in (200, 301, 302, 404, 410), address[:80]


def test_no_other_public_address_looks_at_what_is_asked(small, monkeypatch):
    looked = set()

    def watched(request: WSGIRequest) -> QueryDict:
        looked.add(request.resolver_match and request.resolver_match.url_name)
        return QueryDict(request.META["QUERY_STRING"])

    monkeypatch.setattr(WSGIRequest, "GET", property(watched))
    for address in addresses(small):
        Client().get(address)
    for name in ("data_file", "award_sums", "compare_file"):
        Client().get(ASKED[name])
    for page in public_pages:
        if not PLACE.search(str(page.pattern)):
            Client().get(f"/{page.pattern}")
    one_row = {f"api_{name}_one" for name in LISTS}
    assert looked - one_row == ASKED.keys()


def test_these_are_all_the_forms_that_ask():
    assert set(QueryForm.__subclasses__()) == {
        AllocationFilter,
        AwardFilter,
        CompareForm,
        ConditionFilter,
        DateRangeForm,
        ObjectiveFilter,
        OtherMoneyFilter,
        ResultFilter,
    }


@pytest.mark.parametrize("name", ["decision_list_csv", "decision_list_json", "decision_feed"])
def test_a_file_that_cannot_be_made_says_why(published, name):
    response = Client().get(ASKED[name], {"year": "never", "min": "-1"})
    assert response.status_code == 400
    assert response.content.decode().splitlines() == [
        "Financial year: Choose a financial year from the list",
        "Total from: Enter the amount without a minus sign",
    ]
