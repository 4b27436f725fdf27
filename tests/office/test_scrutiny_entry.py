"""What waits: read with all that belongs to it, published by somebody else, or discarded."""

import re
from datetime import date

from django.urls import reverse

from register.actions.scrutiny import change_entry, enter
from register.models import Body, Meeting, ScrutinyEntry
from tests import scrutiny_stories
from tests.office.scrutinising import LIST


def entered(by):
    entry = enter("body", by=by, values=scrutiny_stories.body())
    enter("meeting", by=by, values=scrutiny_stories.meeting(), under=entry)
    return reverse("office:scrutiny_entry", args=[entry.pk]), reverse("office:scrutiny_entry_settle", args=[entry.pk])


def shown(page: str) -> dict[str, str]:
    """What the buttons of the page carry."""
    return {"seen": re.search(r'name="seen" value="([^"]+)"', page)[1]}


def test_who_wrote_it_has_no_button_and_is_refused(signed_in, olu, reference):
    page, settle = entered(olu)
    read = signed_in(olu).get(page).text
    assert "Publish it" not in read
    assert "somebody else publishes it" in read
    sent = shown(read) | {"publish": "yes"}
    assert "Somebody else publishes it." in signed_in(olu).post(settle, sent, follow=True).text
    assert not Body.objects.exists()


def test_somebody_else_reads_all_of_it_and_publishes_it(signed_in, olu, oma, reference):
    page, settle = entered(olu)
    read = signed_in(oma).get(page).text
    assert "Publish it, with what belongs to it" in read
    assert "3 June 2024" in read
    after = signed_in(oma).post(settle, shown(read) | {"publish": "yes"}, follow=True)
    assert after.redirect_chain[0][0] == LIST
    assert Meeting.objects.get().body == Body.objects.get()


def test_discarded_it_waits_no_more(signed_in, olu, reference):
    page, settle = entered(olu)
    signed_in(olu).post(settle, shown(signed_in(olu).get(page).text) | {"discard": "yes"})
    assert not ScrutinyEntry.objects.waiting().exists()
    assert signed_in(olu).get(page).status_code == 404


def test_what_has_changed_since_it_was_read_is_not_published_unread(signed_in, olu, oma, reference):
    """Itself, what belongs to it, or that more belongs to it."""
    page, settle = entered(olu)
    body, meeting = ScrutinyEntry.objects.order_by("pk")

    def changes():
        yield change_entry(body, by=olu, values=scrutiny_stories.body(name="The other panel"))
        yield change_entry(meeting, by=olu, values=scrutiny_stories.meeting(held_on=date(2024, 6, 10)))
        yield enter("meeting", by=olu, values=scrutiny_stories.meeting(held_on=date(2024, 7, 1)), under=body)

    read = shown(signed_in(oma).get(page).text)
    for _ in changes():
        for button in ("publish", "discard"):
            after = signed_in(oma).post(settle, read | {button: "yes"}, follow=True)
            assert "has changed since you opened this page" in after.text
        read = shown(after.text)
    assert "Open the page again" in signed_in(oma).post(settle, {"publish": "yes"}, follow=True).text
    assert ScrutinyEntry.objects.waiting().count() == 3
    signed_in(oma).post(settle, read | {"publish": "yes"})
    assert Body.objects.get().name == "The other panel"
