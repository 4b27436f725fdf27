"""Olu sees what waits, the bodies, and what has no response."""

from register.actions.scrutiny import enter
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
