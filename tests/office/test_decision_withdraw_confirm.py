"""An approver who did not ask carries a withdrawal out."""

from grants.models import Decision
from tests.office.test_decision_withdraw import ASKED, address, shown
from tests.stories import fresh


def test_only_an_approver_who_did_not_ask_carries_it_out(published, olu, ada, abe, signed_in):
    signed_in(ada).post(address(published), ASKED)
    assert signed_in(olu).post(address(published, "confirm/")).status_code == 403
    read = shown(signed_in(ada), published)
    assert "You asked for this yourself" in signed_in(ada).post(address(published, "confirm/"), read).text
    assert ">Withdraw</button>" not in signed_in(ada).get(address(published)).content.decode()
    assert "Open the page again" in signed_in(abe).post(address(published, "confirm/")).text
    signed_in(abe).post(address(published, "confirm/"), read)
    assert fresh(published).state == Decision.State.WITHDRAWN
