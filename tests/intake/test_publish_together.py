"""Past decisions are published many at a time: what is published, and said of it, is what one by one would give."""

from decimal import Decimal
from random import Random

import pytest
from django.db import transaction

from conditions.models import AwardInForce, Condition, Obligation, StandingTotal
from grants.actions.decisions import revise, say_what_stands
from grants.models import Allocation, Award, Decision, Event
from intake.actions.bringing_in import upload_spreadsheet
from intake.actions.drafting import draft_spreadsheet
from intake.actions.publishing import approve_spreadsheet, publish_next, send_spreadsheet
from intake.models import SpreadsheetImport
from register.actions import chaining
from register.actions.approval import approve, send_for_approval
from register.models import AwardTotal, ListedAward, ListedMaker, ListedWord, Listing, Notice
from tests.intake.test_past_decisions import csv_file, row

SAID_IN = (
    *(Notice, Listing, ListedAward, ListedMaker, ListedWord, AwardTotal, AwardInForce, Obligation, StandingTotal),
    *(Condition, Decision, Award, Event),
)
OWN_NUMBERS = {"id", "notice_id", "listing_id", "texts_id"}
ROWS = [
    row(External_reference=str(number), Title=f"Decision {number}", Date_of_decision=f"{number + 1}/5/2022",
        Amount=f"{1000 + number}.00", Total_as_stated="", Conditions="SC1, GM4", **cells)
    for number, cells in enumerate([{}, {"Reasons": ""}, {}, {}, {}, {}, {}, {}])
]  # fmt: skip


@pytest.fixture
def approved(reference, olu, ada, abe) -> SpreadsheetImport:
    """One has no reasons, one looks like an earlier one, one has been changed since, one is sent, one is approved, one
    supersedes another, and the last is past what is allocated."""
    sheet = send_spreadsheet(draft_spreadsheet(upload_spreadsheet(csv_file(*ROWS), by=olu), by=olu), by=olu)
    plain, _bare, alike, changed, sent, ready, superseding, _past = Decision.objects.order_by("pk")
    revise(alike, by=olu, values={"title": plain.title, "decided_on": plain.decided_on})
    revise(superseding, by=olu, values={"supersedes": plain})
    say_what_stands(superseding, by=olu, numbers=[1])
    for each in (sent, ready):
        send_for_approval(each, by=olu)
    approve(ready, by=abe)
    money = plain.awards.get()
    Allocation.objects.create(stream=money.stream, year=money.year, amount=Decimal("4020.00"))
    sheet = approve_spreadsheet(sheet, by=ada)
    revise(changed, by=olu, values={"title": "Another title"})
    return sheet


def published(sheet: SpreadsheetImport, most: int, monkeypatch) -> list[object]:
    """Publish all of it, so many at a time, and undo it; gives why some were refused, and what is said then."""
    with transaction.atomic(), monkeypatch.context() as patched:
        patched.setattr(chaining.secrets, "token_bytes", Random(20110915).randbytes)  # noqa: S311 - salts
        while publish_next(sheet, most=most, at=sheet.approved_at):
            pass
        refused = sorted(sheet.items.values_list("decision__external_reference", "refusal_sentences"))
        said = [sorted(map(repr, map(without_own_numbers, model.objects.values()))) for model in SAID_IN]
        lines = [(each.decision_id, each.verb, each.by_id, each.comment) for each in Event.objects.order_by("pk")]
        transaction.set_rollback(True)
    return [refused, *said, sorted(lines, key=lambda each: each[0] or 0)]


def without_own_numbers(values: dict[str, object]) -> dict[str, object]:
    return {
        name: bytes(value) if name == "salt" else value for name, value in values.items() if name not in OWN_NUMBERS
    }


def test_together_they_give_what_one_by_one_gives(approved, monkeypatch):
    one_by_one = published(approved, 1, monkeypatch)
    reasons = {number: " ".join(sentences) for number, sentences in one_by_one[0]}
    assert [number for number in reasons if reasons[number]] == ["1", "2", "3", "7"]
    for number, why in {"1": "Give the reasons", "2": "looks like", "3": "changed since", "7": "past its allo"}.items():
        assert why in reasons[number]
    assert len(one_by_one[1]) == 4
    together = published(approved, 50, monkeypatch)
    for name, one, many in zip(("refused", *SAID_IN, "lines"), one_by_one, together, strict=True):
        assert one == many, name
