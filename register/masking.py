"""What is left of a document while its text is out of public sight (domain §8): facts, figures and who is paid, as far
as they are no free text. Every text says why it cannot be read."""

from conditions.terms import OUT_OF_SIGHT
from grants.record import OTHER_MONEY
from register.document import Document, RecordEntry

FREE_TEXT = ("text", "line")
REASONS = ("withdrawal_reason", "withdrawal_exceeding_reason")


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
            "conditions": tuple(each.masked() for each in document.conditions),
            "papers": (),
            **{name: OUT_OF_SIGHT for name in REASONS if getattr(document, name)},
        }
    )


def masked_entry(entry: RecordEntry) -> RecordEntry:
    is_typed = entry.kind in FREE_TEXT or (entry.kind == "choice" and entry.code == "other")
    return entry.model_copy(update={"value": OUT_OF_SIGHT}) if is_typed else entry
