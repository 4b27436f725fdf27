"""Two colleagues at the same moment: who hands over, who comments, who publishes, on a real PostgreSQL."""

from functools import partial

import pytest

from grants.actions.comments import comment
from grants.models import Comment
from register.actions.handing_over import hand_over, waits_for
from register.actions.publishing import publish
from register.models import Notice
from register.notices.verification import verify
from tests.stories import fresh
from tests.test_concurrency import at_once, refusals, slowly

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_hand_a_decision_over_the_second_is_told(draft, olu, oma, ada, abe):
    seen = waits_for(draft)
    to_oma = partial(hand_over, draft, by=ada, owner=oma, seen=seen)
    to_abe = partial(hand_over, draft, by=olu, owner=abe, seen=seen)
    outcomes = at_once(partial(slowly, to_oma), partial(slowly, to_abe))
    [refusal] = refusals(outcomes)
    assert "handed it over" in str(refusal)
    [done] = [each for each in outcomes if each is not refusal]
    assert fresh(draft).owner == done.owner
    assert fresh(draft).events.filter(verb="handed over").count() == 1


def test_a_comment_and_a_publication_at_once_are_both_done(approved, olu, ada):
    say = partial(comment, approved, by=olu, text="@Ada Is the sum right?", decision=approved)
    outcomes = at_once(partial(slowly, partial(publish, approved, by=ada)), partial(slowly, say))
    assert not refusals(outcomes)
    assert Comment.objects.get().named_ids == [ada.pk]
    assert fresh(approved).state == "published"
    assert Notice.objects.count() == 1
    assert verify().fault == ""
