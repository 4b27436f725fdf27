"""What the product gives out comes back in without loss: every fact of an award or a decision that a file states."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from grants.models import Award, Decision
from intake.actions.bringing_in import choose_tables, match_columns, open_register, upload_spreadsheet
from intake.actions.drafting import draft_spreadsheet
from tests import stories


def exported(client, name: str, *, olu, ada) -> bytes:
    """A file of open data of a register of two decisions, which is then as it was before they were published."""
    with transaction.atomic():
        stories.whole(officer=olu, approver=ada)
        draft = stories.draft(
            by=olu, district="salford", title="Two awards for Salford and Bury", amount=Decimal("900.50")
        )
        stories.award(draft, by=olu, amount=Decimal("100.00"), district="bury", stream="hate-crime-grant")
        stories.published(stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada), by=ada)
        content = b"".join(client.get(f"/data/{name}").streaming_content)
        facts_of["awards"], facts_of["decisions"] = awards(), decisions()
        transaction.set_rollback(True)
    assert not Decision.objects.exists()
    return content


facts_of: dict[str, list[tuple]] = {}


def awards() -> list[tuple]:
    facts = (
        "decision__reference",
        "decision__decided_on",
        "title",
        "amount",
        "year",
        "stream",
        "recipient",
        "partnership",
    )
    return list(Award.objects.order_by("decision__reference", "number").values_list(*facts))


def decisions() -> list[tuple]:
    facts = ("reference", "title", "summary", "kind", "outcome", "decided_on", "decision_makers__title")
    return list(Decision.objects.order_by("reference", "decision_makers__position").values_list(*facts))


def brought_in(name: str, content: bytes, *, by) -> None:
    """The file as it is proposed to be read, with nothing added."""
    taken = upload_spreadsheet(SimpleUploadedFile(name, content), by=by)
    opened = open_register(taken)
    choose_tables(taken, vars(opened.choices), by=by)
    match_columns(taken, opened.matching, by=by)
    draft_spreadsheet(taken, by=by)


@pytest.mark.parametrize("name", ["awards.csv", "awards.xlsx"])
def test_awards_come_back(reference, client, olu, ada, name):
    brought_in(name, exported(client, name, olu=olu, ada=ada), by=olu)
    assert awards() == facts_of["awards"]


def test_decisions_come_back(reference, client, olu, ada):
    brought_in("decisions.csv", exported(client, "decisions.csv", olu=olu, ada=ada), by=olu)
    assert decisions() == facts_of["decisions"]


def test_the_register_of_the_transparency_code_comes_back(reference, client, olu, ada):
    name = "transparency-code.csv"
    brought_in(name, exported(client, name, olu=olu, ada=ada), by=olu)
    found = {(each[1], each[3], each[6]) for each in awards()}
    assert found == {(each[1], each[3], each[6]) for each in facts_of["awards"]}
