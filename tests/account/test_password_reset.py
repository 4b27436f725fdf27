"""Olu forgot her password. A stranger learns nothing by asking for it, and gets nothing."""

import re
from smtplib import SMTPServerDisconnected
from threading import Thread

import pytest
from django.urls import reverse

from grants.actions.office_data import change_person
from grants.models import Event
from tests.stories import PASSWORD

NEW = "a-heron-on-the-weir"
ASK = "/account/password/reset/"


@pytest.fixture(autouse=True)
def letters_go_before_the_answer(monkeypatch):
    monkeypatch.setattr(Thread, "start", Thread.run)


def ask(client, email, **headers):
    return client.post(ASK, {"email": email}, follow=True, headers=headers)


def link_in(letter):
    return re.search(r"https?://\S+", letter.body).group()


def choose(client, link):
    page = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    return client.post(page.context["action_url"], {"password1": NEW, "password2": NEW})


def test_she_chooses_another_and_the_diary_and_a_letter_say_so(client, olu, mailoutbox):
    ask(client, olu.email)
    choose(client, link_in(mailoutbox[0]))
    olu.refresh_from_db()
    assert olu.check_password(NEW)
    assert Event.objects.get(verb="changed a password", by=olu).thing == olu


def test_the_link_works_once_and_not_from_an_address_that_she_had_before(client, olu, ann, mailoutbox):
    ask(client, olu.email)
    first = link_in(mailoutbox[0])
    old = olu.email
    change_person(olu, {"email": "olu@new.example.org"}, by=ann)
    assert "no longer works" in client.get(first.removeprefix("http://127.0.0.1:8000"), follow=True).text
    mailoutbox.clear()
    ask(client, old)
    assert mailoutbox == []


def test_links_and_subjects_come_from_the_site_s_own_address(client, olu, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["*"]
    ask(client, olu.email, host="evil.example")
    assert link_in(mailoutbox[0]).startswith(settings.SITE_ADDRESS + ASK)
    assert "evil" not in mailoutbox[0].subject + mailoutbox[0].body


def test_strangers_get_the_same_answer_and_no_mail(client, olu, mailoutbox):
    known, unknown = (ask(client, email) for email in (olu.email, "who@example.org"))
    assert (known.redirect_chain, known.text) == (unknown.redirect_chain, unknown.text)
    assert [letter.to for letter in mailoutbox] == [[olu.email]]


def test_a_dead_mail_server_answers_the_same(client, olu, monkeypatch):
    def dead(*_args, **_options):
        raise SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMessage.send", dead)
    assert ask(client, olu.email).status_code == 200


def test_the_answer_does_not_wait_for_the_mail_server(client, olu, monkeypatch, mailoutbox):
    monkeypatch.setattr(Thread, "start", lambda _: None)
    assert ask(client, olu.email).status_code == 200
    assert mailoutbox == []


def test_a_person_who_has_left_gets_none(client, olu, mailoutbox):
    olu.is_active = False
    olu.save()
    ask(client, olu.email)
    assert mailoutbox == []


def test_whoever_has_a_session_needs_the_old_password_for_a_new_one(signed_in, olu):
    client = signed_in(olu)
    typed = {"oldpassword": "guessed", "password1": NEW, "password2": NEW}
    page = reverse("account_change_password")
    assert client.post(page, typed).status_code == 200
    assert client.post(page, typed | {"oldpassword": PASSWORD}).status_code == 302
    assert Event.objects.filter(verb="changed a password", by=olu).count() == 1
    assert client.get("/office/").status_code == 200  # this session goes on
