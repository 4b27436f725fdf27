"""P14: personal data in the text stops publication until somebody has let it through by name."""

import pytest

from conditions.actions.assessments import assess
from grants.actions.decisions import revise
from grants.models import Acknowledgement
from grants.refused import Refused
from register.actions.approval import send_for_approval
from register.actions.withholding import acknowledge, withhold
from register.checks.checklist import checklist
from register.checks.scanned_texts import open_hits
from tests import stories

RISK = "Write to jo@example.org about the risks."


def p14(decision):
    return [found.sentence for found in checklist(stories.fresh(decision)).blocks if found.rule == "P14"]


@pytest.fixture
def telling(draft, olu):
    return revise(draft, by=olu, values={"risk_implications": RISK})


def test_a_find_blocks_and_is_shown_in_its_sentence(telling, olu):
    [sentence] = p14(telling)
    assert "an e-mail address" in sentence
    assert RISK in sentence
    with pytest.raises(Refused, match=r"jo@example\.org"):
        send_for_approval(telling, by=olu)


def test_once_acknowledged_by_name_it_may_be_published(telling, olu):
    [find] = open_hits(telling)
    acknowledge(telling, find, by=olu)
    acknowledge(telling, find, by=olu)
    assert p14(telling) == []
    assert Acknowledgement.objects.get().by == olu
    assert stories.fresh(telling).events.first().comment == "Risk implications: jo@example.org"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("risk_implications", "Write to jo@example.org about the awards."),
        ("risk_implications", f"{RISK} Or to al@example.org."),
        ("consultation", RISK),
    ],
)
def test_it_holds_for_that_sentence_in_that_text_alone(telling, olu, field, text):
    acknowledge(telling, open_hits(telling)[0], by=olu)
    revise(telling, by=olu, values={field: text})
    assert len(p14(telling)) == 1


def test_what_is_no_longer_there_cannot_be_acknowledged(telling, olu):
    [find] = open_hits(telling)
    revise(telling, by=olu, values={"risk_implications": ""})
    with pytest.raises(Refused, match="has changed"):
        acknowledge(telling, find, by=olu)


def test_what_is_withheld_is_not_searched(telling, olu):
    withhold(telling, by=olu, what="risk_implications", values={"ground": "enactment"})
    assert p14(telling) == []


def test_awards_and_conditions_are_searched_too(draft, olu):
    draft.awards.update(title="Call 0161 496 0000")
    draft.conditions.filter(number=1).update(wording="Return it to M1 1AE.")
    assert [find.label for find in open_hits(draft)] == ["Award 1", "Condition 1"]


def test_reasons_of_an_assessment_are_searched(published, olu):
    obligation = stories.match_obligation(published)
    with pytest.raises(Refused, match=r"jo@example\.org"):
        assess(obligation, by=olu, finding="not_met", reasons="Ask jo@example.org why.")
    assess(obligation, by=olu, finding="not_met", reasons="Ask jo@example.org why.", acknowledged=True)
