"""Letters: each written once, sent once, tried again, and in the end shown to an administrator."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from threading import Barrier

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from grants.actions.letters import choose_letters, delete_old_letters, send_letters, try_again, write_letters
from grants.actions.office_data import end_membership
from grants.models import Letter
from grants.models.letters import MAX_ATTEMPTS
from grants.refused import Refused

DAY = timedelta(days=1)


def letter(person, key, kind=Letter.Kind.DUE_IN_28, **values):
    values = {"partnership": person.partnerships.first(), "subject": f"About {key}", "body": f"Read {key}."} | values
    return Letter(key=f"{key}:{person.pk}", person=person, kind=kind, **values)


class NobodyListens(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("Connection unexpectedly closed")


@pytest.fixture
def no_mail_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.NobodyListens"


def test_a_letter_thought_of_twice_is_written_once(mo):
    write_letters([letter(mo, "due")])
    write_letters([letter(mo, "due"), letter(mo, "overdue")])
    assert Letter.objects.count() == 2


def test_what_waits_for_a_person_travels_in_one_email(mo, settings):
    settings.SITE_ADDRESS = "https://decisions.example"
    write_letters([letter(mo, "due"), letter(mo, "overdue", Letter.Kind.PAST_DUE)])
    assert send_letters() == 1
    [email] = mail.outbox
    assert email.to == [mo.email]
    assert email.body.index("PAST DUE") < email.body.index("DUE WITHIN 28 DAYS")
    assert {"Read due.", "Read overdue."} <= set(email.body.splitlines())
    assert "https://decisions.example/letters/" in email.body
    assert email.extra_headers["Message-ID"].endswith("@decisions.example>")


def test_there_is_one_digest_a_day(mo):
    write_letters([letter(mo, "first")])
    send_letters()
    write_letters([letter(mo, "second")])
    assert send_letters() == 0
    assert send_letters(at=timezone.now() + DAY) == 1


def test_what_is_returned_goes_at_once(mo):
    write_letters([letter(mo, "first")])
    send_letters()
    write_letters([letter(mo, "second"), letter(mo, "returned", Letter.Kind.RETURNED)])
    assert send_letters() == 1
    assert "Read returned." in mail.outbox[-1].body
    assert "Read second." not in mail.outbox[-1].body


def test_the_day_of_a_digest_is_one_of_london(mo, time_machine):
    time_machine.move_to("2024-07-01 22:30Z", tick=False)  # 23:30 in London
    write_letters([letter(mo, "first")])
    send_letters()
    write_letters([letter(mo, "second")])
    time_machine.move_to("2024-07-01 23:05Z", tick=False)
    assert send_letters() == 1


def test_what_has_been_written_outlives_a_crash_before_sending(mo):
    write_letters([letter(mo, "due")])
    with pytest.raises(KeyboardInterrupt):
        write_letters(cut_short(mo))
    assert send_letters() == 1
    assert send_letters(at=timezone.now() + DAY) == 0


def cut_short(mo):
    yield letter(mo, "due")
    raise KeyboardInterrupt


def test_a_sender_that_dies_leaves_its_letters_to_the_next(mo, settings, no_mail_server, monkeypatch):
    write_letters([letter(mo, "due")])
    monkeypatch.setattr(NobodyListens, "send_messages", die)
    with pytest.raises(SystemExit):
        send_letters()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_letters() == 0  # the other might be slow, not dead
    assert send_letters(at=timezone.now() + timedelta(minutes=16)) == 1


def die(*_args):
    raise SystemExit


class DiesAfterSending(EmailBackend):
    """The mail server has said yes, and the sender dies before it has noted that."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise SystemExit


def test_a_sender_that_dies_before_it_has_noted_the_yes_sends_again_under_the_same_id(mo, settings):
    settings.EMAIL_BACKEND = f"{__name__}.DiesAfterSending"
    write_letters([letter(mo, "due")])
    with pytest.raises(SystemExit):
        send_letters()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_letters(at=timezone.now() + timedelta(minutes=16)) == 1
    first, second = (email.extra_headers["Message-ID"] for email in mail.outbox)
    assert first == second


