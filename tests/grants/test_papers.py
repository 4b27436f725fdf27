"""Background papers: links and files, numbered for ever."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grants.actions.papers import add_paper, change_paper, remove_paper
from grants.models import Paper
from grants.refused import Refused
from tests import stories

LINK = "https://www.example.org/paper"


def pdf(name="Risks.pdf", content=b"%PDF-1.7\n"):
    return SimpleUploadedFile(name, content)


def test_links_and_files_are_numbered_in_order(draft, olu):
    link = add_paper(draft, by=olu, title="Plan", url=LINK)
    file = add_paper(draft, by=olu, title="Risks", upload=pdf())
    assert (link.number, link.url, link.file) == (1, LINK, None)
    assert (file.number, file.url, file.file.name) == (2, "", "Risks.pdf")


def test_a_number_is_never_used_again(draft, olu):
    remove_paper(add_paper(draft, by=olu, title="Plan", url=LINK), by=olu)
    assert add_paper(draft, by=olu, title="Plan", url=LINK).number == 2


@pytest.mark.parametrize("given", [{}, {"url": LINK, "upload": pdf()}])
def test_it_is_one_of_the_two(draft, olu, given):
    with pytest.raises(Refused, match="either the address"):
        add_paper(draft, by=olu, title="Plan", **given)


def test_a_file_in_disguise_leaves_no_paper(draft, olu):
    with pytest.raises(Refused, match="something else"):
        add_paper(draft, by=olu, title="Plan", upload=pdf(content=b"MZ"))
    assert not Paper.objects.exists()


def test_a_new_title_keeps_the_file_and_a_link_takes_its_place(draft, olu):
    paper = add_paper(draft, by=olu, title="Risks", upload=pdf())
    paper = change_paper(paper, by=olu, title="Risks, in short")
    assert (paper.title, paper.file.name) == ("Risks, in short", "Risks.pdf")
    paper = change_paper(paper, by=olu, title="Risks", url=LINK)
    assert (paper.url, paper.file) == (LINK, None)


def test_a_paper_added_clears_the_approval(approved, olu):
    add_paper(approved, by=olu, title="Plan", url=LINK)
    assert stories.fresh(approved).state == "draft"
