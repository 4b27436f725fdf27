"""Changing an award, confirming one that was read from a notice, ending a published one."""

import pytest

from grants.actions.awards import change_awards
from tests import stories
from tests.stories import fresh


@pytest.fixture
def edit(olu, signed_in):
    def send(award, **changes):
        names = ("title", "partnership_id", "recipient_id", "stream_id", "year", "amount", "ended_reason")
        form = {name.removesuffix("_id"): getattr(award, name) or "" for name in names}
        form |= {"revision": fresh(award.decision).revision} | changes
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
    assert "To end the award, say why below" in edit(award, amount="0").content.decode()
    assert edit(award, amount="0", ended_reason="The project did not start.").status_code == 302
    assert published.awards.get().amount == 0
    assert fresh(published).has_unpublished_changes


def test_an_award_that_is_not_there(draft, olu, signed_in):
    assert signed_in(olu).get(f"/office/decisions/{draft.reference}/awards/9/").status_code == 404


def test_the_older_of_two_windows_is_told_and_loses_nothing(draft, olu, edit):
    award, before = draft.awards.get(), fresh(draft).revision
    edit(award, amount="8,000.00")
    page = edit(award, revision=before, amount="9,000.00").content.decode()
    assert "Olu changed an award" in page
    assert 'value="9,000.00"' in page
    assert draft.awards.get().amount == 8000
    assert edit(award, amount="9,000.00").status_code == 302
    assert draft.awards.get().amount == 9000


def test_two_windows_on_two_awards_do_not_meet(draft, olu, edit):
    first, before = draft.awards.get(), fresh(draft).revision
    other = stories.award(draft, by=olu, amount=100, district="bury", stream="violence-reduction-unit")
    change_awards(draft, by=olu, values={other.number: {"amount": 200}})
    assert edit(first, revision=before, amount="8,000.00").status_code == 302
