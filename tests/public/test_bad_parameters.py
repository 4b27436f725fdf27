"""Whatever stands in an address, the answer is a page or a sentence, never a fault."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LISTS = ("/decisions/", "/decisions.csv", "/decisions.json", "/feeds/decisions.atom", "/follow/", "/conditions/")
PARAMETERS = (
    *("q", "partnership", "stream", "year", "priority", "decision_maker", "recipient", "kind", "min", "max"),
    *("from", "to", "condition", "sort", "page", "standing"),
)
BAD = (
    *("", "%00", "a" * 10_000, "%FF%FE", "-1", "1e309", "2023/24x", "NaN", "9" * 400, "no-such-slug"),
    *("%27%3B+DROP+TABLE+register_listing%3B--", "%3Cscript%3Ealert(1)%3C/script%3E", "%F0%9F%92%B7", "%22"),
)


@pytest.mark.parametrize("address", LISTS)
def test_no_value_of_any_parameter_is_a_fault(published, address):
    for value in BAD:
        for brackets in ("", "[]"):
            query = "&".join(f"{name}{brackets}={value}" for name in PARAMETERS)
            assert Client().get(f"{address}?{query}").status_code in (200, 302, 400), (address, value[:40])


@pytest.mark.parametrize("address", LISTS)
def test_a_parameter_given_twice_is_no_fault(published, address):
    query = "&".join(f"{name}={value}" for name in PARAMETERS for value in ("2023-24", "-1"))
    assert Client().get(f"{address}?{query}").status_code in (200, 400)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=40), max_size=4))
def test_no_combination_is_a_fault(published, query):
    address = "/decisions/?" + "&".join(f"{name}={quote(value, errors='replace')}" for name, value in query.items())
    response = Client().get(address)
    assert response.status_code in (200, 302), address
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("address", LISTS[1:4])
def test_a_file_that_cannot_be_made_says_why(published, address):
    response = Client().get(address, {"year": "never", "min": "-1"})
    assert response.status_code == 400
    assert response.content.decode().splitlines() == [
        "Financial year: Choose a financial year from the list",
        "Total from: Enter the amount without a minus sign",
    ]
