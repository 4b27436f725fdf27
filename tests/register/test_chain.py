"""The chain of notices: anyone can verify that nothing was changed, put in or left out."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from grants.actions.decisions import revise
from register.actions.publishing import publish
from register.models import Notice
from register.notices.chain import chain_digest, document_digest, metadata, text_digest
from tests import stories
from tests.stories import whole, withdrawn

NOON = datetime(2024, 3, 7, 12, tzinfo=UTC)
TOLD = {"sequence": 1, "reference": "GM-2024-0001", "version": 1, "kind": "publication", "note": ""}


@pytest.fixture
def register(published, olu, ada, abe):
    """Four notices: two decisions, a correction, a withdrawal."""
    second = whole(officer=olu, approver=ada, district="salford")
    revise(published, by=olu, values={"summary": "Better said."})
    publish(stories.approved(stories.sent(published, by=olu), by=abe), by=abe, note="The summary was unclear.")
    withdrawn(second, by=ada, reason="It was decided by mistake.")
    return list(Notice.objects.order_by("sequence"))


def test_every_digest_can_be_worked_out_again(register):
    previous = ""
    for notice in register:
        told = metadata(
            sequence=notice.sequence,
            reference=notice.document.reference,
            version=notice.version,
            kind=notice.kind,
            note=notice.note,
            published_at=notice.published_at,
        )
        assert notice.previous_digest == previous
        assert notice.document_digest == document_digest(notice.document_data, bytes(notice.salt))
        assert notice.chain_digest == chain_digest(previous, notice.document_digest, told)
        previous = notice.chain_digest


def test_notices_are_numbered_without_a_gap(register):
    assert [notice.sequence for notice in register] == [1, 2, 3, 4]
    assert [notice.version for notice in register] == [1, 1, 2, 2]


def test_the_document_reads_back_as_it_was_written(register):
    for notice in register:
        assert notice.document.model_dump(mode="json") == notice.document_data


def test_money_is_kept_as_text_to_the_penny(published):
    assert Notice.objects.get().document_data["awards"][0]["amount"] == "7500.00"
    assert Notice.objects.get().document.total == Decimal("7500.00")


def test_two_equal_documents_have_digests_of_their_own(register):
    assert len({bytes(notice.salt) for notice in register}) == len(register)
    assert document_digest({"a": 1}, b"one") != document_digest({"a": 1}, b"two")


def test_the_order_of_keys_does_not_matter():
    assert document_digest({"a": 1, "b": 2}, b"") == document_digest({"b": 2, "a": 1}, b"")


def test_a_known_digest():
    """SHA-256 of the salt and of {"a":1}, as any other tool computes it."""
    assert document_digest({"a": 1}, b"") == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"


@pytest.mark.parametrize(
    "changed", [{"sequence": 2}, {"reference": "GM-2024-0002"}, {"version": 2}, {"kind": "correction"}, {"note": "x"}]
)
def test_the_chain_vouches_for_all_that_is_told_of_a_notice(changed):
    one = chain_digest("", "d", metadata(**TOLD, published_at=NOON))
    assert one != chain_digest("", "d", metadata(**TOLD | changed, published_at=NOON))
    assert one != chain_digest("", "d", metadata(**TOLD, published_at=NOON + timedelta(microseconds=1)))


def test_one_moment_has_one_spelling():
    in_summer = NOON.astimezone(timezone(timedelta(hours=1)))
    assert metadata(**TOLD, published_at=NOON) == metadata(**TOLD, published_at=in_summer)


def test_a_pasted_text_is_known_again_however_it_is_broken_into_lines():
    assert text_digest("Decision\r\n  Maker:") == text_digest("Decision Maker:\n")
    assert text_digest("Decision Maker: A") != text_digest("Decision Maker: B")
