"""What a search finds of a published decision, what it may suggest, and what it may not."""

from datetime import date
from decimal import Decimal

import pytest

from grants.actions.decisions import revise
from grants.models import Decision
from public.browse.search import Search
from public.search.question import Question
from register.actions.listing import rebuild_listing
from register.actions.withholding import withhold
from register.models import ListedWord
from register.search_words import indexed
from tests import stories


def found(words: str) -> list[str]:
    return [listing.title for listing in Search({"q": words}).found()]


def corrected(decision, *, olu, ada, **values) -> Decision:
    return stories.corrected(decision, officer=olu, approver=ada, **values)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Women’s anti-social behavior", "woman anti social behaviour antisocial"),
        ("£7,500 in 2023/24 and 7,500 people", "p750000 in fy2023 and 7500 person"),
        ("On 6 February 2024, or 06/02/2024", "on d20240206 m202402 y2024 or d20240206 m202402 y2024"),
        ("as GM-2024-0001 said; up by 2.6%", "as r2024n1 said up by c260 gm20240001"),
        ("Jagiełło’s café, C.I.C.", "jagiello cafe cic"),
        ("£1.1 million since May 2018", "p110000000 a11of7 since m201805 y2018"),
        ("24/7 on 31/02/2024", "24 7 on 31 02 2024"),
    ],
)
def test_a_text_is_indexed_in_one_spelling_with_its_facts(text, words):
    assert indexed(text) == words


@pytest.mark.parametrize(
    "words",
    [
        "mentoring",
        "mentors children",
        '"Manchester City Council"',
        "manchester council",
        "Manchester CSP",
        "GM-2024-0001",
        "gm/2024/1",
        "GB-LAE-MAN",
        "E08000003",
        "£7500",
        "7.5k",
        "2023-24",
        "6/2/2024",
        "february 2024",
        "director",
        "challenger hotspot fund",
        "SC1",
        "match-funding",
        "section 9",
    ],
)
def test_a_decision_is_found_by_all_that_it_says(published, words):
    assert found(words) == [published.title]


@pytest.mark.parametrize("words", ["mentoring -children", "Kept inside", "'; DROP TABLE", "£7,501", "2024/25"])
def test_and_by_nothing_else(published, words):
    assert found(words) == []


def test_a_refusal_is_found_as_one_and_not_as_an_approval(reference, olu, ada):
    refused = stories.whole(officer=olu, approver=ada, outcome="not_approved", title="A second ring")
    assert found("not approved") == found("refused") == found("rejected") == [refused.title]
    assert found("approved") == []


def test_after_a_variation_it_is_found_by_both_amounts(published, olu, ada):
    change = stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    assert {*found("£7,695")} == {*found("£7,500")} == {published.title, change.title}
    assert found("£195") == [change.title]


def test_title_comes_before_names_before_purpose_before_the_rest(reference, olu, ada):
    told = {
        "rest": {"reasons": "Children at risk of crime learn to row, which reduces crime."},
        "purpose": {"purpose": "Lessons for children who want to row."},
        "title": {"title": "Rowing for children"},
    }
    for name, values in told.items():
        stories.whole(
            officer=olu, approver=ada, **{"title": f"In the {name}", "purpose": "Lessons that cost nothing."} | values
        )
    assert found("row") == ["Rowing for children", "In the purpose", "In the rest"]


def test_phrases_come_first_newer_ones_before_older_and_withdrawn_ones_last(reference, olu, ada):
    for title, day in (
        ("Boats to row for young people", date(2024, 5, 1)),
        ("Row boats, old", date(2023, 5, 2)),
        ("Row boats, new", date(2024, 3, 4)),
        ("Row boats, gone", date(2024, 6, 3)),
    ):
        decision = stories.whole(officer=olu, approver=ada, title=title, decided_on=day)
    stories.withdrawn(decision, by=ada, reason="It was decided by mistake.")
    assert found("row boats") == [
        "Row boats, new", "Row boats, old", "Boats to row for young people", "Row boats, gone",
    ]  # fmt: skip


def test_its_reference_finds_a_decision_before_those_that_name_it(published, olu, ada):
    stories.whole(
        officer=olu,
        approver=ada,
        title="Another",
        reasons=f"As in {published.reference}, this reduces crime, and disorder, where it is needed.",
    )
    assert found("gm 2024 1") == [published.title, "Another"]


# What it may not find or suggest


def suggestions(word: str) -> list[str]:
    return Question(word).corrected.get(word, [])


def test_what_is_withheld_is_neither_found_nor_suggested(draft, olu, ada):
    revise(draft, by=olu, values={"risk_implications": "The address is known to the Quartermaine brothers."})
    view = {"ground": "safety", "viewed_on": date(2024, 2, 1), "viewed_by": "Chief Constable"}
    withhold(draft, by=olu, what="risk_implications", values=view)
    stories.published(stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada), by=ada)
    assert found("Quartermaine") == []
    assert suggestions("quartermain") == []
    assert not ListedWord.objects.filter(word="quartermaine").exists()


def test_a_draft_is_neither_found_nor_suggested(published, olu):
    revise(published, by=olu, values={"title": "Falconry for children"})
    assert found("falconry") == []
    assert suggestions("falconrie") == []


def test_a_word_that_a_correction_takes_out_is_not_suggested_any_more(reference, olu, ada):
    decision = stories.whole(officer=olu, approver=ada, purpose="Mentoring by Jo Unmistakable.")
    assert suggestions("unmistakabel") == ["unmistakable"]
    corrected(decision, olu=olu, ada=ada, purpose="Mentoring for children at risk.")
    assert found("unmistakable") == []
    assert suggestions("unmistakabel") == []


def test_a_word_that_another_decision_has_stays(reference, olu, ada):
    decision = stories.whole(officer=olu, approver=ada, purpose="Mentoring children on trampolines.")
    stories.whole(officer=olu, approver=ada, purpose="Trampolines for all children.")
    corrected(decision, olu=olu, ada=ada, purpose="Mentoring for children at risk.")
    assert suggestions("trampollines") == ["trampolines"]


def test_rebuilding_suggests_the_same_words(published):
    ListedWord.objects.create(word="left", stem="over")
    before = set(ListedWord.objects.exclude(word="left").values_list())
    rebuild_listing()
    assert set(ListedWord.objects.values_list()) == before
    assert suggestions("mentorong") == ["mentoring"]
