"""A warning is answered by name, "it is right as it is", and stays answered until its text changes (domain §8)."""

import pytest

from grants.actions.decisions import revise
from grants.actions.office_data import get_or_add_post
from grants.models import Priority
from grants.refused import Refused
from register.actions.answering import answer_warning
from register.checks.checklist import checklist
from tests.stories import fresh

WHY = "The work is done there."


@pytest.fixture
def wandering(draft, olu):
    return revise(draft, by=olu, values={"summary": "Mentors from Wigan."})


def slip(decision):
    return next((each for each in checklist(fresh(decision)).slips if "Wigan" in each.sentence), None)


def test_slips_come_first(wandering):
    warnings = checklist(wandering).warnings
    assert "names Wigan" in warnings[0].sentence
    assert [each.is_slip for each in warnings] == [True] + [False] * (len(warnings) - 1)


def test_an_answer_stays_until_the_text_changes(wandering, olu):
    answer_warning(wandering, slip(wandering).digest, by=olu, why=WHY)
    assert slip(wandering) is None
    [(item, answer)] = checklist(fresh(wandering)).answered
    assert ("Wigan" in item.sentence, answer.why, answer.by) == (True, WHY, olu)
    revise(wandering, by=olu, values={"title": "Another title"})
    assert slip(wandering) is None
    revise(wandering, by=olu, values={"summary": "More mentors from Wigan."})
    assert slip(wandering) is not None


def test_an_answer_says_why_and_is_of_something(wandering, olu, mo):
    digest = slip(wandering).digest
    with pytest.raises(Refused, match="why it is right as it is"):
        answer_warning(wandering, digest, by=olu, why=" ")
    with pytest.raises(Refused, match="Only an officer"):
        answer_warning(wandering, digest, by=mo, why=WHY)
    answer_warning(wandering, digest, by=olu, why=WHY)
    with pytest.raises(Refused, match="was answered"):
        answer_warning(wandering, digest, by=olu, why=WHY)


def test_an_answer_leaves_the_approval(approved, olu):
    warning = checklist(approved).warnings[0]
    answer_warning(approved, warning.digest, by=olu, why=WHY)
    assert fresh(approved).state == "approved"


def test_makers_of_unknown_limit_are_warned_of(draft, olu, signed_in):
    page = f"/office/decisions/{draft.reference}/record/who-and-when/"
    typed = {"other_makers": "Acting Director", "decided_on": "6/2/2024", "outcome": "approved", "is_key": "False"}
    typed["revision"] = fresh(draft).revision
    assert "no post called “Acting Director”" in signed_in(olu).post(page, typed).content.decode()
    assert signed_in(olu).post(page, typed | {"makers_are_right": "on"}).status_code == 302
    assert not get_or_add_post("Acting Director", by=olu).is_limit_known
    assert any("up to what sum" in each.sentence for each in checklist(fresh(draft)).warnings)


def test_priorities_are_offered_from_the_plans_of_the_day(draft, olu, signed_in):
    page = f"/office/decisions/{draft.reference}/record/serves/"
    old, new = "Putting victims at the centre", "Strengthening communities and places"
    offered = signed_in(olu).get(page).content.decode()
    assert (old in offered, new in offered) == (False, True)
    assert old in signed_in(olu).get(f"{page}?every-plan").content.decode()


def test_a_priority_of_a_plan_that_was_not_in_force_is_warned_of(draft, olu):
    old, new = (Priority.objects.filter(plan__starts_on__year=year)[:1] for year in (2016, 2022))
    revise(draft, by=olu, values={"priorities": [*old, *new]})
    [warning] = [each for each in checklist(fresh(draft)).warnings if "which was not in force" in each.sentence]
    assert f"“{old[0]}” is a priority of" in warning.sentence
    assert "which was not in force on 6 February 2024" in warning.sentence


def test_a_priority_of_another_plan_is_refused_unless_every_plan_is_offered(draft, olu, signed_in):
    page, client = f"/office/decisions/{draft.reference}/record/serves/", signed_in(olu)
    old = Priority.objects.filter(plan__starts_on__year=2016)[0]
    form = {"priorities": [old.pk], "revision": fresh(draft).revision}
    assert client.post(page, form).status_code == 200
    assert client.post(f"{page}?every-plan", form).status_code == 302
    assert list(fresh(draft).priorities.all()) == [old]
    assert f'value="{old.pk}" id="id_priorities_0" checked' in client.get(page).content.decode()
