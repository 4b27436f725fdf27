"""What the database says a second time of papers, files, and what is withheld or let through."""

import pytest

from grants.actions.decisions import revise
from grants.actions.papers import add_paper
from grants.models import Acknowledgement, Ground, Paper, PaperAcknowledgement, StoredFile, WarningAnswer, Withholding
from register.actions.answering import answer_warning
from register.actions.withholding import acknowledge, withhold
from register.checks.checklist import checklist
from register.checks.scanned_texts import open_hits
from tests.constraints import change_each, double_each
from tests.papers import upload


@pytest.fixture
def scene(draft, olu):
    """A draft with a file behind it, its purpose withheld, and an address in its reasons that may be published."""
    add_paper(draft, by=olu, title="Risks", upload=upload("Risks.pdf"))
    withhold(draft, by=olu, what="purpose", values={"ground": Ground.ENACTMENT})
    telling = revise(draft, by=olu, values={"reasons": "Ask the team at jo@example.org."})
    acknowledge(telling, open_hits(telling)[0], by=olu)
    answer_warning(telling, checklist(telling).warnings[0].digest, by=olu, why="It is right.")
    paper = telling.papers.get()
    PaperAcknowledgement.objects.create(
        paper=paper, file=paper.file, sentence="It names an author.", reason="It is known to all.", by=olu
    )


CHECKS = [
    ("a_stored_file_is_not_empty", StoredFile, {"size": 0}),
    ("a_paper_is_a_link_or_a_file", Paper, {"file": None}),
    ("a_paper_is_a_link_or_a_file", Paper, {"url": "https://www.example.org/risks"}),
    ("an_acknowledgement_is_of_something", Acknowledgement, {"hit": ""}),
    ("an_answer_says_why", WarningAnswer, {"why": ""}),
    ("hidden_content_is_acknowledged_with_a_reason", PaperAcknowledgement, {"reason": ""}),
]


def test_what_must_never_be_false(scene, subtests):
    change_each(CHECKS, subtests)


TWINS = [
    ("one_row_per_stored_file", StoredFile, {"name": "Copy.pdf"}),
    ("one_paper_per_number", Paper, {"title": "Another"}),
    ("a_part_is_withheld_once", Withholding, {"ground": Ground.SAFETY}),
    ("a_hit_is_acknowledged_once", Acknowledgement, {}),
    ("hidden_content_is_acknowledged_once", PaperAcknowledgement, {"reason": "It is known to all twice."}),
    ("a_warning_is_answered_once", WarningAnswer, {"why": "It is right twice."}),
]


def test_what_there_is_only_one_of(scene, subtests):
    double_each(TWINS, subtests)


def test_a_paper_may_be_a_link_instead(scene):
    Paper.objects.update(file=None, url="https://www.example.org/risks")
