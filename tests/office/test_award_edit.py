"""Changing an award, confirming one that was read from a notice, ending a published one."""

import pytest

from tests.stories import fresh


@pytest.fixture
def edit(olu, signed_in):
    def send(award, **changes):
        names = ("title", "partnership_id", "recipient_id", "stream_id", "year", "amount", "ended_reason")
        form = {name.removesuffix("_id"): getattr(award, name) or "" for name in names} | changes
        address = f"/office/decisions/{award.decision.reference}/awards/{award.number}/"
        return signed_in(olu).post(address, form)

    return send


def test_saving_confirms_an_award_that_was_read_from_a_notice(draft, edit):
    award = draft.awards.get()
    award.is_proposed = True
    award.save()
    assert edit(award).status_code == 302
    assert not draft.awards.get().is_proposed


def test_the_amount_changes_and_the_diary_tells(draft, edit):
    edit(draft.awards.get(), amount="8,000.00")
    assert draft.awards.get().amount == 8000
    assert draft.events.first().changes["Amount"] == ["7,500.00", "8,000.00"]


def test_a_published_award_is_ended_with_a_reason(published, edit):
    award = published.awards.get()
    assert "To end the award, say below why" in edit(award, amount="0").content.decode()
    assert edit(award, amount="0", ended_reason="The project did not start.").status_code == 302
    assert published.awards.get().amount == 0
    assert fresh(published).has_unpublished_changes


def test_an_award_that_is_not_there(draft, olu, signed_in):
    assert signed_in(olu).get(f"/office/decisions/{draft.reference}/awards/9/").status_code == 404
