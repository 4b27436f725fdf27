"""Which letters the state of the conditions calls for, from the facts and each once."""

from datetime import datetime

import pytest
from django.core import mail
from django.core.management import call_command

from conditions.actions import add_evidence, assess, record_contribution, return_sent
from conditions.letters import letters
from grants.models import Letter
from grants.models.letters import MOST_ATTEMPTS
from grants.years import LONDON
from register.letters import letters as letters_of_decisions
from tests.stories import contribution, match_obligation

Kind = Letter.Kind


def at(day):
    return datetime.fromisoformat(f"{day} 09:00").replace(tzinfo=LONDON)


def written(day, person, kind=None):
    """The keys of the letters to a person that this day calls for."""
    wanted = [letter for letter in letters(at(day)) if letter.person == person and kind in (None, letter.kind)]
    return {letter.key for letter in wanted}


@pytest.fixture
def obligation(published):
    """£7,500 of match for Manchester, due on 31 March 2024 like the other four conditions of the grant."""
    return match_obligation(published)


@pytest.mark.parametrize(
    ("day", "kind", "number"),
    [
        ("2024-03-02", None, 0),
        ("2024-03-03", Kind.DUE_IN_28, 5),
        ("2024-03-23", Kind.DUE_IN_28, 5),
        ("2024-03-24", Kind.DUE_IN_7, 5),
        ("2024-03-31", Kind.DUE_IN_7, 5),
        ("2024-04-01", Kind.OVERDUE, 5),
    ],
)
def test_reminders_follow_the_due_date(obligation, mo, day, kind, number):
    assert len(written(day, mo)) == len(written(day, mo, kind)) == number


def test_overdue_is_told_once_a_week(obligation, mo):
    assert written("2024-04-01", mo) == written("2024-04-07", mo)
    assert not written("2024-04-07", mo) & written("2024-04-08", mo)


def test_a_reminder_says_what_is_missing_and_where(obligation, mo, settings):
    settings.SITE_ADDRESS = "https://decisions.example"
    [letter] = [each for each in letters(at("2024-03-10")) if "partnership" in each.subject and each.person == mo]
    assert "£7,500.00 of match still to be evidenced by 31 March 2024." in letter.body
    assert f"https://decisions.example/partners/manchester/conditions/{obligation.pk}/" in letter.body


def test_what_is_with_the_office_or_settled_is_not_asked_for_again(obligation, published, mo, olu):
    record_contribution(obligation, by=mo, values=contribution())
    plan = published.conditions.get(standard__code="SC3").obligations.get()
    assess(plan, by=olu, finding="met", reasons="The plan is clear.")
    assert len(written("2024-03-10", mo, Kind.DUE_IN_28)) == 3


def test_nobody_else_is_told(obligation, mo, sal, olu):
    assert not written("2024-03-10", sal)
    assert not written("2024-03-10", olu)


def test_officers_hear_what_waits_for_them(obligation, mo, olu, ada):
    record_contribution(obligation, by=mo, values=contribution())
    add_evidence(obligation, by=mo, statement="We paid all of it.")
    assert len(written("2024-03-10", olu, Kind.RECEIVED)) == 2
    assert not written("2024-03-10", ada)


def test_what_was_returned_or_assessed_is_told_to_the_leads_for_a_week(obligation, mo, olu):
    given = record_contribution(obligation, by=mo, values=contribution())
    return_sent(given, by=olu, comment="The invoice is missing.", at=at("2024-04-01"))
    [sent] = add_evidence(obligation, by=mo, statement="We paid all of it.")
    return_sent(sent, by=olu, comment="Who agreed it?", at=at("2024-04-01"))
    assess(obligation, by=olu, finding="not_met", reasons="Nothing was sent.", at=at("2024-04-02"))
    assert len(written("2024-04-03", mo, Kind.RETURNED)) == 2
    assert len(written("2024-04-03", mo, Kind.ASSESSED)) == 1
    assert not written("2024-04-10", mo, Kind.RETURNED)


def test_a_new_grant_is_told_to_its_leads(published, mo, sal):
    news = list(letters_of_decisions(published.listing.published_at))
    assert [(letter.person, letter.subject) for letter in news] == [
        (mo, "A new grant: £7,500.00, Mentoring in Manchester")
    ]


def test_the_command_run_twice_sends_one_digest(obligation, mo, olu, time_machine):
    time_machine.move_to(at("2024-03-10"), tick=False)
    for _ in range(2):
        call_command("send_letters")
    [email] = [email for email in mail.outbox if email.to == [mo.email]]
    assert email.subject.endswith("6 things about conditions of grants")
    assert Letter.objects.filter(person=mo).count() == 6


def test_the_command_says_by_its_exit_code_that_letters_could_not_be_sent(obligation, mo, settings, time_machine):
    settings.EMAIL_BACKEND = "tests.grants.test_letters.NobodyListens"
    time_machine.move_to(at("2024-03-10"), tick=False)
    call_command("send_letters")
    Letter.objects.update(attempts=MOST_ATTEMPTS, held_until=at("2024-03-09"))
    with pytest.raises(SystemExit, match="1"):
        call_command("send_letters")
