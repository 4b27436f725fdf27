"""Whoever changes what waits is one of its authors."""

from django.urls import reverse

from register.actions.scrutiny import enter
from tests import scrutiny_stories
from tests.office.scrutinising import KEY
from tests.stories import JUST_OPENED


def test_it_begins_with_what_was_typed_and_has_two_authors(signed_in, olu, oma, published):
    body = enter("body", by=olu, values=scrutiny_stories.body())
    meeting = enter("meeting", by=olu, values=scrutiny_stories.meeting(), under=body)
    entry = enter("item", by=olu, values=scrutiny_stories.item(decisions=[published]), under=meeting)
    page = reverse("office:scrutiny_entry_edit", args=[entry.pk])
    read = signed_in(oma).get(page).text
    assert published.reference in read
    signed_in(oma).post(page, {"title": "Another title", "decisions": published.reference, **KEY, **JUST_OPENED})
    entry.refresh_from_db()
    assert (entry.values["title"], entry.author_ids) == ("Another title", sorted([olu.pk, oma.pk]))
    date = signed_in(oma).get(reverse("office:scrutiny_entry_edit", args=[meeting.pk])).context["form"]["held_on"]
    assert date.value() == "03/06/2024"
