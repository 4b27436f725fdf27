"""A notice as a tagged PDF (PDF/UA-1), made once per version and kept as a file beside the uploaded ones.

People's text reaches the typesetter as data, never as markup. A kept file can be thrown away at any time: it is made
again from the notice.
"""

import fcntl
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings

from conditions.terms import ConditionTerms
from conditions.terms_in_words import without_conditions
from grants import formatting, record
from grants.formatting import paragraphs
from grants.letters import address
from grants.record import Place
from grants.years import london_today
from register.document import Document
from register.document_entries import AwardEntry, FromStream, VariationEntry, WithheldEntry
from register.models import Notice
from register.notices.pdf_terms import terms_in_sentences
from register.notices.typesetting import typeset
from register.splits import workings

Block = dict[str, Any]
DRAFT = "Draft: not published. The day of publication, and the days until then, are those of a publication today."
LATER = "Amounts are as decided. What later decisions made of them stands at {address}."


def pdf(notice: Notice, *, sample: str = "") -> bytes:
    """The notice as PDF, made now where nobody has asked for it before, and each time while a paper is out of public
    sight. One is made at a time. `sample` says that the register holds sample data, where it does."""
    kept = folder() / f"{notice.chain_digest}{'-sample' if sample else ''}.pdf"
    if notice.papers_down or not kept.exists():
        with (folder() / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if notice.papers_down:
                return make_pdf(notice, sample=sample)
            if not kept.exists():
                save_pdf(kept, make_pdf(notice, sample=sample))
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
    for kept in folder().glob(f"{notice.chain_digest}*.pdf"):
        kept.unlink(missing_ok=True)


def make_pdf(notice: Notice, *, sample: str = "") -> bytes:
    """The same bytes each time: the moment in the file is that of publication. One that is not saved is a draft, and
    says so on every page."""
    timestamp = int(notice.published_at.astimezone(UTC).timestamp())
    return typeset(contents(notice, sample=sample), timestamp=timestamp)


def contents(notice: Notice, *, sample: str = "") -> Block:
    """What the template sets, every text in words already."""
    document = notice.document
    return {
        "office": settings.OFFICE.body,
        "register": settings.OFFICE.name,
        "reference": document.reference,
        "title": document.title,
        "summary": document.summary,
        "draft": "" if notice.pk else DRAFT,
        "sample": f"Sample data: {sample}" if sample else "",
        "status": status(document),
        "facts": [[label, text] for label, text in facts(document, notice) if text],
        "sections": [{"title": title, "blocks": paragraphs(text)} for title, text in sections(document) if text],
        "awards": [award(each) for each in document.awards],
        "later": LATER.format(address=address("public:decision_detail", document.reference)),
        "after_awards": list(after_awards(document)),
        "varied": [varied(each) for each in document.varied],
        "stream_rules": [
            {"title": f"Rules of the {each.stream}", "blocks": paragraphs(each.stream_rules)}
            for each in document.ruled_streams
        ],
        "makes_awards": document.makes_awards,
        "without_conditions": without_conditions(document.kind),
        "conditions": [condition(document, each) for each in document.conditions],
        "digests": [notice.document_digest, notice.previous_digest, notice.chain_digest] if notice.pk else [],
    }


def status(document: Document) -> str:
    if document.withdrawal_reason:
        ended = "It no longer awards money, and its conditions no longer apply."
        exceeding = document.withdrawal_exceeding_reason
        over = f" Why money may come back past an allocation: {exceeding}" if exceeding else ""
        return f"This decision was withdrawn. {ended} {document.withdrawal_reason}{over}"
    if not document.makes_awards:
        return f"No money was awarded. Outcome: {document.outcome_label.lower()}."
    return f"Past decision. Added on {formatting.day(document.added_on)}." if document.added_on else ""


def facts(document: Document, notice: Notice) -> list[tuple[str, str]]:
    awarded = formatting.pounds(document.total) if document.awards and document.makes_awards else ""
    changed = f"{formatting.signed_pounds(document.difference)} in all" if document.varied else ""
    published = f"published on {formatting.day(london_today(notice.published_at))}" if notice.pk else "not published"
    return [
        ("Version", f"{notice.version}, {published}"),
        ("Address", address("public:decision_detail", document.reference)),
        ("What changed", notice.note),
        *((label_of(name), document.text(name)) for name in ("reference", "outcome", "decided_on", "decision_makers")),
        ("Withdrawn", formatting.day(london_today(notice.published_at)) if document.withdrawal_reason else ""),
        ("Awarded, as decided", awarded),
        ("Changes earlier awards, as decided", changed),
        ("First published", formatting.day(document.first_published_on)),
        ("Days after the decision", str(document.lag_days)),
        *((row.label, row.words) for row in document.rows(Place.MORE) if not row.is_text),
    ]


def label_of(name: str) -> str:
    return record.field(name).label


def sections(document: Document) -> list[tuple[str, str]]:
    """The texts, and what is withheld of the rest."""
    rows = [*document.rows(Place.HEADING), *(row for row in document.rows(Place.MORE) if row.is_text)]
    papers = (f"- {': '.join(filter(None, (paper.words, paper.place)))}" for paper in document.papers)
    return [
        *((row.label, withheld(row.withheld) if row.withheld else row.words) for row in rows),
        *((f"How shares were set: {each.title}", each.text) for each in workings(document)),
        ("What is measured", "\n".join(measured(document))),
        ("Background papers", "\n".join(papers)),
        *((entry.label, withheld(entry)) for entry in document.withheld if entry.kind in ("award", "paper")),
    ]


def measured(document: Document) -> Iterator[str]:
    for each in document.measures:
        awards = ", ".join(map(str, each.awards))
        yield f"- {each.name} (award{'s' if len(each.awards) > 1 else ''} {awards}): {each.sentence}"


def worded(document: Document, condition: ConditionTerms) -> str:
    parts = [entry for entry in document.withheld if (entry.kind, entry.number) == ("condition", condition.number)]
    return withheld(parts[0]) if parts else condition.wording


def withheld(entry: WithheldEntry) -> str:
    view = f" This is the view of the {entry.viewed_by}, {formatting.day(entry.viewed_on)}." if entry.viewed_on else ""
    return f"Withheld: {entry.ground_label.lower()}.{view}"


def award(entry: AwardEntry) -> list[str]:
    stream = source(entry) or "Not stated"
    amount = "Ended" if not entry.amount else formatting.pounds(entry.amount)
    recipient = entry.recipient.name + (f", for the {entry.partnership.name}" if entry.partnership else "")
    bounds = {"from": entry.starts_on, "to": entry.ends_on}
    days = [f"{word} {formatting.day(bound)}" for word, bound in bounds.items() if bound]
    return [f"{entry.number}. {entry.title}", recipient, stream, ", ".join([entry.year or "Not stated", *days]), amount]


def source(entry: FromStream) -> str:
    """The funding stream, with until when its money is to be spent; empty where none is stated."""
    until = f" ({entry.stream_spend_by.lower()})" if entry.stream_spend_by else ""
    return f"{entry.stream}{until}" if entry.stream else ""


def after_awards(document: Document) -> Iterator[Block]:
    """Why awards were ended."""
    for each in document.awards:
        if not each.amount:
            yield {"title": f"Award {each.number} was ended", "blocks": paragraphs(each.ended_reason)}


def condition(document: Document, terms: ConditionTerms) -> Block:
    return {
        "title": f"{terms.number}. {terms.title}{f' ({terms.code})' if terms.code else ''}",
        "blocks": paragraphs(worded(document, terms)),
        "terms": list(terms_in_sentences(document, terms)),
    }


def varied(entry: VariationEntry) -> list[str]:
    title = f"{entry.reference}, award {entry.number}: {entry.title}"
    amounts = (formatting.pounds(entry.base_amount), formatting.pounds(entry.new_amount))
    return [title, entry.recipient_name, source(entry) or "Not stated", *amounts]
