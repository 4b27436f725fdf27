"""The button "Keep it as it is" beside a warning."""

from grants.actions.decisions import revise
from register.checks.checklist import checklist


def test_a_warning_is_answered_on_the_page_of_the_decision(draft, olu, signed_in):
    revise(draft, by=olu, values={"summary": "Mentors from Wigan."})
    digest = checklist(draft).slips[0].digest
    address = f"/office/decisions/{draft.reference}/"
    client = signed_in(olu)
    assert "Look at the text again" in client.get(address).content.decode()
    page = client.post(f"{address}answer/", {"digest": digest, "why": "They live there."}, follow=True).content.decode()
    assert "They live there. (Olu" in page
    assert "Look at the text again" not in page


def test_an_answer_without_a_word_is_refused_on_the_page(draft, olu, signed_in):
    digest = checklist(draft).warnings[0].digest
    page = signed_in(olu).post(f"/office/decisions/{draft.reference}/answer/", {"digest": digest, "why": ""})
    assert "Say in a word why it is right as it is" in page.content.decode()


def test_a_link_answers_nothing(draft, olu, signed_in):
    assert signed_in(olu).get(f"/office/decisions/{draft.reference}/answer/").status_code == 405
