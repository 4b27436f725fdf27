"""A new decision, typed from nothing."""

from uuid import uuid4

from grants.models import Decision


def fill(**changes):
    return {"title": "Home Office money accepted", "kind": "external", "form_key": str(uuid4())} | changes


def test_title_and_kind_are_enough_for_a_draft(olu, signed_in):
    response = signed_in(olu).post("/office/decisions/new/", fill())
    decision = Decision.objects.get()
    assert (decision.title, decision.kind, decision.state) == ("Home Office money accepted", "external", "draft")
    assert response.url == f"/office/decisions/{decision.reference}/"


def test_without_a_title_she_is_told_and_keeps_the_kind(olu, signed_in):
    page = signed_in(olu).post("/office/decisions/new/", fill(title=" ")).content.decode()
    assert "Enter a title" in page
    assert not Decision.objects.exists()


def test_the_same_form_sent_twice_makes_one_draft(olu, signed_in):
    form = fill()
    answers = [signed_in(olu).post("/office/decisions/new/", form) for _ in range(2)]
    assert Decision.objects.count() == 1
    assert answers[0].url == answers[1].url
