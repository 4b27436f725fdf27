"""A decision whose withdrawal was asked for is kept after all."""

from grants.models import Decision
from register.models import Withdrawal
from tests.office.test_decision_withdraw import ASKED, address, shown
from tests.stories import fresh


def test_it_may_be_kept_after_all(published, olu, ada, signed_in):
    signed_in(olu).post(address(published), ASKED)
    signed_in(ada).post(f"/office/decisions/{published.reference}/keep/", shown(signed_in(ada), published))
    assert not Withdrawal.objects.exists()
    assert fresh(published).state == Decision.State.PUBLISHED
