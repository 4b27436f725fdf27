"""The JSON Schema of a notice as data."""

from django.test import Client

from register.document import Document
from register.document_entries import PaperEntry


def test_it_is_served_where_notices_and_the_open_data_page_say(small):
    notice = Client().get(f"/decisions/{small.hotspot.reference}.json").json()
    assert notice["$schema"].endswith("/data/notice.schema.json")
    assert "/data/notice.schema.json" in Client().get("/data/").content.decode()
    response = Client().get("/data/notice.schema.json")
    assert response["Content-Type"] == "application/schema+json"
    assert response.json()["$id"] == notice["$schema"]


def test_it_is_made_from_the_types_that_notices_are_written_with(small):
    schema = Client().get("/data/notice.schema.json").json()
    notice = Client().get(f"/decisions/{small.hotspot.reference}.json").json()
    assert set(schema["properties"]) == set(notice)
    parts = schema["$defs"]
    assert set(parts["Document"]["properties"]) == set(notice["document"])
    assert parts["Document"]["properties"]["schema"]["const"] == 1
    assert set(parts["PaperEntry"]["properties"]) == set(PaperEntry.model_fields)
    assert parts["Document"]["additionalProperties"] is False
    assert "schema" in parts["Document"]["required"]
    assert len(parts["Document"]["properties"]) == len(Document.model_fields)
