"""Which letters the state of the conditions calls for, from the facts and each once."""

from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.management import call_command

from conditions.actions.assessments import assess
from conditions.actions.contributions import change_contribution, record_contribution
from conditions.actions.evidence import add_evidence
from conditions.actions.later_dates import ask_for_later_date
from conditions.actions.reviews import accept, return_sent
from conditions.letters import letters
from grants.actions.letters import write_letters
from grants.formatting import day
from grants.models import Letter, Role, SampleMark
from grants.models.letters import MAX_ATTEMPTS
from grants.years import LONDON
from register.letters import letters as letters_of_decisions
from tests.snapshots import remembered
from tests.stories import contribution, match_obligation, person, send, sends_return, whole

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
        ("2024-04-01", Kind.PAST_DUE, 5),
    ],
)
def test_reminders_follow_the_due_date(obligation, mo, day, kind, number):
    assert len(written(day, mo)) == len(written(day, mo, kind)) == number


def test_past_due_is_told_once_a_week(obligation, mo):
    assert written("2024-04-01", mo) == written("2024-04-07", mo)
    assert not written("2024-04-07", mo) & written("2024-04-08", mo)


def test_a_reminder_says_what_is_missing_and_where(obligation, mo, settings):
    settings.SITE_ADDRESS = "https://decisions.example"
    [letter] = [each for each in letters(at("2024-03-10")) if "partnership" in each.subject and each.person == mo]
    assert "Due on 31 March 2024: £7,500.00 of match still to be evidenced. Nothing has been sent yet." in letter.body
    assert f"https://decisions.example/partners/manchester/conditions/{obligation.pk}/" in letter.body


def test_what_is_with_the_office_or_settled_is_not_asked_for_again(obligation, published, mo, olu):
    send(obligation, by=mo, amount=Decimal("7500.00"))
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
    assess(obligation, by=olu, finding="not_met", reasons="Nothing was sent to us in time.", at=at("2024-04-02"))
    assert len(written("2024-04-03", mo, Kind.RETURNED)) == 2
    assert len(written("2024-04-03", mo, Kind.ASSESSED)) == 1
    assert not written("2024-04-10", mo, Kind.RETURNED)


def test_each_return_and_each_answer_to_it_is_a_letter_of_its_own(obligation, mo, olu):
    offered = record_contribution(obligation, by=mo, values=contribution(), at=at("2024-03-30"))
    received, returned = [written("2024-03-30", olu, Kind.RECEIVED)], []
    for comment in ("The invoice is missing.", "The invoice names another partnership."):
        return_sent(offered, by=olu, comment=comment, at=at("2024-04-01"))
        returned.append(written("2024-04-01", mo, Kind.RETURNED))
        change_contribution(offered, by=mo, values={"proof": "Invoices"}, at=at("2024-04-01"))
        received.append(written("2024-04-01", olu, Kind.RECEIVED))
    assert len(set.union(*returned)) == 2
    assert len(set.union(*received)) == 3


def test_a_new_grant_is_told_to_its_leads(published, mo, sal):
    due = letters_of_decisions(published.listing.published_at)
    news = [letter for letter in due if letter.kind == Kind.GRANT]
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
    Letter.objects.update(attempts=MAX_ATTEMPTS, claimed_until=at("2024-03-09"))
    with pytest.raises(SystemExit, match="1"):
        call_command("send_letters")


@pytest.fixture
@remembered
def report(reference, olu, ada, mo):
    """Mo's return of 10 March, for the cap on what is left over."""
    asked = whole(officer=olu, approver=ada, conditions=("GM1",)).conditions.get().obligations.get()
    return sends_return(asked, by=mo, left=100, at=at("2024-03-10"))


def test_a_report_that_waits_is_told_to_the_officers_until_it_is_accepted(report, olu, oma, mo, ada):
    for officer in (olu, oma):
        assert written("2024-03-10", officer) == {f"received:monitoring_return-{report.pk}-0:{officer.pk}"}
    assert not written("2024-03-10", ada)
    [letter] = [each for each in letters(at("2024-03-10")) if each.person == olu]
    assert (
        f"Manchester Community Safety Partnership: a monitoring return ({report}), sent on 10 March 2024."
        in letter.body
    )
    assert f"/office/monitoring-returns/{report.pk}/" in letter.body
    assert not written("2024-03-10", mo)  # nobody asks her for what is with the office
    accept(report, by=olu, comment="Clear figures.", at=at("2024-03-11"))
    assert not written("2024-03-11", oma)
    assert not written("2024-03-11", mo, Kind.RETURNED)


