"""One body, meeting, item or recommendation, as it is public and as it was written."""

import pytest

from tests.office.scrutinising import page, recommended

__all__ = ["recommended"]


@pytest.mark.parametrize("kind", ["body", "meeting", "item", "recommendation"])
def test_each_leads_to_what_belongs_to_it(signed_in, olu, recommended, kind):
    item = recommended.item
    rows = {"body": item.meeting.body, "meeting": item.meeting, "item": item, "recommendation": recommended}
    read = signed_in(olu).get(page("scrutiny_row", rows[kind], kind)).text
    assert str(rows[kind]) in read
    assert "Written by Olu, published by Oma." in read
