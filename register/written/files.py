"""A written document as a file: PDF (tagged) or DOCX, both of the same blocks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from django.conf import settings
from docx import Document as Word
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from grants.letters import sample_words
from register.notices.typesetting import typeset
from register.written.blocks import Block

TEMPLATE = "office/written_pdf.typ"
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LINE_TO_WRITE_ON = "_" * 50


@dataclass(frozen=True)
class Written:
    """`notice`: what has to be known before anything else, in a sentence; in a sample also that it is one. `made_at`:
    the moment in the file."""

    title: str
    reference: str
    blocks: Sequence[Block]
    made_at: datetime
    notice: str = ""

    @property
    def whole_notice(self) -> str:
        return " ".join([self.notice, *sample_words()]).strip()

    def as_file(self, ending: str) -> bytes:
        """ "pdf" or "docx"."""
        return self.pdf() if ending == "pdf" else self.docx()

    def pdf(self) -> bytes:
        named = {"title": self.title, "reference": self.reference, "notice": self.whole_notice}
        contents = {"office": settings.OFFICE.body, "blocks": list(self.blocks)} | named
        return typeset(contents, timestamp=int(self.made_at.timestamp()), template=TEMPLATE)

    def docx(self) -> bytes:
        word, moment = Word(), self.made_at.astimezone(UTC).replace(tzinfo=None)
        properties = word.core_properties
        properties.title, properties.author, properties.language = (
            plain(self.title)[:255],
            settings.OFFICE.body,
            "en-GB",
        )
        properties.created = properties.modified = moment
        properties.comments = ""
        word.styles["Normal"].font.size = Pt(11)
        word.add_paragraph(settings.OFFICE.body)
        word.add_heading(plain(self.title), level=1)
        if self.whole_notice:
            word.add_paragraph().add_run(plain(self.whole_notice)).bold = True
        for block in self.blocks:
            add(word, block)
        word.sections[0].footer.paragraphs[0].text = plain(self.reference)
        file = BytesIO()
        word.save(file)
        return file.getvalue()


def add(word: WordDocument, block: Block) -> None:
    match block["kind"]:
        case "heading":
            word.add_heading(plain(block["text"]), level=2)
        case "subheading":
            word.add_heading(plain(block["text"]), level=3)
        case "item":
            word.add_paragraph(plain(block["text"]), style="List Bullet")
        case "table":
            add_table(word, block)
        case "signature":
            word.add_paragraph().add_run(plain(block["text"])).bold = True
            for line in block["lines"]:
                word.add_paragraph(f"{plain(line)}: {LINE_TO_WRITE_ON}")
        case _:
            written = word.add_paragraph()
            if block["label"]:
                written.add_run(f"{plain(block['label'])}: ").bold = True
            written.add_run(plain(block["text"]))


def add_table(word: WordDocument, block: Block) -> None:
    """Its first row is a heading that is repeated on each page, and that a screen reader knows as one."""
    table = word.add_table(rows=1, cols=len(block["head"]), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, block["head"], strict=True):
        cell.paragraphs[0].add_run(plain(text)).bold = True
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  there is no other way to say it
    for row in block["rows"]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = plain(text)


def plain(text: str) -> str:
    """What a file of Word can hold."""
    return NOT_IN_XML.sub("", text)
