"""An administrator carries a redaction out."""

import pytest

from register.actions.redacting import ask_for_redaction
from register.models import Notice
from tests import stories


@pytest.fixture
def address(published, olu, ada):
    decision = stories.corrected(published, officer=olu, approver=ada, summary="Nothing about anybody.")
    asked = ask_for_redaction(decision.notices.get(version=1), by=ada, reason="It named a person.")
    return f"/office/redactions/{asked.pk}/"


def test_the_text_is_taken_out(address, signed_in, ann):
    assert "It named a person." in signed_in(ann).get(address).content.decode()
    page = signed_in(ann).post(address, follow=True).content.decode()
    assert "version 1: redacted." in page
    assert Notice.objects.get(version=1).is_redacted
    assert "It was removed on" in signed_in(ann).get(address).content.decode()


def test_twice_is_refused_with_a_sentence(address, signed_in, ann):
    signed_in(ann).post(address)
    assert "carried out already" in signed_in(ann).post(address).content.decode()


def test_only_administrators_come_in(address, signed_in, ada, olu):
    assert [signed_in(each).post(address).status_code for each in (ada, olu)] == [403, 403]
    assert not Notice.objects.get(version=1).is_redacted
