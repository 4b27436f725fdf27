"""Every document says when to read it, and leads to pages that are there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

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


SECURITY = (ROOT / "docs/security.md").read_text()
PROOF = re.compile(r"`(tests/[\w/]*)?test_\w+\.py|`make \w+|`manage\.py \w+")


def rows_with_proof() -> Iterator[tuple[str, str]]:
    """Of each table that has a column of proofs: the first cell of a row, and that one."""
    proofs = None
    for line in SECURITY.splitlines():
        cells = [cell.strip() for cell in re.split(r" \|(?: |$)", line.removeprefix("| "))]
        named = [number for number, cell in enumerate(cells) if cell.startswith("what proves it")]
        if not line.startswith("|"):
            proofs = None
        elif named:
            [proofs] = named
        elif proofs and not line.startswith("|-"):
            yield cells[0], cells[proofs]


def test_every_row_on_security_names_a_proof_that_is_there():
    rows = list(rows_with_proof())
    assert len(rows) > 60
    assert [threat for threat, proof in rows if not PROOF.search(proof)] == []
    named = re.findall(r"`(tests/[\w/]*/)?(test_\w+\.py)", SECURITY)
    assert [name for folder, name in named if not list((ROOT / (folder or "tests")).rglob(name))] == []
    makefile, commands = (ROOT / "Makefile").read_text(), get_commands()
    assert [each for each in re.findall(r"`make (\w+)", SECURITY) if f"\n{each}:" not in makefile] == []
    assert [each for each in re.findall(r"`manage\.py (\w+)", SECURITY) if each not in commands] == []
