"""Olu sees what waits, the bodies, and what has no response."""

from register.actions.scrutiny import enter, publish_entry
from tests import scrutiny_stories
from tests.office.scrutinising import LIST, recommended

__all__ = ["recommended"]


def test_an_empty_office_says_so(signed_in, olu, reference):
    read = signed_in(olu).get(LIST).text
    assert "Nothing waits." in read
    assert "No body is public yet." in read


def test_what_waits_and_what_has_no_response(signed_in, olu, recommended):
    enter("body", by=olu, values=scrutiny_stories.body(name="Executive Board", kind="executive"))
    read = signed_in(olu).get(LIST).text
    assert "Entered: body Executive Board" in read
    assert recommended.stands in read


def test_the_front_page_says_what_waits_and_who_may_publish_it(signed_in, olu, oma, recommended, time_machine):
    body = enter("body", by=olu, values=scrutiny_stories.body(name="Executive Board", kind="executive"))
    enter("meeting", by=olu, values=scrutiny_stories.meeting(), under=body)
    own, others = signed_in(olu).get("/office/").text, signed_in(oma).get("/office/").text
    assert "Entered: body Executive Board" in own
    assert "another officer" in own
    assert "about scrutiny, to be published" not in own
    assert "<strong>1</strong> about scrutiny, to be published" in others, "the meeting is published with its body"
    publish_entry(body, by=oma)
    assert "about scrutiny" not in signed_in(oma).get("/office/").text
    assert "<strong>1</strong> recommendation past the date" in signed_in(oma).get("/office/").text
    assert recommended.words in signed_in(olu).get("/office/waiting/recommendations/").text
    time_machine.move_to(recommended.due_on)
    assert "past the date" not in signed_in(oma).get("/office/").text
