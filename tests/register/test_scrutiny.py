"""Bodies, meetings, items and recommendations: two people, corrections, answers, withdrawals, and what goes wrong."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest

from grants.refused import Refused
from grants.years import LONDON, london_today
from register.actions.scrutiny import change, discard_entry, enter, publish_entry, withdraw_row
from register.models import Body, Meeting, MeetingItem, Recommendation, ScrutinyEntry
from tests import scrutiny_stories as told_of
from tests.test_concurrency import at_once, refusals

Deed = ScrutinyEntry.Deed


@pytest.fixture
def recommended(published, olu, oma):
    return told_of.told(writer=olu, publisher=oma, decisions=[published])


def test_all_that_belongs_to_a_body_is_published_at_once_by_somebody_else(recommended, published, olu, oma):
    assert str(recommended.item.meeting) == "Police, Fire and Crime Panel, 3 June 2024"
    assert recommended.item.considered == "Considered by Police, Fire and Crime Panel on 3 June 2024"
    assert list(recommended.item.decisions.all()) == [published]
    assert recommended.label == "1.1"
    assert set(ScrutinyEntry.objects.values_list("entered_by", "published_by")) == {(olu.pk, oma.pk)}


def test_who_wrote_a_part_of_it_does_not_publish_it(reference, olu, oma):
    entry = enter("body", by=olu, values=told_of.body())
    enter("meeting", by=oma, values=told_of.meeting(), under=entry)
    for person in (olu, oma):
        with pytest.raises(Refused, match="Somebody else publishes it"):
            publish_entry(entry, by=person)
    assert not Body.objects.exists()
    assert not Meeting.objects.exists()


def test_leads_enter_nothing(reference, mo):
    with pytest.raises(Refused):
        enter("body", by=mo, values=told_of.body())


def test_the_same_form_sent_twice_enters_it_once(reference, olu):
    key = "0b0e5b0e-7e0a-4c38-9f6e-5a3c9b1d2f11"
    assert enter("body", by=olu, values=told_of.body(), form_key=key) == enter(
        "body", by=olu, values=told_of.body(), form_key=key
    )


def test_a_correction_keeps_what_was_said(recommended, olu, oma):
    item = recommended.item
    corrected = told_of.changed(item, writer=olu, publisher=oma, values={"resolved": "To ask for a further report."})
    assert corrected.resolved == "To ask for a further report."
    said = ScrutinyEntry.objects.published().about("item", item.pk).first()
    assert "What was resolved was “To note the report.”, is “To ask for a further report.”" in said.in_words
    assert said.reason == told_of.REASON


def test_a_correction_needs_a_reason_and_something_that_changes(recommended, olu):
    for values, reason in (
        ({"resolved": "To note it."}, "Wrong."),
        ({"resolved": "To note the report."}, told_of.REASON),
    ):
        with pytest.raises(Refused):
            change(recommended.item, by=olu, deed=Deed.CORRECTED, values=values, reason=reason)


def test_a_planned_meeting_that_gets_another_day_was_moved(recommended, olu, oma, time_machine):
    time_machine.move_to(datetime(2026, 3, 2, 9, tzinfo=LONDON))
    values = told_of.meeting(held_on=date(2026, 4, 1), state="planned")
    body = recommended.item.meeting.body
    planned = told_of.made_public(enter("meeting", by=olu, values=values, under=body), by=oma)
    assert planned.when == "Planned for 1 April 2026."
    moved = told_of.changed(planned, writer=olu, publisher=oma, values=values | {"held_on": date(2026, 4, 8)})
    assert moved.when == "Planned for 8 April 2026. It was moved from 1 April 2026."
    time_machine.move_to(datetime(2026, 4, 9, 9, tzinfo=LONDON))
    assert moved.when.startswith("Planned for 8 April 2026; whether it was held is not recorded here.")


def test_a_cancelled_meeting_considered_nothing(recommended, published, olu, oma):
    soon = london_today() + timedelta(days=9)
    planned = told_of.meeting(held_on=soon, state="planned")
    entry = enter("meeting", by=olu, values=planned, under=recommended.item.meeting.body)
    enter("item", by=olu, values=told_of.item(decisions=[published]), under=entry)
    meeting = told_of.made_public(entry, by=oma)
    item = MeetingItem.objects.get(meeting=meeting)
    assert item.considered.startswith("To be considered by")
    told_of.changed(meeting, writer=olu, publisher=oma, values=planned | {"state": "cancelled"})
    assert MeetingItem.objects.get(pk=item.pk).considered.endswith("that meeting was cancelled")
    with pytest.raises(Refused, match="recommended nothing"):
        enter("recommendation", by=olu, values=told_of.recommendation(), under=MeetingItem.objects.get(pk=item.pk))


def test_a_meeting_that_recommended_something_cannot_be_called_off_afterwards(recommended, olu):
    meeting = recommended.item.meeting
    with pytest.raises(Refused, match="Withdraw its recommendations first"):
        change(meeting, by=olu, deed=Deed.CORRECTED, values=told_of.meeting(state="cancelled"), reason=told_of.REASON)


def test_without_a_response_past_its_date_it_says_so(recommended, time_machine):
    time_machine.move_to(datetime(2024, 9, 2, 9, tzinfo=LONDON))
    assert recommended.stands == "Open: a response is due by 2 September 2024."
    assert not Recommendation.objects.past_date().exists()
    time_machine.move_to(datetime(2024, 9, 3, 9, tzinfo=LONDON))
    assert recommended.stands == "Past its date: a response was due by 2 September 2024, and none is recorded here."
    assert Recommendation.objects.past_date().get() == recommended


def test_an_answer_has_its_reason_and_day(recommended, olu, oma):
    answered = told_of.changed(
        recommended, writer=olu, publisher=oma, deed="answered", values=told_of.answer(), reason=""
    )
    assert answered.stands == "Accepted on 1 August 2024."
    assert not Recommendation.objects.open().exists()
    with pytest.raises(Refused, match="answered meanwhile"):
        change(answered, by=oma, deed=Deed.ANSWERED, values=told_of.answer(response="not_accepted"))


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ({"responded_on": date(2024, 6, 2)}, "before the meeting"),
        ({"responded_on": london_today() + timedelta(days=2)}, "has not come"),
        ({"response_reason": "Ring Jo on 07700 900123."}, "personal data|telephone|phone"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(recommended, olu, others, sentence):
    with pytest.raises(Refused, match=sentence):
        change(recommended, by=olu, deed=Deed.ANSWERED, values=told_of.answer(**others))


def test_a_draft_is_linked_to_nothing(draft, olu, oma, reference):
    with pytest.raises(Refused, match=f"{draft.reference} is not published"):
        told_of.told(writer=olu, publisher=oma, decisions=[draft])


def test_withdrawn_it_takes_nothing_more(recommended, olu, oma):
    entry = withdraw_row(recommended.item, by=olu, reason="It was entered under the wrong meeting.")
    told_of.made_public(entry, by=oma)
    assert not Recommendation.objects.standing().exists()
    with pytest.raises(Refused, match="withdrawn"):
        withdraw_row(recommended.item, by=olu, reason="It was entered under the wrong meeting.")


def test_discarded_it_takes_along_what_belongs_to_it(reference, olu, oma):
    entry = enter("body", by=olu, values=told_of.body())
    enter("meeting", by=olu, values=told_of.meeting(), under=entry)
    discard_entry(entry, by=oma)
    assert not ScrutinyEntry.objects.waiting().exists()
    with pytest.raises(Refused, match="discarded"):
        publish_entry(entry, by=oma)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_leave_one_that_waits(recommended, olu, oma):
    deeds = [
        partial(change, recommended, by=person, deed=Deed.ANSWERED, values=told_of.answer(response=response))
        for person, response in ((olu, "accepted"), (oma, "not_accepted"))
    ]
    [refused] = refusals(at_once(*deeds))
    assert "has answered this already" in str(refused)
    assert ScrutinyEntry.objects.waiting().count() == 1
