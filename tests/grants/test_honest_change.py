"""What counts as a change is decided on values, never on what they look like."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grants.actions.decisions import revise
from grants.actions.papers import add_paper, change_paper
from grants.models import Decision, Paper, Plan, Priority
from tests import stories
from tests.papers import pdf

SEEN, UNSEEN = pdf("q Q"), pdf("q Q q Q")


def risks(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("Risks.pdf", content)


@pytest.fixture
def paper(draft, olu) -> Paper:
    return add_paper(draft, by=olu, title="Risks", upload=risks(SEEN))


@pytest.fixture
def approved_with_paper(paper, olu, ada) -> Decision:
    return stories.approved(stories.sent(stories.fresh(paper.decision), by=olu), by=ada)


def test_another_file_of_the_same_name_clears_the_approval(approved_with_paper, paper, olu):
    change_paper(paper, by=olu, title="Risks", upload=risks(UNSEEN))
    decision = stories.fresh(approved_with_paper)
    assert (decision.state, decision.approved_by) == ("draft", None)
    event = decision.events.latest("pk")
    before, after = event.changes["File"]
    assert event.verb == "changed a paper"
    assert before != after


def test_the_same_file_again_is_no_change(approved_with_paper, paper, olu):
    change_paper(paper, by=olu, title="Risks", upload=risks(SEEN))
    assert stories.fresh(approved_with_paper).state == "approved"
    assert Paper.objects.get(pk=paper.pk).file_id == paper.file_id


def test_the_same_content_under_another_name_is_a_change(approved_with_paper, paper, olu):
    change_paper(paper, by=olu, title="Risks", upload=SimpleUploadedFile("Harmless.pdf", SEEN))
    assert stories.fresh(approved_with_paper).state == "draft"


def test_two_priorities_of_one_name_are_two(draft, olu, ada):
    older, newer = [
        Plan.objects.create(name=name, slug=name, starts_on=date(year, 4, 1), ends_on=date(year + 4, 3, 31))
        for name, year in (("plan-2017", 2017), ("plan-2021", 2021))
    ]
    first, second = [
        Priority.objects.create(plan=plan, name="Safer streets", slug=f"safer-{plan.slug}", position=1)
        for plan in (older, newer)
    ]
    revise(draft, by=olu, values={"priorities": [first]})
    approved = stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada)
    revise(approved, by=olu, values={"priorities": [second]})
    assert stories.fresh(approved).state == "draft"
    before, after = stories.fresh(approved).events.latest("pk").changes["Plan priorities"]
    assert before != after
