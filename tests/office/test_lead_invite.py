"""Olu sends the invitation of a lead again."""

from datetime import datetime, timedelta

from grants.actions.invitations import invite_lead
from grants.years import LONDON

NOON = datetime(2026, 3, 2, 12, tzinfo=LONDON)
LIST = "/office/leads/"


def test_an_invitation_that_expired_is_sent_again(signed_in, olu, oma, salford, mailoutbox, time_machine):
    time_machine.move_to(NOON, tick=False)
    una = invite_lead(salford, name="Una", email="una@example.org", by=oma)
    time_machine.move_to(NOON + timedelta(days=8))
    client = signed_in(olu)
    assert "Invited on 2 March 2026; the link has expired." in client.get(LIST).text
    assert "Una is invited." in client.post(f"{LIST}{una.pk}/invite/", follow=True).text
    assert len(mailoutbox) == 2


def test_officers_invite_nobody_of_the_office(signed_in, olu, oma):
    refused = signed_in(olu).post(f"{LIST}{oma.pk}/invite/", follow=True).text
    assert "only an administrator may invite anybody else" in refused


def test_opened_as_a_link_it_leads_to_the_list(signed_in, olu, mo):
    assert signed_in(olu).get(f"{LIST}{mo.pk}/invite/").headers["Location"] == LIST
