"""What changed between two versions, word by word."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from conditions.terms import ConditionTerms, MatchTerms
from register.document import AwardEntry, Document, NamedEntry, RecipientEntry, VariationEntry
from register.notices.comparison import AWARD, CONDITION, DOCUMENT, MOST_WORDS, VARIED, WordRun, changes, pieces

# Told through a label that stands beside them, or not a fact of the decision.
UNTOLD = {"kind", "outcome", "legal_power", "awards", "varied", "conditions"}

DOCUMENT_OF_MARCH = Document(
    reference="GM-2024-0001",
    kind="grant",
    kind_label="Grant award",
    title="Hotspot work",
    reasons="One reason. Another reason.",
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
    condition_id=1,
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


def changed(**values):
    """What is told of a version in which these fields are different: {label: [(kind, text)]}."""
    later = DOCUMENT_OF_MARCH.model_copy(update=values)
    found = changes(DOCUMENT_OF_MARCH, later)
    return {change.label: [(piece.kind, piece.text) for piece in change.pieces] for change in found}


def test_nothing_changed():
    assert changed() == {}


def test_a_changed_word_is_marked_and_the_others_are_not():
    assert changed(reasons="One reason. Another cause.") == {
        "Why": [("same", "One reason. Another"), ("removed", " reason."), ("added", " cause.")]
    }


def test_what_was_blank_is_all_added():
    assert changed(interests="None declared") == {"Interests declared": [("added", "None declared")]}


def test_dates_answers_and_lists_are_compared_as_they_read():
    told = changed(decided_on=date(2024, 2, 7), is_key=False, decision_makers=("The Mayor",))
    assert told["Date of decision"] == [("removed", "6"), ("added", "7"), ("same", " February 2024")]
    assert told["Key decision"] == [("added", "No")]
    assert told["Decided by"] == [("added", "The Mayor")]


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
    ]


def test_no_field_of_a_notice_can_change_without_a_word():
    assert set(Document.model_fields) - set(DOCUMENT) == UNTOLD
    assert set(AwardEntry.model_fields) - set(AWARD) == {"number"}
    assert set(VariationEntry.model_fields) - set(VARIED) == {"reference", "number"}
    assert set(ConditionTerms.model_fields) - set(CONDITION) == {"condition_id", "number", "kind"}


@given(before=st.text(alphabet="ab \n", max_size=60), after=st.text(alphabet="ab \n", max_size=60))
def test_what_is_not_added_is_the_old_text_and_what_is_not_removed_the_new(before, after):
    told = list(pieces(before, after))
    assert words(told, without="added") == before.split()
    assert words(told, without="removed") == after.split()


def words(told: list[WordRun], *, without: str) -> list[str]:
    return "".join(piece.text for piece in told if piece.kind != without).split()


def test_very_long_texts_are_compared_line_by_line():
    before = "the same line\n" * MOST_WORDS
    told = list(pieces(before, before + "one more line\n"))
    assert [piece.kind for piece in told] == ["same", "added"]
    assert told[-1].text == "one more line\n"
