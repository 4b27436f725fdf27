"""The button *Publish*."""

from grants.actions.decisions import revise
from register.actions.approval import approve, send_for_approval
from register.models import Notice
from tests.stories import as_shown, fresh


def press(client, decision, **form):
    return client.post(
        f"/office/decisions/{decision.reference}/publish/", as_shown(decision, **form), follow=True
    ).content.decode()


def test_an_officer_publishes_what_is_approved(approved, olu, signed_in):
    assert "is published" in press(signed_in(olu), approved)
    assert Notice.objects.get().published_by == olu


def test_pressing_twice_publishes_once(approved, olu, signed_in):
    press(signed_in(olu), approved)
    assert "Only an approved decision can be published" in press(signed_in(olu), approved)
    assert Notice.objects.count() == 1


def test_a_draft_is_refused(draft, olu, signed_in):
    assert "Only an approved decision can be published" in press(signed_in(olu), draft)


def test_a_correction_asks_for_its_note(published, olu, abe, signed_in):
    revise(published, by=olu, values={"title": "A better title"})
    approve(send_for_approval(fresh(published), by=olu), by=abe)
    assert "Say in the note what has changed" in press(signed_in(olu), published)
    press(signed_in(olu), published, note="A better title was found for it.")
    assert Notice.objects.filter(note="A better title was found for it.", version=2).exists()


def test_personal_data_in_the_note_are_shown_and_acknowledged_first(published, olu, abe, signed_in):
    revise(published, by=olu, values={"title": "A better title"})
    approve(send_for_approval(fresh(published), by=olu), by=abe)
    note = "Ask jo@example.org about it."
    page = press(signed_in(olu), published, note=note)
    assert "What looks like an e-mail address is in the note: Ask jo@example.org about it." in page
    assert not Notice.objects.filter(version=2).exists()
    press(signed_in(olu), published, note=note, acknowledged="on")
    assert Notice.objects.get(version=2).note == note
