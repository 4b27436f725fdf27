"""What changed between two versions, word by word."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from conditions.terms import ConditionTerms, MatchTerms
from grants.record import Place, fields
from register.document import Document, record_entry
from register.document_entries import AwardEntry, NamedEntry, PaperEntry, PriorityEntry, RecipientEntry, VariationEntry
from register.notices.comparison import (
    AWARD,
    CONDITION,
    DOCUMENT,
    MAX_WORDS,
    VARIED,
    WordRun,
    changed_fields,
    word_runs,
)

# Compared part by part, or not a fact of the decision.
OTHERWISE = {
    *("schema_number", "record", "awards", "splits", "measures", "varied", "conditions", "kind_label", "outcome_label")
}

DOCUMENT_OF_MARCH = Document(
    reference="GM-2024-0001",
    kind="grant",
    kind_label="Grant award",
    title="Hotspot work",
    record={"reasons": record_entry("Reasons", "One reason. Another reason.", kind="text")},
    decided_on=date(2024, 2, 6),
    outcome="approved",
    outcome_label="Approved",
    makes_awards=True,
    first_published_on=date(2024, 3, 7),
    awards=(
        AwardEntry(
            number=1, title="Mentoring", recipient=RecipientEntry(name="Manchester City Council"), amount=Decimal(7500)
        ),
    ),
)
MATCH = ConditionTerms(
    number=1,
    code="SC1",
    kind="match",
    title="Match",
    wording="Pound for pound.",
    is_dependency=False,
    per="award",
    schedule="end_of_year",
    due_set_by_office=True,
    awards=(1,),
    match=MatchTerms(basis="grant_percent", figure=Decimal("100.00"), sources=("partnership",), in_kind="not_stated"),
)


def changed(earlier=DOCUMENT_OF_MARCH, *, record=None, **values):
    """What changes in a version in which these fields are different: {label: [(kind, text)]}."""
    later = earlier.model_copy(update=values | {"record": {**earlier.record, **(record or {})}})
    found = changed_fields(earlier, later)
    return {change.label: [(run.kind, run.text) for run in change.runs] for change in found}


def test_nothing_changed():
    assert changed() == {}


def test_a_changed_word_is_marked_and_the_others_are_not():
    later = record_entry("Reasons", "One reason. Another cause.", kind="text")
    assert changed(record={"reasons": later}) == {
        "Reasons": [("same", "One reason. Another"), ("removed", " reason."), ("added", " cause.")]
    }


def test_what_was_blank_is_all_added():
    interests = record_entry("Interests declared", "None declared", kind="text")
    assert changed(record={"interests": interests}) == {"Interests declared": [("added", "None declared")]}


def test_dates_answers_and_lists_are_compared_as_they_read():
    told = changed(
        decided_on=date(2024, 2, 7),
        decision_makers=("The Mayor",),
        record={"is_key": record_entry("Key decision", value=False)},
    )
    assert told["Date of decision"] == [("removed", "6"), ("added", "7"), ("same", " February 2024")]
    assert told["Key decision"] == [("added", "No")]
    assert told["Decision makers"] == [("added", "The Mayor")]


def test_an_award_is_compared_with_the_award_of_the_same_number():
    first = DOCUMENT_OF_MARCH.awards[0]
    second = first.model_copy(update={"number": 2, "stream": NamedEntry(slug="hate", name="Hate Crime Grant")})
    told = changed(awards=(second, first.model_copy(update={"amount": Decimal("8000.00")})))
    assert told["Award 1: amount"] == [("removed", "£7,500.00"), ("added", "£8,000.00")]
    assert told["Award 2: funding stream"] == [("added", "Hate Crime Grant")]
    assert "Award 1: title" not in told


def test_an_award_that_is_gone_is_removed():
    assert changed(awards=())["Award 1: recipient"] == [("removed", "Manchester City Council")]


def test_a_condition_is_told_in_words():
    told = changed(conditions=(MATCH,))
    assert told["Condition 1: how often it falls due"] == [("added", "at the end of the financial year")]
    assert told["Condition 1: match"][0][1].splitlines() == [
        "Required: 100% of the grant",
        "From: the community safety partnership",
        "In kind: Not stated",
        "Spent: within the award’s own dates, or else its financial year, and until the due date at least",
    ]


def test_no_field_of_a_notice_can_change_without_a_word():
    listed = {field.name for field in fields() if field.place is not Place.NOWHERE}
    assert set(Document.model_fields) - set(DOCUMENT) - listed == OTHERWISE
    assert set(AwardEntry.model_fields) - set(AWARD) == {"number"}
    assert set(VariationEntry.model_fields) - set(VARIED) == {"reference", "number"}
    assert set(ConditionTerms.model_fields) - set(CONDITION) == {"number"}


def test_a_field_that_is_dropped_or_gets_another_label_is_still_compared():
    before = DOCUMENT_OF_MARCH.model_copy(update={"record": {"mood": record_entry("Mood of the meeting", "Good")}})
    assert changed(before, record={"mood": record_entry("Mood", "Good")}) == {}
    assert changed(before, record={"mood": record_entry("Mood", "Bad")}) == {
        "Mood": [("removed", "Good"), ("added", "Bad")]
    }


def test_two_files_of_one_name_are_two_papers():
    paper = PaperEntry(number=1, title="Risks", file_name="risks.pdf", size=9, sha256="a" * 64)
    earlier = DOCUMENT_OF_MARCH.model_copy(update={"papers": (paper,)})
    later = paper.model_copy(update={"sha256": "b" * 64})
    told = changed(earlier, papers=(later,))["Background papers"]
    assert told == [
        ("same", "1. Risks (risks.pdf)"),
        ("removed", f" {'a' * 64}"),
        ("added", f" {'b' * 64}"),
    ]


def test_two_priorities_of_one_name_are_two_priorities():
    safe = PriorityEntry(slug="keeping-people-safe", name="Keeping people safe", plan="Standing Together")
    earlier = DOCUMENT_OF_MARCH.model_copy(update={"priorities": (safe,)})
    told = changed(earlier, priorities=(safe.model_copy(update={"slug": "keeping-people-safe-2"}),))
    assert told["Plan priorities"][-1] == ("added", " keeping-people-safe-2")


@given(before=st.text(alphabet="ab \n", max_size=60), after=st.text(alphabet="ab \n", max_size=60))
def test_what_is_not_added_is_the_old_text_and_what_is_not_removed_the_new(before, after):
    told = list(word_runs(before, after))
    assert words(told, without="added") == before.split()
    assert words(told, without="removed") == after.split()


def words(told: list[WordRun], *, without: str) -> list[str]:
    return "".join(run.text for run in told if run.kind != without).split()


def test_very_long_texts_are_compared_line_by_line():
    before = "the same line\n" * MAX_WORDS
    told = list(word_runs(before, before + "one more line\n"))
    assert [run.kind for run in told] == ["same", "added"]
    assert told[-1].text == "one more line\n"
