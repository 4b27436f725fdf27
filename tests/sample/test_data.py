"""The files that the sample is made of."""

import tomllib

import pytest

from pcc_decisions.sample.data import FOLDER, one_each
from pcc_decisions.sample.steps import TABLES

YEARS = sorted((FOLDER / "years").glob("*.toml"))
OF_A_DECISION = {
    *("key", "is_real", "record", "makers", "serves", "awards", "varies", "conditions", "notice"),
    *("officer", "approver", "exceeding_reason", "lag", "state", "by_need", "measures", "themes"),
}


@pytest.mark.parametrize("file", YEARS, ids=lambda file: file.stem)
def test_nothing_that_the_files_say_is_passed_over(file):
    year = tomllib.loads(file.read_text())
    assert year.keys() <= {"year", "allocations", "terms", "decisions", "planned", "plans", "meetings", "account"}
    for decision in year["decisions"]:
        assert decision.keys() <= OF_A_DECISION | TABLES.keys(), decision["key"]


def test_an_entry_with_amounts_stands_for_one_of_each_district():
    awards = one_each([{"title": "Wardens in {}", "amounts": {"bury": 100, "wigan": 200}}, {"title": "Locks"}])
    assert awards == [
        {"title": "Wardens in Bury", "district": "bury", "amount": 100},
        {"title": "Wardens in Wigan", "district": "wigan", "amount": 200},
        {"title": "Locks"},
    ]
