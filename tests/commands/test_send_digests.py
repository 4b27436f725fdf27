"""`manage.py send_digests`: each notice once to each follower, and not too often."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from public.actions import confirm, send_updates
from public.models import Subscription
from tests.public.small_register import build

NOON = datetime(2030, 6, 3, 12, tzinfo=UTC)


@pytest.fixture
def small(db):
    return build()


def follower(email="reader@example.org", **values) -> Subscription:
    return confirm(Subscription.objects.create(email=email, **values))


def told() -> list[str]:
    return [letter.to[0] for letter in mail.outbox]


def test_what_was_published_before_is_not_told_and_what_comes_after_once(small):
    follower()
    assert send_updates(at=NOON) == (0, 0)
    small.office.grants("wigan")
    assert send_updates(at=NOON) == (1, 0)
    assert send_updates(at=NOON + timedelta(days=1)) == (0, 0)
    (letter,) = mail.outbox
    assert "Hotspot work against organised crime" in letter.body
    assert letter.subject.endswith("1 new decision or new version")


def test_only_the_list_that_is_followed_is_told(small):
    follower("wigan@example.org", query="partnership=wigan")
    follower("bury@example.org", query="partnership=bury&year=2023-24&min=1.00&from=2024-01-01")
    small.office.grants("wigan")
    send_updates(at=NOON)
    assert told() == ["wigan@example.org"]


def test_at_most_one_a_day_or_one_a_week(small):
    follower("daily@example.org")
    follower("weekly@example.org", frequency="weekly")
    for day in range(8):
        small.office.grants("wigan")
        send_updates(at=NOON + timedelta(days=day))
        send_updates(at=NOON + timedelta(days=day, hours=2))
    assert (told().count("daily@example.org"), told().count("weekly@example.org")) == (8, 2)


def test_a_digest_can_be_stopped_by_one_click_of_the_mail_program(small):
    subscription = follower()
    small.office.grants("wigan")
    send_updates(at=NOON)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe"].endswith(f"/follow/{subscription.token}/stop/>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_has_not_confirmed_is_told_nothing_and_forgotten_after_a_week(small):
    Subscription.objects.create(email="never@example.org")
    small.office.grants("wigan")
    send_updates()
    assert not mail.outbox
    assert Subscription.objects.exists()
    send_updates(at=timezone.now() + timedelta(days=8))
    assert not Subscription.objects.exists()


def test_what_the_mail_server_did_not_take_is_told_next_time(small, settings):
    follower()
    small.office.grants("wigan")
    settings.EMAIL_BACKEND, kept = "django.core.mail.backends.smtp.EmailBackend", settings.EMAIL_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises((SystemExit, CommandError)):
        call_command("send_digests")
    settings.EMAIL_BACKEND = kept
    call_command("send_digests")
    assert told() == ["reader@example.org"]
