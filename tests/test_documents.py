"""Every document says when to read it, and leads to pages that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
ADRS = sorted(ROOT.glob("docs/adr/0*.md"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_says_when_to_read_it_and_leads_on(document):
    text = document.read_text()
    if document not in ADRS:  # their index says it
        assert text.split("\n\n")[1].startswith("Read this "), "its first sentence says when to read it"
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", text):
        assert (document.parent / target).exists(), target


def test_the_index_names_every_decision():
    index = (ROOT / "docs/adr/README.md").read_text()
    assert re.findall(r"\]\((0[^)]+)\)", index) == [path.name for path in ADRS]