def test_nobody_is_told_of_what_they_did_themselves(report, olu, oma):
    obligation = report.sent_for
    own = add_evidence(obligation, by=olu, statement="By post.", at=at("2024-03-11"))[0]
    later, when = date(2024, 6, 30), at("2024-03-11")
    asked = ask_for_later_date(obligation, by=olu, wanted_on=later, reason="By telephone.", at=when)
    for kind, key in ((Kind.RECEIVED, f"received:evidence-{own.pk}-0"), (Kind.LATER_DATE, f"later_date:{asked.pk}")):
        assert f"{key}:{olu.pk}" not in written("2024-03-11", olu, kind)
        assert f"{key}:{oma.pk}" in written("2024-03-11", oma, kind)


def test_the_office_reads_which_date_is_asked_for_instead_of_which(report, mo, olu):
    obligation, when = report.sent_for, at("2024-03-11")
    ask_for_later_date(obligation, by=mo, wanted_on=date(2024, 6, 30), reason="By telephone.", at=when)
    [letter] = [each for each in letters(when) if each.person == olu and each.kind == Kind.LATER_DATE]
    asked = f"asks for 30 June 2024 instead of {day(obligation.due_on)}, for {obligation.terms.title}."
    assert letter.body.startswith(f"{obligation.partnership} {asked}\n")


def test_a_report_that_is_returned_is_told_to_each_lead_and_asked_for_again(report, mo, sal, olu, manchester):
    max_ = person("Max", Role.LEAD, manchester)
    return_sent(report, by=olu, comment="February is not in it.", at=at("2024-03-11"))
    for lead in (mo, max_):
        assert written("2024-03-11", lead, Kind.RETURNED) == {f"returned:monitoring_return-{report.pk}-1:{lead.pk}"}
        assert written("2024-03-11", lead, Kind.DUE_IN_28)
    [letter] = [each for each in letters(at("2024-03-11")) if each.person == mo and each.kind == Kind.RETURNED]
    assert f"The office has returned your monitoring return ({report}):\nFebruary is not in it." in letter.body
    assert f"/partners/manchester/conditions/{report.sent_for.pk}/" in letter.body
    assert not written("2024-03-11", sal)


def test_a_pledge_waits_for_nobody(obligation, mo, olu):
    record_contribution(obligation, by=mo, values=contribution(stage="pledged", spent_on=None))
    assert not written("2024-03-10", olu)


def test_a_report_returned_goes_at_once_on_the_day_of_a_digest(report, mo, olu, time_machine):
    time_machine.move_to(at("2024-03-11"), tick=False)
    add_evidence(report.sent_for, by=olu, statement="By post.", at=at("2024-03-11"))
    Letter.objects.create(key="digest", person=mo, partnership=mo.partnerships.get(), kind=Kind.ASSESSED, subject="1")
    call_command("send_letters")
    return_sent(report, by=olu, comment="February is not in it.", at=at("2024-03-11"))
    for _ in range(2):
        call_command("send_letters")
    mos = [email for email in mail.outbox if email.to == [mo.email]]
    assert len(mos) == 2
    assert "February is not in it." in mos[1].body


def test_what_was_written_before_a_crash_is_sent_once_by_the_next_run(obligation, mo, time_machine):
    time_machine.move_to(at("2024-03-10"), tick=False)
    write_letters(letters(at("2024-03-10")))  # and here the machine dies
    for _ in range(2):
        call_command("send_letters")
    [email] = [email for email in mail.outbox if email.to == [mo.email]]
    assert email.body.count("of match still to be evidenced") == 1
    assert Letter.objects.filter(person=mo, kind=Kind.DUE_IN_28).count() == 5


def test_every_letter_has_the_link_by_which_its_reader_stops_them(obligation, mo, olu, client, time_machine):
    time_machine.move_to(at("2024-03-10"), tick=False)
    record_contribution(obligation, by=mo, values=contribution(), at=at("2024-03-09"))
    call_command("send_letters")
    assert {email.to[0] for email in mail.outbox} == {mo.email, olu.email}
    for email in mail.outbox:
        [link] = [line for line in email.body.splitlines() if "/letters/" in line]
        client.post(urlsplit(link).path, {"letters": "none"})
    for reader in (mo, olu):
        reader.refresh_from_db()
        assert not reader.gets_letters


def test_in_a_sample_each_e_mail_says_so_and_that_the_standing_is_invented(obligation, mo):
    SampleMark.objects.create()
    write_letters(letters(at("2024-03-03")))
    call_command("send_letters")
    [told] = [each.body for each in mail.outbox if each.to == [mo.email]]
    assert "Sample data: this register shows how the service works." in told
    assert told.count("Illustrative: ") == 5
