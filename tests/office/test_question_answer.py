"""What a partnership asks about a condition, and the office's answer."""

import pytest
from django.core import mail
from django.core.management import call_command

from conditions.actions.questions import answer, ask, leave_unanswered, thread
from grants.models import Comment, Letter
from grants.refused import Refused
from tests.stories import match_obligation


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def asked(obligation, mo):
    return ask(obligation, by=mo, text="Does staff time count?")


def waiting():
    return Comment.objects.awaiting_answer().count()


def test_olu_reads_the_question_and_answers_it(asked, obligation, olu, mo, signed_in):
    page = signed_in(olu).get(f"/office/obligations/{obligation.pk}/").text
    assert "Does staff time count?" in page
    assert "Not answered" in page
    sent = {"text": "Up to half of it.", "seen": asked.pk}
    done = signed_in(olu).post(f"/office/obligations/{obligation.pk}/answer/", sent, follow=True).text
    assert "Your answer is with the partnership." in done
    assert waiting() == 0
    assert "Up to half of it." in signed_in(mo).get(f"/partners/manchester/conditions/{obligation.pk}/").text


def test_letters_go_both_ways_and_each_once(asked, obligation, olu, oma, ada, mo, sal):
    call_command("send_letters")
    told = {email.to[0]: email.body for email in mail.outbox if "Does staff time count?" in email.body}
    assert told.keys() == {olu.email, oma.email}
    assert "QUESTIONS OF PARTNERSHIPS" in told[olu.email]
    assert f"/office/obligations/{obligation.pk}/" in told[olu.email]
    answer(obligation, by=olu, text="Up to half of it.")
    Letter.objects.filter(person=mo).delete()  # of the day, about what is due
    for _ in range(2):
        call_command("send_letters")
    told = [email for email in mail.outbox if "Up to half of it." in email.body]
    assert [email.to for email in told] == [[mo.email]]
    assert f"/partners/manchester/conditions/{obligation.pk}/" in told[0].body
    assert "Olu" not in told[0].body


def test_an_answered_question_that_was_not_told_yet_is_told_no_more(asked, obligation, olu, oma):
    Letter.objects.create(key="today", person=oma, kind="received", subject="1", sent_at=asked.at)
    call_command("send_letters")
    assert Letter.objects.unsent().filter(person=oma, kind="question").exists()
    answer(obligation, by=olu, text="Yes.")
    call_command("send_letters")
    assert not Letter.objects.unsent().filter(person=oma, kind="question").exists()


def test_a_question_that_came_after_the_page_was_opened_still_waits(asked, obligation, olu, mo):
    later = ask(obligation, by=mo, text="And volunteers?")
    answer(obligation, by=olu, text="Yes.", seen=asked.pk)
    assert Comment.objects.awaiting_answer().get() == later


def test_it_may_need_no_answer(asked, obligation, olu, signed_in):
    client = signed_in(olu)
    client.post(f"/office/obligations/{obligation.pk}/no-answer/", {"seen": asked.pk})
    assert waiting() == 0
    again = client.post(f"/office/obligations/{obligation.pk}/no-answer/", {"seen": asked.pk}, follow=True).text
    assert "Nothing of this waits for an answer any more." in again  # question_leave
    with pytest.raises(Refused):
        leave_unanswered(obligation, by=olu, seen=asked.pk)


def test_without_a_word_nothing_is_answered(asked, obligation, olu, signed_in):
    page = signed_in(olu).post(f"/office/obligations/{obligation.pk}/answer/", {"text": "", "seen": asked.pk}).text
    assert "Write your answer" in page
    assert waiting() == 1


def test_a_lead_of_another_partnership_asks_nothing(obligation, sal, olu):
    for somebody in (sal, olu):
        with pytest.raises(Refused, match="Only a lead of the partnership"):
            ask(obligation, by=somebody, text="May I?")
    assert not thread(obligation).exists()
