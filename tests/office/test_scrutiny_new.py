"""Olu enters a body, a meeting, an item and a recommendation, before any of it is public."""

from django.urls import reverse

from register.models import ScrutinyEntry
from tests.office.scrutinising import KEY


def new(kind, entry=None):
    return reverse("office:scrutiny_new", args=[kind]) + (f"?within={entry.pk}" if entry else "")


def typed_all(client, published):
    client.post(new("body"), {"name": "Scrutiny Committee", "kind": "committee", **KEY})
    body = ScrutinyEntry.objects.get(kind="body")
    asked = {"held_on": "3/6/2024", "state": "held", "form_key": "0b0e5b0e-7e0a-4c38-9f6e-5a3c9b1d2f12"}
    client.post(new("meeting", body), asked)
    meeting = ScrutinyEntry.objects.get(kind="meeting")
    condition = f"{published.reference}/1"
    asked = {"title": "The grant", "decisions": published.reference.lower(), "conditions": condition}
    client.post(new("item", meeting), {**asked, "form_key": "0b0e5b0e-7e0a-4c38-9f6e-5a3c9b1d2f13"})
    return body


def test_one_thing_is_entered_in_another_that_waits(signed_in, olu, published):
    body = typed_all(signed_in(olu), published)
    [meeting] = body.below.all()
    [item] = meeting.below.all()
    assert item.values["decisions"] == [published.pk]
    assert item.changes["Conditions"] == ["", f"{published.reference}/1"]


def test_what_is_no_published_decision_is_said_and_nothing_lost(signed_in, olu, published):
    typed_all(signed_in(olu), published)
    meeting = ScrutinyEntry.objects.get(kind="meeting")
    asked = {"title": "Another", "decisions": "GM-1999-0001", "conditions": f"{published.reference}/99", **KEY}
    form = signed_in(olu).post(new("item", meeting), asked).context["form"]
    assert set(form.errors) == {"decisions", "conditions"}
    assert form["title"].value() == "Another"


def test_what_there_is_no_kind_of_is_not_found(signed_in, olu, reference):
    assert signed_in(olu).get(new("vote")).status_code == 404
