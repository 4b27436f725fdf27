"""A partnership takes back what it sent by mistake."""

from datetime import datetime
from functools import partial

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError

from conditions.actions.contributions import change_contribution, record_contribution
from conditions.actions.evidence import add_evidence
from conditions.actions.reviews import accept, return_sent
from conditions.actions.taking_back import take_back
from conditions.letters import letters
from conditions.models import Contribution, Evidence, MonitoringReturn, Obligation, Share
from conditions.standing import standing_of
from grants.models import Event, Letter
from grants.refused import Refused
from grants.years import LONDON, london_today
from tests.stories import contribution, match_obligation, send, sends_return, whole
from tests.test_concurrency import at_once, refusals, slowly


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def offered(obligation, mo):
    """£5,000 with its invoice."""
    return send(obligation, by=mo)


def stands(obligation):
    return standing_of(Obligation.objects.as_shown().get(pk=obligation.pk), today=london_today())


def test_it_counts_nowhere_and_waits_for_nobody(offered, obligation, mo):
    take_back(offered, by=mo)
    assert Obligation.objects.get(pk=obligation.pk).sent == 0
    assert not Contribution.objects.awaiting_review().exists()
    assert not Evidence.objects.awaiting_review().exists()
    assert stands(obligation).what_was_sent == "Nothing has been sent yet."


def test_the_diary_keeps_what_it_was_and_what_it_was_for(offered, mo):
    take_back(offered, by=mo)
    event = Event.objects.filter(verb="took back a contribution").get()
    assert event.changes["Contribution"] == ["Mentoring sessions paid by the partnership, £5,000.00", ""]
    assert "£5,000.00 for" in event.changes["Shares"][0]
    assert event.decision


def test_what_is_accepted_stays(offered, mo, olu):
    accept(offered, by=olu)
    with pytest.raises(Refused, match="The office has accepted this"):
        take_back(offered, by=mo)


def test_what_was_returned_may_be_taken_back_and_is_no_task_any_more(offered, obligation, mo, olu):
    return_sent(offered, by=olu, comment="Which invoice?")
    take_back(offered, by=mo)
    assert not Share.objects.exists()
    assert not [each for each in letters(datetime.now(LONDON)) if each.kind == Letter.Kind.RETURNED]


def test_it_is_taken_back_once_and_stays_so(offered, mo, olu):
    take_back(offered, by=mo)
    for verb in (
        take_back,
        partial(accept),
        partial(return_sent, comment="No."),
        partial(change_contribution, values={}),
    ):
        with pytest.raises(Refused, match="taken"):
            verb(offered, by=olu)


def test_another_partnership_takes_nothing_back(offered, sal):
    with pytest.raises(Refused):
        take_back(offered, by=sal)


def test_a_declaration_is_taken_back_and_it_is_the_partnerships_turn_again(obligation, mo):
    plan = Obligation.objects.get(terms_data__code="SC3")
    [said] = add_evidence(plan, by=mo, statement="The plan is ready.")
    assert Obligation.objects.get(pk=plan.pk).turn == "office"
    take_back(said, by=mo)
    assert Obligation.objects.get(pk=plan.pk).turn == "partnership"
    assert stands(plan).what_was_sent == "Nothing has been sent yet."


def test_a_return_is_taken_back_and_another_one_sent(reference, olu, ada, mo):
    whole(officer=olu, approver=ada, conditions=("GM4",))
    obligation = Obligation.objects.get(terms_data__code="GM4")
    take_back(sends_return(obligation, by=mo), by=mo)
    sends_return(obligation, by=mo)
    assert MonitoringReturn.objects.awaiting_review().count() == 1


def test_officers_are_told_in_one_letter_of_it_and_its_papers(offered, mo, olu, mailoutbox):
    take_back(offered, by=mo)
    [told] = [each for each in letters(datetime.now(LONDON)) if each.kind == Letter.Kind.TAKEN_BACK]
    assert told.person == olu
    assert "Mentoring sessions paid by the partnership, £5,000.00, taken back on" in told.body
    call_command("send_letters")
    assert "TAKEN BACK BY THE PARTNERSHIP" in next(each for each in mail.outbox if each.to == [olu.email]).body


def test_the_database_holds_no_accepted_thing_that_is_taken_back(offered, mo, olu):
    accept(offered, by=olu)
    with pytest.raises(IntegrityError, match="contribution_taken_back_who_and_when"):
        Contribution.objects.update(taken_back_by=mo, taken_back_at=offered.sent_at)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["lead", "officer"])
def test_while_an_officer_accepts_it_one_of_the_two_is_refused(obligation, mo, olu, first):
    offered = record_contribution(obligation, by=mo, values=contribution())
    deeds = {"lead": partial(take_back, offered, by=mo), "officer": partial(accept, offered, by=olu)}
    hurried = deeds.pop(first)
    outcomes = at_once(partial(slowly, hurried), *deeds.values())
    assert len(refusals(outcomes)) == 1
    kept = Contribution.objects.get()
    assert bool(kept.accepted_at) != bool(kept.taken_back_at)
    assert kept.shares.exists() == bool(kept.accepted_at)
