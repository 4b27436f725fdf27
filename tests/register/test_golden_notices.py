"""Notices that were published once (tests/golden) are proved, read and written again for ever (docs/adr/0013). No file
there is ever edited; a new schema adds some."""

import json
from pathlib import Path

import pytest
from django.utils.dateparse import parse_datetime
from pydantic import ValidationError

from grants.record import Place
from register.document import READERS, read_document
from register.models import Notice
from register.notices import pdf
from register.notices.as_data import NoticeData
from register.notices.chain import chain_digest, document_digest
from register.notices.comparison import changed_fields

GOLDEN = {path.stem: json.loads(path.read_text()) for path in (Path(__file__).parents[1] / "golden").glob("*.json")}
NAMES = pytest.mark.parametrize("name", sorted(GOLDEN))


def documents():
    return {name: read_document(data["document"]) for name, data in GOLDEN.items()}


def keys(value):
    """Every name in a notice, at any depth."""
    if isinstance(value, dict):
        return {*value, *(key for each in value.values() for key in keys(each))}
    return {key for each in value for key in keys(each)} if isinstance(value, list) else set()


@NAMES
def test_its_digests_hold(name):
    data = GOLDEN[name]
    assert document_digest(data["document"], bytes.fromhex(data["salt"])) == data["document_digest"]
    assert chain_digest(data["previous_digest"], data["document_digest"], data["metadata"]) == data["chain_digest"]


@NAMES
def test_it_is_read_by_the_reader_of_its_schema_and_written_again_as_it_was(name):
    data = GOLDEN[name]["document"]
    document = read_document(data)
    assert type(document) is READERS[data["schema"]]
    assert document.model_dump(mode="json", exclude_unset=True) == data


@NAMES
def test_it_is_what_the_schema_of_notices_says(name):
    assert NoticeData.model_validate(GOLDEN[name])
    with pytest.raises(ValidationError):
        NoticeData.model_validate(GOLDEN[name] | {"approved_by": "Ada"})


@NAMES
def test_nothing_in_it_is_the_number_of_a_database_row(name):
    assert not [key for key in keys(GOLDEN[name]) if key in ("id", "pk") or key.endswith("_id")]


@NAMES
def test_it_can_still_be_shown(name):
    data = GOLDEN[name]
    moment = parse_datetime(data["metadata"]["published_at"])
    notice = Notice(document_data=data["document"], version=1, note=data["metadata"]["note"], published_at=moment)
    sections = {section["title"] for section in pdf.contents(notice)["sections"]}
    assert {row.label for row in notice.document.rows(Place.HEADING)} <= sections


def test_every_schema_has_golden_notices():
    assert {data["document"]["schema"] for data in GOLDEN.values()} == set(READERS)


def test_a_withdrawal_says_what_changed_since_the_publication():
    documents_by_name = documents()
    changed = changed_fields(documents_by_name["schema-1-publication"], documents_by_name["schema-1-withdrawal"])
    assert [each.label for each in changed] == ["Reason for the withdrawal", "Awards money"]


def test_a_notice_of_an_unknown_schema_is_not_guessed_at():
    with pytest.raises(KeyError):
        read_document(GOLDEN["schema-1-publication"]["document"] | {"schema": 99})
