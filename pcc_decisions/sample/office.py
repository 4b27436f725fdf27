"""What the sample's office says of a year beside its decisions: plans, what bodies considered, the yearly account."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from grants.actions.plans import draft_plan, publish_plan
from grants.models import Partnership, Plan, Priority
from pcc_decisions.sample.data import Entry, files
from pcc_decisions.sample.drafting import decision
from pcc_decisions.sample.people import person
from register.actions.accounts import account_of, publish_account, write_account
from register.actions.scrutiny import change, enter, publish_entry
from register.models import AccountDraft, Body, Recommendation, ScrutinyEntry
from register.scrutiny import row_of
from register.yearly_account import fingerprint

Do = Callable[[Entry, datetime], object]
ANSWER = ("response", "response_reason", "responded_on", "follow_up_on")


def publish_new_plan(entry: Entry, at: datetime) -> None:
    """Drafted and published on one day."""
    by, texts = person(entry["by"]), {"kind", "name", "starts_on", "ends_on", "next_due_on", "summary"}
    values = {name: entry[name] for name in texts & entry.keys()} | {
        "partnership": partnership(entry),
        "dated_on": at.date(),
        "objectives": [
            {"position": number, "is_theme": False, **each} for number, each in enumerate(entry["objectives"], start=1)
        ],
    }
    draft = draft_plan(by=by, values=values, upload=files(entry)[0], at=at)
    publish_plan(draft, by=by, revision=draft.revision, at=at)


def partnership(entry: Entry) -> Partnership | None:
    return Partnership.objects.get(slug=entry["district"]) if "district" in entry else None


def enter_meeting(entry: Entry, at: datetime) -> None:
    """With its items and what was recommended; and its body, where that is not public yet."""
    by = person(entry["by"])
    values = {"held_on": entry["held_on"], "state": entry.get("state", "held"), "website": ""}
    meeting = enter("meeting", by=by, values=values, under=body(entry["body"], by=by, at=at), at=at)
    for each in entry.get("items", []):
        texts = {name: each[name] for name in ("title", "reported", "discussed", "resolved", "interests")}
        links = {
            "decisions": [decision(key) for key in each["decisions"]],
            "partnerships": list(Partnership.objects.filter(slug__in=each.get("districts", []))),
            "plans": list(Plan.objects.filter(name__in=each.get("plans", []))),
            "conditions": [],
        }
        item = enter("item", by=by, values=texts | links, under=meeting, at=at)
        for asked in each.get("recommendations", []):
            words = {name: asked[name] for name in ("words", "to_whom", "due_on")} | {"follow_up_on": None}
            enter("recommendation", by=by, values=words, under=item, at=at)


def body(entry: Entry, *, by: Any, at: datetime) -> Body | ScrutinyEntry:
    known = Body.objects.filter(name=entry["name"]).first()
    waiting = ScrutinyEntry.objects.waiting().filter(kind="body", values__name=entry["name"]).first()
    values = {"name": entry["name"], "kind": entry["kind"], "partnership": partnership(entry), "website": ""}
    return known or waiting or enter("body", by=by, values=values, at=at)


def publish_meeting(entry: Entry, at: datetime) -> None:
    by, waiting = person(entry["publisher"]), ScrutinyEntry.objects.waiting()
    new = waiting.filter(kind="body", values__name=entry["body"]["name"]).first()
    for each in [new] if new else waiting.filter(kind="meeting", values__held_on=str(entry["held_on"])):
        publish_entry(each, by=by, at=at)


def answer(entry: Entry, at: datetime) -> None:
    """Written by one of the two who entered and published the meeting, published by the other."""
    row = Recommendation.objects.get(words=entry["words"])
    values = {name: entry.get(name) for name in ANSWER}
    answered = change(row, by=person(entry["by"]), deed=ScrutinyEntry.Deed.ANSWERED, values=values, at=at)
    row_of(publish_entry(answered, by=person(entry["publisher"]), at=at))


def write(entry: Entry, at: datetime) -> None:
    slugs = dict(Priority.objects.filter(name__in=entry["commentary"]).values_list("name", "slug"))
    commentary = {slugs[name]: text for name, text in entry["commentary"].items()}
    words = {"foreword": entry["foreword"].strip(), "commentary": commentary, "note": ""}
    write_account(entry["year"], by=person(entry["by"]), revision=0, **words, at=at)


def publish(entry: Entry, at: datetime) -> None:
    draft = AccountDraft.objects.get(year=entry["year"])
    seen = fingerprint(account_of(draft, at=at))
    publish_account(entry["year"], by=person(entry["publisher"]), revision=draft.revision, seen=seen, at=at)


def office_steps(year: Entry) -> Iterator[tuple[Entry, str, int, Do]]:
    """Everything that one file says of the office: the entry, the day in it, the hour, and what is done."""
    for each in year.get("plans", []):
        yield each, "on", 9, publish_new_plan
    for each in year.get("meetings", []):
        yield each, "on", 10, enter_meeting
        yield each, "published_on", 11, publish_meeting
        for item in each.get("items", []):
            for asked in item.get("recommendations", []):
                if "answered_on" in asked:
                    yield {"by": each["by"], "publisher": each["publisher"], **asked}, "answered_on", 15, answer
    if "account" in year:
        account = {"year": year["year"], **year["account"]}
        yield account, "on", 10, write
        yield account, "published_on", 14, publish
