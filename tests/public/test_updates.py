"""Letters to those who follow a list: each notice once to each follower, not too often, and nothing kept afterwards."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from conditions.actions.assessments import assess
from grants.actions.letters import delete_old_letters, send_letters
from grants.models import Letter, Subscription
from grants.models.letters import MAX_ATTEMPTS
from public import letters
from public.actions import confirm, stop_following, write_updates
from register.models import Notice
from tests import stories
from tests.public.small_register import build

NOON = datetime(2030, 6, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LOCAL = "django.core.mail.backends.locmem.EmailBackend"
NOBODY_LISTENS = "tests.grants.test_letters.NobodyListens"


@pytest.fixture
def small(db):
    return build()


def follower(email="reader@example.org", **values) -> Subscription:
    return confirm(Subscription.objects.create(email=email, **values))


def send(at: datetime = NOON) -> int:
    write_updates(at=at)
    return send_letters(at=at)


def readers() -> list[str]:
    return [email.to[0] for email in mail.outbox]


def test_what_was_published_before_is_left_out_and_what_comes_after_goes_once(small):
    follower()
    assert send() == 0
    small.office.grants("wigan")
    assert send() == 1
    assert send(NOON + DAY) == 0
    (email,) = mail.outbox
    assert "Hotspot work against organised crime" in email.body
    assert f"Chain digest: {Notice.objects.latest('sequence').chain_digest}" in email.body
    assert email.subject.endswith("Publication: Hotspot work against organised crime")


def test_all_that_is_new_goes_in_one_email(small):
    follower(query="year=2023-24")
    small.office.grants("wigan")
    small.office.grants("bury")
    assert send() == 1
    (email,) = mail.outbox
    assert email.body.count("/decisions/GM-") == 2
    assert email.subject.endswith("What is new on the list that you follow")
    assert "The list that you follow:\nhttp://127.0.0.1:8000/decisions/?year=2023-24" in email.body


def test_a_letter_says_the_money(small):
    follower()
    small.office.grants("wigan")
    send()
    assert "As decided: £7,500.00 to Wigan" in mail.outbox[0].body


def test_a_finding_is_told_once_to_those_whose_list_has_the_decision(small):
    follower()
    follower("bury@example.org", query="partnership=bury")
    match = stories.match_obligation(small.hotspot)
    assess(match, by=small.office.olu, finding="not_met", reasons="Nothing more was sent.")
    assert send() == 1
    (email,) = mail.outbox
    assert email.to == ["reader@example.org"]
    assert "A condition was found not met: Match funding" in email.body
    assert f"/decisions/{small.hotspot.reference}/#conditions" in email.body
    assert "Clear spending plan" not in email.body
    assert send(NOON + DAY) == 0


def test_a_finding_of_the_last_minutes_waits_for_the_next_letter(small):
    follower()
    match = stories.match_obligation(small.hotspot)
    assess(match, by=small.office.olu, finding="not_met", reasons="Nothing more was sent.")
    assert send(timezone.now()) == 0
    assert send(timezone.now() + timedelta(minutes=11)) == 1


def test_of_very_many_the_rest_is_counted(small, monkeypatch):
    monkeypatch.setattr(letters, "MAX_NOTICES", 1)
    follower()
    small.office.grants("wigan")
    small.office.grants("bury")
    send()
    assert "and 1 more." in mail.outbox[0].body


def test_only_the_list_that_is_followed_counts(small):
    follower("wigan@example.org", query="partnership=wigan")
    follower("bury@example.org", query="partnership=bury&year=2023-24&min=1.00&from=2024-01-01")
    small.office.grants("wigan")
    send()
    assert readers() == ["wigan@example.org"]


def test_at_most_one_a_day_or_one_a_week(small):
    follower("daily@example.org")
    follower("weekly@example.org", frequency="weekly")
    for day in range(8):
        small.office.grants("wigan")
        send(NOON + day * DAY)
        send(NOON + day * DAY + timedelta(hours=2))
    assert (readers().count("daily@example.org"), readers().count("weekly@example.org")) == (8, 2)


def test_they_can_be_stopped_by_one_click_of_the_mail_program(small):
    subscription = follower()
    small.office.grants("wigan")
    send()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe"].endswith(f"/follow/{subscription.token}/stop/>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Auto-Submitted"] == "auto-generated"


def test_who_has_not_confirmed_gets_nothing_and_is_forgotten_after_a_week(small):
    Subscription.objects.create(email="never@example.org")
    small.office.grants("wigan")
    send(timezone.now())
    assert not mail.outbox
    assert Subscription.objects.exists()
    send(timezone.now() + 8 * DAY)
    assert not Subscription.objects.exists()


def test_what_the_mail_server_did_not_take_goes_next_time_under_the_same_id(small, settings, time_machine):
    time_machine.move_to(NOON)
    subscription = follower()
    small.office.grants("wigan")
    settings.EMAIL_BACKEND = NOBODY_LISTENS
    call_command("send_letters")
    assert "SMTPServerDisconnected" in Letter.objects.get(subscription=subscription).last_error
    settings.EMAIL_BACKEND = LOCAL
    time_machine.move_to(NOON + timedelta(minutes=16))
    call_command("send_letters")
    assert "reader@example.org" in readers()


def test_what_waits_longer_goes_together_with_the_next(small, settings):
    follower()
    small.office.grants("wigan")
    settings.EMAIL_BACKEND = NOBODY_LISTENS
    send()
    settings.EMAIL_BACKEND = LOCAL
    small.office.grants("bury")
    assert send(NOON + DAY) == 1
    assert mail.outbox[0].body.count("/decisions/GM-") == 2


def test_in_the_end_it_is_given_up_and_the_command_says_so(small, settings):
    follower()
    small.office.grants("wigan")
    settings.EMAIL_BACKEND = NOBODY_LISTENS
    for day in range(MAX_ATTEMPTS):
        send(timezone.now() - (20 - day) * DAY)
    with pytest.raises(SystemExit):
        call_command("send_letters")


def test_nothing_of_a_reader_is_kept_once_it_is_stopped(small, settings):
    subscription = follower()
    small.office.grants("wigan")
    send()
    small.office.grants("bury")
    write_updates(at=NOON + DAY)
    assert subscription.letters.count() == 2
    stop_following(subscription.token)
    assert not Subscription.objects.exists()
    assert not Letter.objects.exists()
    assert send(NOON + 2 * DAY) == 0


def test_what_a_reader_was_sent_is_deleted_after_a_day(small):
    follower()
    small.office.grants("wigan")
    send()
    delete_old_letters(at=NOON + timedelta(hours=23))
    assert Letter.objects.count() == 1
    delete_old_letters(at=NOON + timedelta(hours=25))
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_one_email(reference, olu, ada):
    follower()
    stories.whole(officer=olu, approver=ada)
    start = Barrier(2)

    def send_at_once(_) -> int:
        start.wait(30)
        try:
            return send()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        sent = sum(threads.map(send_at_once, range(2)))
    assert (sent, readers()) == (1, ["reader@example.org"])
