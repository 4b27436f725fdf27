"""The button "Keep it as it is" beside a warning."""

import re

from django.test import Client

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


def test_each_form_of_a_warning_can_be_sent_from_a_browser(draft, olu):
    """As a browser does: with the token of the form itself."""
    address, client = f"/office/decisions/{draft.reference}/", Client(enforce_csrf_checks=True)
    client.force_login(olu)
    page = client.get(address).content.decode()
    forms = re.findall(r"<form[^>]*/answer/.*?</form>", page, re.DOTALL)
    assert len(forms) == len(checklist(draft).warnings)
    for form in forms:
        given = dict(re.findall(r'name="(csrfmiddlewaretoken|digest)" value="(\w+)"', form))
        assert client.post(f"{address}answer/", given | {"why": "It is known."}).status_code == 302
    assert checklist(draft).warnings == ()


def test_what_was_typed_is_kept_beside_its_warning(draft, olu, signed_in):
    digest = checklist(draft).warnings[-1].digest
    page = signed_in(olu).post(f"/office/decisions/{draft.reference}/answer/", {"digest": digest, "why": "x" * 301})
    assert f'href="#why-{digest}"' in page.content.decode()
    assert f'value="{"x" * 301}"' in page.content.decode()


def test_an_answer_without_a_word_is_refused_on_the_page(draft, olu, signed_in):
    digest = checklist(draft).warnings[0].digest
    page = signed_in(olu).post(f"/office/decisions/{draft.reference}/answer/", {"digest": digest, "why": ""})
    assert "Say in a word why it is right as it is" in page.content.decode()


def test_a_link_answers_nothing(draft, olu, signed_in):
    assert signed_in(olu).get(f"/office/decisions/{draft.reference}/answer/").status_code == 302
