"""A panel that met, considered a decision and recommended something: entered by one person, published by another."""

from datetime import date

from grants.models import User
from register.actions.scrutiny import change, enter, publish_entry
from register.models import ScrutinyEntry
from register.scrutiny import row_of

REASON = "The minutes have been approved since then."
HELD = date(2024, 6, 3)


def body(**others):
    return {"name": "Police, Fire and Crime Panel", "kind": "panel", "partnership": None, "website": ""} | others


def meeting(**others):
    return {"held_on": HELD, "state": "held", "website": "https://panel.example.org/june"} | others


def item(**others):
    texts = {
        "reported": "The mentoring had begun in both wards.",
        "discussed": "Members asked how many young people stayed to the end.",
        "resolved": "To note the report.",
        "interests": "",
    }
    return {"title": "Mentoring grant: first months", "decisions": [], "conditions": [], **texts, **others} | {
        name: others.get(name, []) for name in ("partnerships", "plans")
    }


def recommendation(**others):
    words = {"words": "Publish how many young people finish.", "to_whom": "Deputy Mayor", "due_on": date(2024, 9, 2)}
    return {**words, "follow_up_on": None} | others


def answer(**others):
    words = {"response": "accepted", "response_reason": "The next return will say how many finish."}
    return {**words, "responded_on": date(2024, 8, 1), "follow_up_on": None} | others


def made_public(entry: ScrutinyEntry, *, by: User):
    """The row that an entry becomes once another person has published it."""
    return row_of(publish_entry(entry, by=by))


def told(*, writer: User, publisher: User, decisions=(), **others):
    """The recommendation, with its item, meeting and body above it; `others` goes to the item."""
    of_body = enter("body", by=writer, values=body())
    of_meeting = enter("meeting", by=writer, values=meeting(), under=of_body)
    of_item = enter("item", by=writer, values=item(decisions=list(decisions), **others), under=of_meeting)
    entry = enter("recommendation", by=writer, values=recommendation(), under=of_item)
    publish_entry(of_body, by=publisher)
    entry.refresh_from_db()
    return row_of(entry)


def changed(row, *, writer: User, publisher: User, deed="corrected", values, reason=REASON):
    entry = change(row, by=writer, deed=ScrutinyEntry.Deed(deed), values=values, reason=reason)
    return made_public(entry, by=publisher)
