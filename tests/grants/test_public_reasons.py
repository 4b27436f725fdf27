"""A reason that the public reads is a reason: 20 characters with three words, and the message says that it is
published (domain §6)."""

import pytest

from conditions.actions.assessments import assess
from conditions.actions.payments import record_payment
from conditions.models import Obligation
from grants.actions.decisions import revise
from grants.models import FundingStream
from grants.refused import Refused
from register.actions.approval import approve
from register.actions.publishing import publish
from tests import stories

PUBLISHED = "at least 20 characters and three words. It will be published."
SHORT = ["Why not", "x" * 30, "aaaaaaaaaaaa bbbbbbbbbbbb", "a b c"]
LONG = "The deputy mayor agreed to it."


@pytest.mark.parametrize("reason", SHORT)
def test_going_past_an_allocation_needs_a_reason(sent, ada, reason):
    stream = FundingStream.objects.get(slug="challenger-soc-hotspot-fund")
    stream.allocations.create(year=2023, amount=7000)
    with pytest.raises(Refused, match=PUBLISHED):
        approve(sent, by=ada, exceeding_reason=reason)
    assert approve(sent, by=ada, exceeding_reason=f" {LONG} ").exceeding_reason == LONG


@pytest.mark.parametrize("reason", SHORT)
def test_a_correction_and_a_withdrawal_need_a_reason(published, olu, ada, reason):
    changed = revise(published, by=olu, values={"title": "Another title"})
    ready = stories.approved(stories.sent(changed, by=olu), by=ada)
    with pytest.raises(Refused, match=PUBLISHED):
        publish(ready, by=ada, note=reason)
    assert publish(ready, by=ada, note=LONG).note == LONG
    with pytest.raises(Refused, match=PUBLISHED):
        stories.withdrawn(ready, by=ada, reason=reason)


@pytest.mark.parametrize("reason", SHORT)
@pytest.mark.parametrize("finding", ["not_met", "waived"])
def test_a_finding_against_a_condition_needs_a_reason(published, ada, finding, reason):
    obligation = Obligation.objects.filter(condition__number=2).get()
    with pytest.raises(Refused, match=PUBLISHED):
        assess(obligation, by=ada, finding=finding, reasons=reason)
    assert assess(obligation, by=ada, finding=finding, reasons=LONG).reasons == LONG


@pytest.mark.parametrize("reason", SHORT)
def test_paying_past_a_dependency_needs_a_reason(published, olu, reason):
    published.conditions.update(is_dependency=True)
    Obligation.objects.update(terms_data={**Obligation.objects.first().terms_data, "is_dependency": True})
    award = published.awards.get()
    with pytest.raises(Refused, match="at least 20 characters and three words"):
        record_payment(award, by=olu, amount=100, paid_on=Obligation.objects.latest("due_on").due_on, reason=reason)
