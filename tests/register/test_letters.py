"""What the office is told by e-mail: what waits, what came back, what was approved, published or taken down."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from grants.actions.decisions import revise
from grants.actions.letters import choose_letters
from grants.models import Letter
from grants.years import LONDON
from register.actions.approval import approve, return_decision, send_for_approval
from register.actions.handing_over import hand_over
from register.actions.publishing import publish
from register.actions.taking_down import take_down
from tests.stories import fresh

DAY = timedelta(days=1)
MORNING = datetime(2024, 2, 7, 9, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def morning(time_machine, settings):
    settings.SITE_ADDRESS = "https://decisions.example"
    time_machine.move_to(MORNING, tick=False)
    return time_machine


def sent_to(person, *, at=MORNING, machine=None):
    """The e-mails to a person that the timer sends."""
    if machine:
        machine.move_to(at, tick=False)
    before = len(mail.outbox)
    for _ in range(2):
        call_command("send_letters", verbosity=0)
    return [email for email in mail.outbox[before:] if email.to == [person.email]]


def test_only_the_approver_who_was_asked_is_told(draft, olu, ada, abe):
    send_for_approval(draft, by=olu, approver=abe)
    [email] = sent_to(abe)
    assert "WAITING FOR YOUR APPROVAL" in email.body
    assert "£7,500.00, sent by Olu on 7 February 2024 at 09:00." in email.body
    assert f"https://decisions.example/office/decisions/{draft.reference}/preview/" in email.body
    assert sent_to(ada) == []
    assert not Letter.objects.filter(person=ada).exists()


def test_with_nobody_named_every_approver_is_told_who_may_approve(draft, olu, ada, abe):
    send_for_approval(draft, by=olu)
    call_command("send_letters")
    assert {email.to[0] for email in mail.outbox} == {ada.email, abe.email}


def test_handing_over_tells_the_other_approver(draft, olu, ada, abe):
    send_for_approval(draft, by=olu, approver=abe)
    hand_over(draft, by=olu, owner=olu, approver=ada)
    assert len(sent_to(ada)) == 1
    assert not Letter.objects.filter(person=abe).exists()


def test_what_is_approved_before_the_letter_goes_is_no_longer_said_to_wait(draft, sent, olu, ada, abe, morning):
    call_command("send_letters")  # both have had the e-mail of the day
    morning.move_to(MORNING + timedelta(hours=1), tick=False)
    return_decision(sent, by=ada, comment="The date is wrong.")
    send_for_approval(sent, by=olu)
    call_command("send_letters")
    assert Letter.objects.unsent().filter(person=abe, kind="waits").exists()
    approve(sent, by=ada)
    assert sent_to(abe, at=MORNING + DAY, machine=morning) == []


def test_what_is_returned_goes_to_its_owner_at_once_with_the_comment(draft, sent, olu, oma, ada, morning):
    take_note = Letter(key="today", person=olu, kind=Letter.Kind.RECEIVED, subject="1", body="1", sent_at=MORNING)
    take_note.save()
    return_decision(sent, by=ada, comment="The purpose names the wrong ward.")
    [email] = sent_to(olu)
    assert email.subject.endswith(f"Returned: something is missing: {sent}")
    assert "Returned by Ada on 7 February 2024 at 09:00:\nThe purpose names the wrong ward." in email.body
    hand_over(sent, by=olu, owner=oma)
    assert "wrong ward" in sent_to(oma)[0].body


def test_who_began_it_hears_that_it_was_approved_and_once_published_only_that(draft, sent, olu, ada, morning):
    approve(sent, by=ada)
    publish(fresh(sent), by=ada)
    [email] = sent_to(olu)
    assert "Approved by" not in email.body
    assert "Published by Ada on 7 February 2024 at 09:00." in email.body
    assert not [letter for letter in Letter.objects.filter(person=ada) if letter.kind in ("approved", "published")]


@pytest.mark.parametrize("then", ["publish", "revise"])
def test_a_letter_that_waits_to_say_approved_is_dropped_once_that_is_over(then, draft, sent, olu, ada, morning):
    Letter(key="today", person=olu, kind=Letter.Kind.RECEIVED, subject="1", body="1", sent_at=MORNING).save()
    approve(sent, by=ada)
    assert sent_to(olu) == []
    assert Letter.objects.unsent().filter(person=olu, kind="approved").exists()
    publish(fresh(sent), by=olu) if then == "publish" else revise(fresh(sent), by=olu, values={"title": "Another"})
    assert sent_to(olu, at=MORNING + DAY, machine=morning) == []


def test_there_is_one_email_a_day_and_the_next_day_the_rest(draft, sent, olu, ada, morning):
    approve(sent, by=ada)
    assert len(sent_to(olu)) == 1
    publish(fresh(sent), by=ada)
    assert sent_to(olu, at=MORNING + timedelta(hours=6), machine=morning) == []
    [email] = sent_to(olu, at=MORNING + DAY, machine=morning)
    assert "Published by Ada" in email.body
    assert "Approved by Ada" not in email.body


def test_a_take_down_is_told_to_the_owner_and_every_other_approver(published, olu, ada, abe):
    take_down(published, by=ada, reason="It names a child.")
    call_command("send_letters")
    told = {email.to[0]: email.body for email in mail.outbox}
    assert told.keys() == {olu.email, abe.email}
    assert "The text was taken down by Ada on 7 February 2024 at 09:00" in told[abe.email]
    assert "to be settled by 14 February 2024. It names a child." in told[abe.email]


def test_plain_text_and_html_say_the_same(draft, olu, abe):
    send_for_approval(draft, by=olu, approver=abe)
    [email] = sent_to(abe)
    [(html, kind)] = email.alternatives
    assert kind == "text/html"
    assert '<html lang="en-GB">' in html
    assert f'<a href="https://decisions.example/office/decisions/{draft.reference}/preview/"' in html
    for line in filter(None, email.body.splitlines()):
        assert line in html or line == "WAITING FOR YOUR APPROVAL"
    assert "Waiting for your approval</h2>" in html


def test_html_shows_what_people_typed_and_runs_none_of_it(draft, sent, olu, ada):
    return_decision(sent, by=ada, comment="Is <script>alert(1)</script> meant?")
    [(html, _)] = sent_to(olu)[0].alternatives
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_each_person_chooses_kinds(draft, olu, ada, abe):
    choose_letters(abe, wants=True, declined=["waits"])
    send_for_approval(draft, by=olu)
    assert sent_to(abe) == []
    assert Letter.objects.filter(person=ada).exists()
