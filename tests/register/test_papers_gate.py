"""P15: what a paper holds and does not show stops publication until the file is replaced, or an approver lets it be
published by name and with a reason."""

import io
from pathlib import Path

import pikepdf
import pytest
from django.db import IntegrityError

from grants.actions.papers import acknowledge_contents, add_paper, change_paper, clean_paper, open_contents
from grants.models import PaperAcknowledgement, StoredFile
from grants.paper_contents.looking import hidden_contents
from grants.refused import Refused
from register.actions.approval import send_for_approval
from register.actions.withholding import withhold
from register.checks.checklist import checklist
from tests import stories
from tests.papers import docx, pdf, upload

HIDDEN = "On page 1, text that is not drawn (as behind a scan) can be copied."
UNDRAWN = pdf("BT 3 Tr /F1 12 Tf 40 160 Td (Ask Jo) Tj ET")
AUTHOR = docx(properties="<dc:creator>Jo Bloggs</dc:creator>")


def p15(decision):
    return [found.sentence for found in checklist(stories.fresh(decision)).blocks if found.rule == "P15"]


@pytest.fixture
def paper(draft, olu):
    return add_paper(draft, by=olu, title="Risks", upload=upload(content=UNDRAWN))


def test_what_hides_nothing_raises_nothing(draft, olu):
    add_paper(draft, by=olu, title="Risks", upload=upload())
    assert p15(draft) == []


def test_what_is_hidden_blocks_and_names_the_paper(paper, draft, olu):
    assert p15(draft) == [f"Background paper 1, Risks.pdf: {HIDDEN}"]
    with pytest.raises(Refused, match="can be copied"):
        send_for_approval(draft, by=olu)


def test_another_file_takes_it_away(paper, draft, olu):
    change_paper(paper, by=olu, title="Risks", upload=upload())
    assert p15(draft) == []


def test_what_is_withheld_is_not_published_and_so_does_not_block(paper, draft, olu):
    withhold(draft, by=olu, what="paper-1", values={"ground": "enactment"})
    assert p15(draft) == []


def test_an_approver_lets_it_be_published_by_name_with_a_reason(paper, draft, ada):
    acknowledge_contents(paper, [HIDDEN], by=ada, reason="It is the text of the scan.")
    assert p15(draft) == []
    row = PaperAcknowledgement.objects.get()
    assert (row.by, row.reason, row.sentence) == (ada, "It is the text of the scan.", HIDDEN)
    assert stories.fresh(draft).events.first().comment == f"{HIDDEN} Why: It is the text of the scan."


def test_it_holds_for_that_file_alone(paper, draft, olu, ada):
    acknowledge_contents(paper, [HIDDEN], by=ada, reason="It is the text of the scan.")
    change_paper(paper, by=olu, title="Risks", upload=upload(content=UNDRAWN + b"%"))
    assert p15(draft) == [f"Background paper 1, Risks.pdf: {HIDDEN}"]


def test_an_officer_a_missing_reason_and_what_is_no_longer_there_are_refused(paper, olu, ada):
    with pytest.raises(Refused, match="Only an approver"):
        acknowledge_contents(paper, [HIDDEN], by=olu, reason="Fine.")
    with pytest.raises(Refused, match="Say why"):
        acknowledge_contents(paper, [HIDDEN], by=ada, reason=" ")
    for chosen in ([], ["Another sentence."]):
        with pytest.raises(Refused, match="has changed"):
            acknowledge_contents(paper, chosen, by=ada, reason="Fine.")
    acknowledge_contents(paper, [HIDDEN], by=ada, reason="Fine.")
    with pytest.raises(Refused, match="has changed"):
        acknowledge_contents(paper, [HIDDEN], by=ada, reason="Fine.")


def test_what_nobody_could_look_through_has_to_be_replaced(draft, olu, ada):
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    paper = add_paper(draft, by=olu, title="Risks", upload=upload(content=made.getvalue()))
    [sentence] = p15(draft)
    assert "locked with a password" in sentence
    with pytest.raises(Refused, match="has changed"):
        acknowledge_contents(paper, [open_contents(paper)[0].sentence], by=ada, reason="Fine.")


def test_a_file_that_nobody_has_looked_through_blocks(paper, draft):
    StoredFile.objects.update(hidden_data=None)
    assert p15(draft) == ["Background paper 1, Risks.pdf: Nobody has looked through the file. Choose it again."]


def test_a_copy_without_properties_is_a_new_file_that_clears_the_approval(draft, olu, ada):
    paper = add_paper(draft, by=olu, title="Risks", upload=upload("Risks.docx", AUTHOR))
    assert p15(draft) == ["Background paper 1, Risks.docx: Its properties name an author, “Jo Bloggs”."]
    first = paper.file_id
    clean_paper(paper, by=olu)
    assert p15(draft) == []
    paper.refresh_from_db()
    assert paper.file_id != first
    with paper.file.content.open("rb") as copy:
        assert hidden_contents("DOCX", copy.read()) == []
    assert StoredFile.objects.filter(pk=first).exists()
    change = stories.fresh(draft).events.first()
    assert change.changes == {"File": ["Risks.docx", "Risks.docx, a copy without its properties"]}
    with pytest.raises(Refused, match="nothing in this paper"):
        clean_paper(paper, by=olu)


def test_a_copy_that_cannot_be_made_is_refused(draft, olu, monkeypatch):
    paper = add_paper(draft, by=olu, title="Risks", upload=upload("Risks.docx", AUTHOR))
    monkeypatch.setattr("grants.actions.papers.clean_apart", lambda kind, content: None)
    with pytest.raises(Refused, match="could not be made"):
        clean_paper(paper, by=olu)


def test_a_paper_replaced_after_the_approval_is_scanned_before_it_is_published(draft, olu, ada):
    paper = add_paper(draft, by=olu, title="Risks", upload=upload())
    approved = stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada)
    change_paper(paper, by=olu, title="Risks", upload=upload(content=UNDRAWN))
    with pytest.raises(Refused, match="Only an approved decision"):
        stories.published(approved, by=ada)
    with pytest.raises(Refused, match="can be copied"):
        stories.sent(stories.fresh(draft), by=olu)


@pytest.mark.parametrize("content", [b"%PDF-1.7 something else", None])
def test_a_file_that_is_not_the_one_that_was_scanned_is_not_published(draft, olu, ada, content):
    """Whatever has happened to it on the disk: it blocks, and the decision stays approved."""
    paper = add_paper(draft, by=olu, title="Risks", upload=upload())
    approved = stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada)
    path = Path(paper.file.content.path)
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(Refused, match=r"Background paper 1, Risks\.pdf: .* Choose the file again"):
        stories.published(approved, by=ada)
    assert stories.fresh(draft).state == "approved"


def test_the_database_wants_a_reason_too(paper, ada):
    with pytest.raises(IntegrityError, match="hidden_content_is_acknowledged_with_a_reason"):
        PaperAcknowledgement.objects.create(paper=paper, file=paper.file, sentence=HIDDEN, reason="", by=ada)
