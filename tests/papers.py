"""Small papers for tests, made as they are needed. What they hide is invented."""

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

SHOWN = "BT /F1 12 Tf 40 250 Td (Risks of the evening clubs) Tj ET"
PAPER, FONTS = "[0 0 420 300]", "<< /Font << /F1 4 0 R >> >>"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)


def pdf(drawn: str = "", info: str = "", catalogue: str = "", page: str = "", more: tuple[str, ...] = ()) -> bytes:
    """One page with a line of text, and what is `drawn` after it; `more` objects are numbered from 7."""
    stream = f"{SHOWN}\n{drawn}".encode("cp1252")
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {PAPER} /Contents 5 0 R /Resources {FONTS} {page} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream.decode('cp1252')}\nendstream",
        f"<< {info} >>",
        *more,
    ]
    made, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()


def docx(body: str = "", properties: str = "", **parts: str) -> bytes:
    """One paragraph and then `body`; further parts by name, "comments" for word/comments.xml."""
    written = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>',
        "word/document.xml": f"<w:document {W}><w:body>{paragraph('Two clubs opened.')}{body}</w:body></w:document>",
        "docProps/core.xml": CORE.format(properties),
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }
    return zipped(written)


def paragraph(text: str, style: str = "") -> str:
    return f"<w:p>{run(text, style)}</w:p>"


def run(text: str, style: str = "") -> str:
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def zipped(parts: dict[str, Any]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def upload(name: str = "Risks.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if content is None else content)
