"""A draft is thrown away: asked once, with its files; one line of the diary stays."""

import pytest
from django.urls import reverse

from grants.actions.decisions import revise
from grants.actions.papers import add_paper
from grants.models import Award, Decision, Event, KeptText, StoredFile
from grants.refused import Refused
from intake.actions.notices import draft_from_notice
from register.actions.approval import approve
from tests.intake.test_import_notice import HOTSPOT
from tests.papers import pdf, upload
from tests.stories import fresh


def address(decision):
    return reverse("office:decision_discard", args=[decision.reference])


def discard(client, decision, **changes):
    return client.post(address(decision), {"revision": fresh(decision).revision} | changes, follow=True)


def test_it_asks_once_and_then_nothing_is_left_but_a_line_of_the_diary(draft, olu, signed_in):
    add_paper(draft, by=olu, title="Risks", upload=upload("Risks.pdf", pdf("")))
    client = signed_in(olu)
    page = client.get(address(draft))
    assert "£7,500.00 in all" in page.text
    assert page.text.partition("<main")[2].count("<form") == 1  # or its button would send nothing
    assert Decision.objects.exists()
    assert "is discarded" in discard(client, draft).text
    assert [model.objects.count() for model in (Decision, Award, StoredFile)] == [0, 0, 0]
    [line] = Event.objects.filter(verb="discarded a draft")
    assert line.comment.startswith(f"{draft.reference}, grant award, £7,500.00, begun by Olu on ")
    assert list(KeptText.objects.exclude(pk=line.texts.pk).filter(decision=draft.pk)) == []
    assert client.get(address(draft)).status_code == 404


def test_the_file_is_gone_from_the_disk(draft, olu, signed_in, django_capture_on_commit_callbacks):
    add_paper(draft, by=olu, title="Risks", upload=upload("Risks.pdf", pdf("")))
    content = StoredFile.objects.get().content
    with django_capture_on_commit_callbacks(execute=True):
        discard(signed_in(olu), draft)
    assert not content.storage.exists(content.name)


def test_a_draft_that_was_read_from_a_notice_can_be_read_again(reference, olu, signed_in):
    first = draft_from_notice(HOTSPOT, by=olu)
    discard(signed_in(olu), first)
    assert draft_from_notice(HOTSPOT, by=olu).pk != first.pk


def test_one_that_is_sent_can_be_discarded_and_an_approved_one_cannot(sent, olu, ada, signed_in):
    client = signed_in(olu)
    approve(sent, by=ada)
    assert "Have it returned first" in discard(client, sent).text
    assert "Discard this draft" not in client.get(reverse("office:decision_detail", args=[sent.reference])).text


def test_never_once_anything_of_it_is_published(published, olu, signed_in):
    assert discard(signed_in(olu), published).status_code == 404
    assert Decision.objects.exists()


def test_what_changed_meanwhile_is_looked_at_first(draft, olu, signed_in):
    assert "It has changed since you opened this page" in discard(signed_in(olu), draft, revision=1).text
    assert Decision.objects.exists()


def test_who_still_had_it_open_is_led_to_the_list(draft, olu, oma, signed_in, monkeypatch):
    stale = signed_in(oma)
    section = reverse("office:decision_section", args=[draft.reference, "about"])
    typed = stale.get(section).context["form"].initial | {"title": "Another title"}

    def meanwhile(*args, **kwargs):
        monkeypatch.undo()
        discard(signed_in(olu), draft)
        return revise(*args, **kwargs)

    monkeypatch.setattr("grants.views.office.decisions.revise", meanwhile)
    page = stale.post(section, {key: value for key, value in typed.items() if value is not None}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("office:decision_list")
    assert "discarded this draft meanwhile" in page.text


def test_another_that_supersedes_it_keeps_it(draft, olu, signed_in):
    other = Decision.objects.create(
        reference="GM-2024-0900", title="Later", created_by=olu, owner=olu, supersedes=draft
    )
    assert f"refers to it: {other}" in discard(signed_in(olu), draft).text
    assert Decision.objects.count() == 2


@pytest.mark.parametrize(("person", "status"), [("ada", 200), ("mo", 403), ("ann", 403)])
def test_officers_and_approvers_discard(person, status, draft, request, signed_in):
    assert signed_in(request.getfixturevalue(person)).get(address(draft)).status_code == status


def test_an_action_on_a_discarded_draft_says_so(sent, olu, ada, signed_in):
    discard(signed_in(olu), sent)
    with pytest.raises(Refused, match="discarded this draft meanwhile"):
        approve(sent, by=ada)
