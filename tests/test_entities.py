"""Entities in files that people send: none reads a file of the server (XXE), and none unfolds (billion laughs)."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grants.paper_contents.looking import hidden_contents
from intake.notices.html import words_of_page
from intake.spreadsheets.grid import NotASpreadsheet, read_file
from tests.intake.test_exhausting_spreadsheets import ods, workbook
from tests.papers import zipped

SECRET = "what only the server reads"
NESTED = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE a [<!ENTITY e0 "ha">{NESTED}<!ENTITY x "&e9;">]>'
ROW = b'<row r="3"><c r="A3" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def in_a_workbook(kind: str) -> str:
    def sheet(xml: bytes) -> bytes:
        return xml.replace(b"<worksheet", f"{kind}<worksheet".encode(), 1).replace(b"</sheetData>", ROW)

    return told_by("a.xlsx", workbook(sheet=sheet))


def in_an_open_document(kind: str) -> str:
    cell = "<table:table-cell><text:p>&x;</text:p></table:table-cell>"
    return told_by("a.ods", ods(cell, before=kind))


def in_a_letter(kind: str) -> str:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>What is hidden: &x;</w:t></w:r>"
    body = f'{kind}<w:document xmlns:w="{WORD}"><w:body><w:p>{hidden}</w:p></w:body></w:document>'
    return repr(hidden_contents("DOCX", zipped({"word/document.xml": body})))


def in_a_hidden_row(kind: str) -> str:
    def sheet(xml: bytes) -> bytes:
        row = ROW.replace(b'<row r="3">', b'<row r="3" hidden="1">')
        return xml.replace(b"<worksheet", f"{kind}<worksheet".encode(), 1).replace(b"</sheetData>", row)

    return repr(hidden_contents("XLSX", workbook(sheet=sheet)))


def in_a_saved_page(kind: str) -> str:
    return words_of_page(f"{kind}<html><body><h2>Decision details</h2><p>&x;</p></body></html>")


def told_by(name: str, content: bytes) -> str:
    try:
        return repr(read_file(name, content))
    except NotASpreadsheet as refusal:
        return str(refusal)


READERS = [in_a_workbook, in_a_hidden_row, in_an_open_document, in_a_letter, in_a_saved_page]


@pytest.mark.parametrize("read", READERS)
def test_no_entity_is_followed_or_unfolded(read: Callable[[str], str], tmp_path: Path):
    (tmp_path / "secret").write_text(SECRET)
    outside = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    began = time.process_time()
    for kind in (outside, BOMB):
        told = read(kind)
        assert SECRET not in told
        assert "ha" * 20 not in told
    assert time.process_time() - began < 3