def test_a_failed_letter_is_tried_again_and_says_why(mo, settings, no_mail_server):
    write_letters([letter(mo, "due")])
    assert send_letters() == 0
    assert Letter.objects.get().last_error == "SMTPServerDisconnected: Connection unexpectedly closed"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_letters(at=timezone.now() + timedelta(minutes=16)) == 1
    assert Letter.objects.get().last_error == ""


def test_without_a_mail_server_the_others_lose_neither_an_attempt_nor_time(mo, sal, settings, no_mail_server):
    write_letters([letter(mo, "due"), letter(sal, "due")])
    assert send_letters() == 0
    assert sorted(Letter.objects.values_list("attempts", flat=True)) == [0, 1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_letters() == 1  # the other one, at once
    assert send_letters(at=timezone.now() + timedelta(minutes=16)) == 1
    assert sorted(each.to for each in mail.outbox) == sorted([[mo.email], [sal.email]])


class RefusesMo(EmailBackend):
    def send_messages(self, messages):
        if messages[0].to == ["mo@example.org"]:
            raise SMTPRecipientsRefused({})
        return super().send_messages(messages)


def test_an_address_that_is_refused_holds_nobody_else_up(mo, sal, settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusesMo"
    write_letters([letter(mo, "due"), letter(sal, "due")])
    assert send_letters() == 1


def test_in_the_end_a_letter_is_given_up_until_an_administrator_tries_again(mo, olu, ann, no_mail_server):
    write_letters([letter(mo, "due")])
    moments = [timezone.now() + day * DAY for day in range(MAX_ATTEMPTS + 10)]
    for moment in moments:
        send_letters(at=moment)
    given_up = Letter.objects.given_up(moments[-1]).get()
    assert given_up.attempts == MAX_ATTEMPTS
    with pytest.raises(Refused, match="administrator"):
        try_again(given_up, by=olu, at=moments[-1])
    try_again(given_up, by=ann, at=moments[-1])
    assert Letter.objects.ready(moments[-1]).exists()
    with pytest.raises(Refused, match="still being tried"):
        try_again(given_up, by=ann, at=moments[-1])


def test_who_leads_no_more_gets_nothing_of_it(mo, ann):
    write_letters([letter(mo, "due")])
    end_membership(mo.memberships.get(), by=ann)
    assert send_letters() == 0
    assert not Letter.objects.exists()


def test_who_left_the_office_gets_nothing_of_it(olu, ann):
    write_letters([letter(olu, "received", Letter.Kind.RECEIVED, partnership=None)])
    end_membership(olu.memberships.get(), by=ann)
    assert send_letters() == 0


def test_who_wants_none_gets_none(mo):
    write_letters([letter(mo, "due")])
    person = choose_letters(mo, wants=False)
    write_letters([letter(person, "overdue")])
    assert not Letter.objects.exists()
    write_letters([letter(choose_letters(mo, wants=True), "due")])
    assert send_letters() == 1


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_letter_once(reference, mo, sal, olu):
    office = letter(olu, "received", Letter.Kind.RECEIVED, partnership=None)
    write_letters([letter(mo, "due"), letter(mo, "overdue"), letter(sal, "due"), office])
    start = Barrier(2)

    def send(_):
        start.wait(30)
        try:
            return send_letters()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sum(threads.map(send, range(2))) == 3
    assert sorted(email.to[0] for email in mail.outbox) == ["mo@example.org", "olu@example.org", "sal@example.org"]
    assert not Letter.objects.unsent().exists()


def test_a_letter_is_deleted_long_after_it_was_sent_and_not_before(mo):
    write_letters([letter(mo, "due")])
    send_letters()
    delete_old_letters(at=timezone.now() + 399 * DAY)
    assert Letter.objects.exists()
    delete_old_letters(at=timezone.now() + 401 * DAY)
    assert not Letter.objects.exists()


def test_one_that_is_not_sent_stays_however_old(mo):
    write_letters([letter(mo, "due")])
    delete_old_letters(at=timezone.now() + 1_000 * DAY)
    assert Letter.objects.exists()
