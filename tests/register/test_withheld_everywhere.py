"""Everything that may be withheld is, at once; and nothing of it is found at any public address, nor in what is made of
a notice elsewhere: the PDF, the e-mails to those who follow, open data."""

import pytest
from django.core import mail

from conditions.models import Condition
from grants.actions.decisions import revise
from grants.actions.letters import send_letters
from grants.actions.papers import add_paper
from grants.models import Decision, Organisation, Subscription
from grants.record import fields
from public.actions import ask_to_follow, confirm, write_updates
from register.actions.publishing import publish
from register.actions.withholding import withhold
from register.notices import pdf
from register.notices.withholding import parts
from tests import stories
from tests.papers import upload
from tests.register.test_withhold import SECRET, VIEW, every_address, ready, said_in_public

TEXTS = [each.name for each in fields() if each.may_be_withheld]


@pytest.fixture
def silent(draft, olu, ada) -> Decision:
    long = f"{SECRET}, and long enough to be a text of its own, as the gate asks of"
    revise(draft, by=olu, values={name: f"{long} {name}." for name in TEXTS})
    shelter = Organisation.objects.create(name=f"{SECRET} Shelter", slug="unmistakable-shelter", kind="charity")
    draft.awards.update(title=f"{SECRET} refuge", recipient=shelter)
    for condition in Condition.objects.filter(decision=draft):
        condition.wording = f"{SECRET} wording {condition.number}"
        condition.save()
    add_paper(draft, by=olu, title=f"{SECRET} paper", upload=upload(f"{SECRET}.pdf"))
    add_paper(draft, by=olu, title=f"{SECRET} link", url=f"https://example.org/{SECRET}")
    for what in parts(stories.fresh(draft)):
        withhold(draft, by=olu, what=what, values=VIEW)
    return ready(draft, by=olu, approver=ada)


def test_nothing_withheld_is_found_anywhere_in_public(silent, ada):
    assert len(parts(silent)) == len(TEXTS) + 1 + 5 + 2
    ask_to_follow(email="reader@example.org", query="", frequency=Subscription.Frequency.DAILY)
    confirm(Subscription.objects.get())
    notice = publish(silent, by=ada)
    for address in every_address(silent.reference):
        assert SECRET not in said_in_public(address), address
    assert SECRET not in str(pdf.contents(notice))
    write_updates()
    send_letters()
    assert silent.reference in mail.outbox[-1].body
    assert SECRET not in str([letter.message() for letter in mail.outbox])
