"""One row at least of everything that /admin/ shows."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from conditions.actions.assessments import assess, record_interpretation
from conditions.actions.contributions import record_contribution
from conditions.actions.evidence import add_evidence
from conditions.actions.payments import record_payment
from conditions.letters import letters
from conditions.models import AgreementTemplate, Contribution, Obligation
from grants.actions.letters import write_letters
from intake.actions.bringing_in import save_matching
from intake.actions.learning import keep_example
from intake.actions.teaching import teach_label
from intake.notices.layouts import Target
from intake.notices.learned import Item
from intake.spreadsheets.matching import Matching
from register.actions.agreements import write_agreements
from tests import snapshots
from tests.stories import contribution, match_obligation, sends_return, variation, whole


@pytest.fixture
def obligation(published) -> Obligation:
    """What the published decision asks of Manchester as match: £7,500.00."""
    return match_obligation(published)


@pytest.fixture
def offered(obligation, mo) -> Contribution:
    """£5,000 that Mo has recorded, and nobody has accepted."""
    return record_contribution(obligation, by=mo, values=contribution())


@pytest.fixture
@snapshots.remembered
def everything(reference, olu, ada, mo) -> None:
    published = whole(officer=olu, approver=ada)
    obligation = match_obligation(published)
    record_contribution(obligation, by=mo, values=contribution())
    assess(obligation, by=olu, finding="not_met", reasons="Nothing has been evidenced.")
    record_interpretation(obligation, by=olu, counts=True, reasons="Staff time has always counted.")
    variation(by=olu, award=published.awards.get(), new_amount=Decimal("6000.00"))
    add_evidence(obligation, by=olu, statement="A letter of the council, received by post.")
    asked = whole(officer=olu, approver=ada, conditions=("GM4",)).conditions.get().obligations.get()
    sends_return(asked, by=olu, left=100)
    record_payment(published.awards.get(), by=olu, amount=Decimal("500.00"), paid_on=date(2024, 3, 1))
    write_agreements(published, [published.awards.get().recipient], AgreementTemplate.objects.all()[0], by=olu)
    write_letters(letters(timezone.now()))
    teach_label("Why we chose this", "reasons", by=olu, publisher="Eastmoor")
    keep_example((Item("Why", Target("reasons", "text")),), "Eastmoor", "GM-2025-0001", by=olu)
    save_matching("Small grants", ["amount", "recipient"], Matching(), by=olu)
