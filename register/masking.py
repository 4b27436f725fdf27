"""What is left of a document while something of it is out of public sight (domain §8). Of the text: facts, figures and
who is paid, as far as they are no free text; every text says why it cannot be read. Of a paper: its number."""

from collections.abc import Mapping
from datetime import datetime

from conditions.terms import OUT_OF_SIGHT
from grants.formatting import moment
from grants.record import OTHER_MONEY
from register.document import Document
from register.document_entries import PaperEntry, RecordEntry

FREE_TEXT = ("text", "line")
REASONS = ("withdrawal_reason", "withdrawal_exceeding_reason")


def taken_out(since: datetime, *, is_settled: bool = False) -> str:
    """Since when the public cannot read something, and that it is still being checked, unless that is settled."""
    checked = "" if is_settled else ", while it is being checked"
    return f"taken out of public sight on {moment(since)}{checked}"


def without_papers(document: Document, down: Mapping[str, str]) -> Document:
    """Without all that could say what these papers are: each by the SHA-256 of its file, with a sentence instead."""
    if not down:
        return document
    papers = (
        PaperEntry(number=each.number, title=down[each.sha256]) if each.sha256 in down else each
        for each in document.papers
    )
    return document.model_copy(update={"papers": tuple(papers)})


def masked(document: Document) -> Document:
    years = {year for _, _, year in OTHER_MONEY.values()}  # they are no free text
    record = {
        name: entry if name in years else masked_entry(entry)
        for name, entry in document.record.items()
        if entry.kind != "link"
    }
    return document.model_copy(
        update={
            "title": f"Decision {document.reference}, being checked",
            "summary": "",
            "record": record,
            "awards": tuple(
                each.model_copy(
                    update={
                        "title": f"Award {each.number}",
                        "ended_reason": OUT_OF_SIGHT if each.ended_reason else "",
                    }
                )
                for each in document.awards
            ),
            "varied": tuple(each.model_copy(update={"title": f"Award {each.number}"}) for each in document.varied),
            "splits": tuple(each.masked(OUT_OF_SIGHT) for each in document.splits),
            "measures": tuple(each.masked(OUT_OF_SIGHT) for each in document.measures),
            "conditions": tuple(each.masked() for each in document.conditions),
            "papers": (),
            **{name: OUT_OF_SIGHT for name in REASONS if getattr(document, name)},
        }
    )


def masked_entry(entry: RecordEntry) -> RecordEntry:
    is_typed = entry.kind in FREE_TEXT or (entry.kind == "choice" and entry.code == "other")
    return entry.model_copy(update={"value": OUT_OF_SIGHT}) if is_typed else entry
