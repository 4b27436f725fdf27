"""The button *Return*."""

from grants.models import Decision
from tests.stories import as_shown, fresh


def press(client, decision, comment):
    return client.post(
        f"/office/decisions/{decision.reference}/return/", as_shown(decision, comment=comment), follow=True
    )


def test_it_goes_back_with_a_comment_that_the_diary_keeps(sent, ada, olu, signed_in):
    press(signed_in(ada), sent, "The purpose names the wrong ward.")
    assert fresh(sent).state == Decision.State.DRAFT
    page = signed_in(olu).get(f"/office/decisions/{sent.reference}/").content.decode()
    assert "The purpose names the wrong ward." in page


def test_without_a_comment_it_stays(sent, ada, signed_in):
    assert "Say what needs to change" in press(signed_in(ada), sent, " ").content.decode()
    assert fresh(sent).state == Decision.State.SENT
