"""What the database says a second time of comments and questions."""

import pytest

from conditions.actions.questions import answer
from grants.models import Comment
from tests.constraints import NOW, change_each
from tests.stories import match_obligation


@pytest.fixture
def scene(published, olu):
    """The office has written to a partnership, which is no question."""
    answer(match_obligation(published), by=olu, text="Half of it counts.")


CHECKS = [
    ("a_question_comes_from_a_partnership", Comment, {"is_question": True, "partnership": None}),
    ("only_a_question_is_answered", Comment, {"answered_at": NOW}),
]


def test_what_must_never_be_false(scene, subtests):
    change_each(CHECKS, subtests)
