"""An officer says of each superseded award whether it ends, which is proposed, or stands."""

from grants.actions.decisions import revise
from tests import stories
from tests.stories import fresh


def test_what_is_not_ticked_ends(published, olu, signed_in):
    newer = revise(stories.draft(by=olu, title="Decided afresh"), by=olu, values={"supersedes": published})
    address = f"/office/decisions/{newer.reference}/superseded-awards/"
    page = signed_in(olu).get(address).content.decode()
    assert "Award 1: Mentoring in Manchester, £7,500.00 to Manchester City Council" in page
    assert "checked" not in page
    signed_in(olu).post(address, {})
    assert fresh(newer).superseded_stand == []
    signed_in(olu).post(address, {"stand": ["1"]})
    assert fresh(newer).superseded_stand == [1]


def test_a_decision_that_supersedes_none_has_no_such_page(draft, olu, signed_in):
    assert signed_in(olu).get(f"/office/decisions/{draft.reference}/superseded-awards/").status_code == 404
