"""The public register of conditions."""

import pytest


def test_every_condition_asked_is_listed_with_its_decision_and_where_it_stands(small, read):
    page = read("/conditions/")
    assert "5 conditions" in page
    assert page.all(".//dl/div") == ["Past due 4", "Met 1"]
    assert page.all(".//tbody/tr")[0].startswith("Match funding from the partnership Hotspot work against")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("standing=met", 1),
        ("standing=past_due", 4),
        ("partnership=manchester", 5),
        ("partnership=salford", 0),
        ("year=2023-24&standing=met&partnership=manchester", 1),
        ("year=2024-25", 0),
        ("stream=challenger-soc-hotspot-fund", 5),
        ("stream=community-safety-grant", 0),
        ("kind=match", 1),
        ("kind=reporting", 0),
        ("kind=spending_plan&standing=met&stream=challenger-soc-hotspot-fund&partnership=manchester", 1),
    ],
)
def test_filters_narrow_the_list(small, read, query, found):
    assert len(read(f"/conditions/?{query}").all(".//tbody/tr")) == found


def test_a_withdrawn_decision_asks_for_nothing(small, read):
    assert small.gone.reference not in read("/conditions/")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("standing=red", "Choose a standing from the list"),
        ("partnership=atlantis", "Choose a partnership from the list"),
        ("stream=atlantis", "Choose a funding stream from the list"),
        ("kind=cake", "Choose a kind of condition from the list"),
        ("year=1e309", "Choose a financial year from the list"),
        ("page=1000000", "There is no page “1000000”"),
    ],
)
def test_a_mistyped_address_gets_a_sentence(small, read, query, sentence):
    assert sentence in read(f"/conditions/?{query}")


def test_no_conditions_yet(reference, read):
    assert "No published decision has conditions yet." in read("/conditions/")
