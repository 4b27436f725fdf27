"""A notice as a tagged PDF (PDF/UA-1), made once per version and kept as a file beside the uploaded ones.

People's text reaches the typesetter as data, never as markup. A kept file can be thrown away at any time: it is made
again from the notice.
"""

import fcntl
import json
from datetime import UTC
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from conditions.terms import ConditionTerms
from grants import formatting, record
from grants.record import Place
from grants.years import london_today
from register.document import Document, WithheldEntry
from register.models import Notice

TEMPLATE = settings.BASE_DIR / "templates" / "public" / "decision_pdf.typ"
Block = dict[str, Any]


def pdf(notice: Notice) -> bytes:
    """The notice as PDF, made now where nobody has asked for it before. One is made at a time."""
    kept = folder() / f"{notice.chain_digest}.pdf"
    if not kept.exists():
        with (folder() / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                save_pdf(kept, make_pdf(notice))
    return kept.read_bytes()


def folder() -> Path:
    path = settings.FILES_DIR / "notices"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def save_pdf(path: Path, content: bytes) -> None:
    """Whole or not at all, whatever happens in between."""
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def delete_pdf(notice: Notice) -> None:
    """Throw the kept file away, as a redaction must."""
    (folder() / f"{notice.chain_digest}.pdf").unlink(missing_ok=True)


def make_pdf(notice: Notice) -> bytes:
    """The same bytes each time: the moment in the file is that of publication, and no font of the machine is used."""
    return typst.compile(
        TEMPLATE,
        sys_inputs={"notice": json.dumps(contents(notice))},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(notice.published_at.astimezone(UTC).timestamp()),
    )


def contents(notice: Notice) -> Block:
    """What the template sets, every text in words already."""
    document = notice.document
    return {
        "office": settings.OFFICE.body,
        "register": settings.OFFICE.name,
        "reference": document.reference,
        "title": document.title,
        "summary": document.summary,
        "status": status(document),
        "facts": [[label, text] for label, text in facts(document, notice) if text],
        "sections": [{"title": title, "blocks": blocks(text)} for title, text in sections(document) if text],
        "awards": [award(each) for each in document.awards],
        "varied": [varied(each) for each in document.varied],
        "conditions": [
            {"title": f"{each.number}. {each.title}", "blocks": blocks(worded(document, each))}
            for each in document.conditions
        ],
        "digests": [notice.document_digest, notice.previous_digest, notice.chain_digest],
    }


def status(document: Document) -> str:
    if document.withdrawal_reason:
        return f"This decision was withdrawn. {document.withdrawal_reason}"
    return "" if document.makes_awards else f"No money was awarded. Outcome: {document.outcome_label.lower()}."


def facts(document: Document, notice: Notice) -> list[tuple[str, str]]:
    awarded = formatting.pounds(document.total) if document.awards and document.makes_awards else ""
    return [
        ("Version", f"{notice.version}, published on {formatting.day(london_today(notice.published_at))}"),
        ("What changed", notice.note),
        *((label_of(name), document.text(name)) for name in ("reference", "outcome", "decided_on", "decision_makers")),
        ("Awarded", awarded),
        ("First published", formatting.day(document.first_published_on)),
        ("Days after the decision", str(document.lag_days)),
        *((row.label, row.words) for row in document.rows(Place.MORE) if not row.is_text),
    ]


def label_of(name: str) -> str:
    return record.field(name).label


def sections(document: Document) -> list[tuple[str, str]]:
    """The texts, and what is withheld of the rest."""
    rows = [*document.rows(Place.HEADING), *(row for row in document.rows(Place.MORE) if row.is_text)]
    return [
        *((row.label, withheld(row.withheld) if row.withheld else row.words) for row in rows),
        ("Background papers", "\n".join(f"- {paper.title}" for paper in document.papers)),
        *((entry.label, withheld(entry)) for entry in document.withheld if entry.kind in ("award", "paper")),
    ]


def worded(document: Document, condition: ConditionTerms) -> str:
    parts = [entry for entry in document.withheld if (entry.kind, entry.number) == ("condition", condition.number)]
    return withheld(parts[0]) if parts else condition.wording


def withheld(entry: WithheldEntry) -> str:
    view = f" This is the view of the {entry.viewed_by}, {formatting.day(entry.viewed_on)}." if entry.viewed_on else ""
    return f"Withheld: {entry.ground_label.lower()}.{view}"


def award(entry: Any) -> list[str]:
    stream = entry.stream.name if entry.stream else ""
    amount = "Ended" if entry.ended_reason else formatting.pounds(entry.amount)
    return [f"{entry.number}. {entry.title}", entry.recipient.name, stream, entry.year, amount]


def varied(entry: Any) -> list[str]:
    title = f"{entry.reference}, award {entry.number}: {entry.title}"
    return [title, entry.recipient_name, formatting.pounds(entry.base_amount), formatting.pounds(entry.new_amount)]


def blocks(text: str) -> list[Block]:
    """The paragraphs and list items of a text, without markup."""
    told, depth = [], 0
    for token in formatting.MARKDOWN.parse(formatting.unwrapped(text)):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "inline":
            told.append({"item": depth > 0, "text": "".join(each.content or " " for each in token.children or [])})
    return told
