"""What waits: read with all that belongs to it, published by somebody else, or discarded."""

from django.urls import reverse

from register.actions.scrutiny import enter
from register.models import Body, Meeting, ScrutinyEntry
from tests import scrutiny_stories
from tests.office.scrutinising import LIST


def entered(by):
    entry = enter("body", by=by, values=scrutiny_stories.body())
    enter("meeting", by=by, values=scrutiny_stories.meeting(), under=entry)
    return reverse("office:scrutiny_entry", args=[entry.pk]), reverse("office:scrutiny_entry_settle", args=[entry.pk])


def test_who_wrote_it_has_no_button_and_is_refused(signed_in, olu, reference):
    page, settle = entered(olu)
    read = signed_in(olu).get(page).text
    assert "Publish it" not in read
    assert "somebody else publishes it" in read
    assert "Somebody else publishes it." in signed_in(olu).post(settle, {"publish": "yes"}, follow=True).text
    assert not Body.objects.exists()


def test_somebody_else_reads_all_of_it_and_publishes_it(signed_in, olu, oma, reference):
    page, settle = entered(olu)
    read = signed_in(oma).get(page).text
    assert "Publish it, with what belongs to it" in read
    assert "3 June 2024" in read
    after = signed_in(oma).post(settle, {"publish": "yes"}, follow=True)
    assert after.redirect_chain[0][0] == LIST
    assert Meeting.objects.get().body == Body.objects.get()


def test_discarded_it_waits_no_more(signed_in, olu, reference):
    page, settle = entered(olu)
    signed_in(olu).post(settle, {"discard": "yes"})
    assert not ScrutinyEntry.objects.waiting().exists()
    assert signed_in(olu).get(page).status_code == 404
