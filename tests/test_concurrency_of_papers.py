"""Papers, texts and two people at the same moment, on a real PostgreSQL."""

import hashlib
from functools import partial

import pytest
from django.test import Client

from grants.actions.decisions import revise
from grants.actions.papers import add_paper, change_paper
from register.actions.approval import approve
from register.actions.publishing import publish
from register.actions.taking_down import restore, take_down
from register.models import Notice, TakeDown
from tests import stories
from tests.papers import pdf, upload
from tests.stories import fresh
from tests.test_concurrency import at_once, refusals, slowly

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "It may name a child."


@pytest.fixture
def waiting(draft, olu):
    """Sent for approval, with a paper."""
    add_paper(draft, by=olu, title="Risks", upload=upload())
    return stories.sent(fresh(draft), by=olu)


@pytest.fixture
def corrected(waiting, olu, ada, abe):
    """Published with its paper, and a correction that waits to be published."""
    decision = stories.published(approve(waiting, by=ada), by=ada)
    revise(decision, by=olu, values={"summary": "Better said."})
    return approve(stories.sent(fresh(decision), by=olu), by=abe)


def served(decision):
    response = Client().get(f"/decisions/{decision.reference}/papers/1/")
    return response.getvalue() if response.streaming else b""


def test_a_paper_replaced_while_it_is_published_is_not_what_is_published(waiting, olu, ada):
    """Whichever comes first: the file that is handed out is the one that was scanned and approved, or none is."""
    scanned = waiting.papers.get().file.sha256
    ready = approve(waiting, by=ada)
    change = partial(change_paper, ready.papers.get(), by=olu, title="Risks", upload=upload(content=pdf("% other")))
    outcomes = at_once(partial(slowly, partial(publish, ready, by=ada)), partial(slowly, change))
    notices = list(Notice.objects.all())
    assert len(notices) == 1 - len(refusals(outcomes))
    assert [paper.sha256 for each in notices for paper in each.document.papers] == [scanned] * len(notices)
    assert served(ready) in (b"", pdf())
    assert fresh(ready).papers.get().file.sha256 == hashlib.sha256(pdf("% other")).hexdigest()
    assert fresh(ready).state == "draft"


@pytest.mark.parametrize("paper", [None, 1])
def test_two_approvers_who_take_down_and_restore_at_once(corrected, ada, abe, paper):
    [first], [refusal] = apart(at_once(*(partial(down, corrected, by=each, paper=paper) for each in (ada, abe))))
    assert "out of public sight already" in str(refusal)
    [_], [refusal] = apart(at_once(*(partial(slowly, partial(restore, first, by=each)) for each in (ada, abe))))
    assert "restored already" in str(refusal)
    again = down(corrected, by=ada, paper=paper)
    at_once(partial(slowly, partial(restore, again, by=abe)), partial(down, corrected, by=ada, paper=paper))
    is_down = TakeDown.objects.unsettled().exists()
    notice = Notice.objects.get()
    assert (bool(notice.taken_down_at), bool(notice.papers_down)) == (is_down and not paper, is_down and bool(paper))
    assert bool(served(corrected)) != is_down


def down(decision, *, by, paper):
    return slowly(partial(take_down, decision, by=by, reason=WHY, paper=paper))


def apart(outcomes):
    return [each for each in outcomes if not isinstance(each, Exception)], refusals(outcomes)


def test_an_approval_and_a_take_down_at_once_are_both_done(corrected, olu, ada, abe):
    revise(corrected, by=olu, values={"summary": "Said once more."})
    again = stories.sent(fresh(corrected), by=olu)
    outcomes = at_once(partial(slowly, partial(approve, again, by=abe)), partial(down, corrected, by=ada, paper=None))
    assert not refusals(outcomes)
    assert fresh(corrected).state == "approved"
    assert Notice.objects.get().taken_down_at


def test_a_correction_published_at_the_moment_of_a_take_down_settles_it_or_goes_down_with_it(corrected, ada, abe):
    publishing = partial(publish, corrected, by=abe, note="The summary is clearer.")
    assert not refusals(at_once(partial(slowly, publishing), partial(down, corrected, by=ada, paper=None)))
    older, newest = Notice.objects.order_by("version")
    assert older.taken_down_at
    assert bool(newest.taken_down_at) == TakeDown.objects.unsettled().exists()
