"""One row at least of everything that /admin/ shows."""

from decimal import Decimal

import pytest

from conditions.actions import assess, record_contribution
from conditions.models import Contribution, Obligation
from tests.stories import contribution, match_obligation, variation


@pytest.fixture
def obligation(published) -> Obligation:
    """What the published decision asks of Manchester as match: £7,500.00."""
    return match_obligation(published)


@pytest.fixture
def offered(obligation, mo) -> Contribution:
    """£5,000 that Mo has recorded, and nobody has accepted."""
    return record_contribution(obligation, by=mo, values=contribution())


@pytest.fixture
def everything(published, obligation, offered, olu) -> None:
    assess(obligation, by=olu, finding="not_met", reasons="Nothing has been evidenced.")
    variation(by=olu, award=published.awards.get(), new_amount=Decimal("6000.00"))
