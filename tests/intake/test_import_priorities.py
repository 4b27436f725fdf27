"""The plan priorities of past decisions from a register."""

from datetime import date

import pytest

from grants.models import Decision, Plan, Priority
from intake.actions.drafting import draft_spreadsheet
from intake.spreadsheets.meanings import proposals
from tests.intake.test_past_decisions import row, sentences, take

__all__ = ["take"]
SAFE, HARM = "Keeping people safe and supporting victims", "Reducing harm and offending"


def drafted(take, olu, **cells):
    taken = take(row(**cells))
    assert sentences(taken) == []
    draft_spreadsheet(taken, by=olu)
    return list(Decision.objects.latest("pk").priorities.values_list("name", "plan__name"))


def test_they_are_found_by_name(take, olu):
    found = drafted(take, olu, Plan_priorities=f"{SAFE.upper()}; {HARM}")
    assert [name for name, _ in found] == [SAFE, HARM]


def test_of_two_plans_that_of_the_day_is_meant(take, olu):
    earlier = Plan.objects.create(
        name="Earlier plan", slug="earlier-plan", starts_on=date(2018, 1, 1), ends_on=date(2021, 12, 31)
    )
    Priority.objects.create(plan=earlier, name=HARM, slug="harm-before", position=1)
    assert drafted(take, olu, Plan_priorities=HARM) == [
        (HARM, Priority.objects.get(slug="reducing-harm-and-offending").plan.name)
    ]
    before = {"Date_of_decision": "01/06/2019", "External_reference": "1648"}
    assert drafted(take, olu, Plan_priorities=HARM, **before) == [(HARM, "Earlier plan")]
    [told] = sentences(take(row(Plan_priorities=HARM, Date_of_decision="01/06/2011", External_reference="1649")))
    assert "It could be" in told
    assert f"{HARM} (Earlier plan)" in told
    exact = {"Date_of_decision": "01/06/2011", "External_reference": "1650"}
    assert drafted(take, olu, Plan_priorities=f"{HARM} (Earlier plan)", **exact) == [(HARM, "Earlier plan")]


def test_what_is_no_priority_is_told(take):
    [told] = sentences(take(row(Plan_priorities="World peace")))
    assert "“World peace” is not a priority of any plan here" in told


@pytest.mark.parametrize("heading", ["Priorities", "Police and crime plan priority", "Plan objective(s)"])
def test_headings_of_registers_are_known(heading):
    assert "priorities" in {meaning for _, meaning in proposals(heading)}
