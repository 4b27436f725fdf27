"""An earlier decision as the start of a new one."""

from datetime import date
from uuid import uuid4

import pytest

from conditions.actions.conditions import change_condition
from grants.models import Decision
from register.checks.checklist import checklist


@pytest.fixture
def copied(published, oma, signed_in):
    client, form = signed_in(oma), {"form_key": str(uuid4())}
    for _ in range(2):  # the same form, sent twice
        client.post(f"/office/decisions/{published.reference}/copy/", form)
    return Decision.objects.exclude(pk=published.pk).get()


def test_it_has_the_record_the_makers_the_awards_and_the_conditions(copied, published):
    assert copied.purpose == published.purpose
    assert [maker.title for maker in copied.decision_makers.all()] == [
        maker.title for maker in published.decision_makers.all()
    ]
    award = copied.awards.get()
    assert (award.amount, award.recipient.name) == (7500, "Manchester City Council")
    assert copied.conditions.count() == 5
    assert copied.conditions.get(number=1).match.figure == 100


def test_it_has_no_dates_no_outcome_no_approval_and_its_own_reference(copied, published, oma):
    assert copied.reference != published.reference
    assert (copied.state, copied.outcome, copied.decided_on, copied.published_at) == ("draft", "", None, None)
    assert copied.author_ids == [oma.pk]
    assert copied.awards.get().published_at is None


def test_it_asks_first(published, olu, signed_in):
    page = signed_in(olu).get(f"/office/decisions/{published.reference}/copy/").content.decode()
    assert "Copy this decision?" in page


def test_a_condition_whose_date_stayed_behind_blocks_until_it_has_one(published, oma, signed_in):
    """The date was set for the earlier decision, so the copy has to say its own before it is sent."""
    due_once = {"schedule": "once", "due_on": date(2024, 6, 30)}
    change_condition(published.conditions.get(number=3), by=oma, values=due_once)
    signed_in(oma).post(f"/office/decisions/{published.reference}/copy/", {"form_key": str(uuid4())})
    copied = Decision.objects.exclude(pk=published.pk).get()
    missing = "Say when condition 3 falls due. The date on which the condition falls due is missing."
    assert missing in [item.sentence for item in checklist(copied).blocks]
    change_condition(copied.conditions.get(number=3), by=oma, values=due_once)
    assert missing not in [item.sentence for item in checklist(copied).blocks]
