"""Redaction: an approver asks, an administrator does it, the digests stay."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from grants.actions.decisions import revise
from grants.models import Role
from grants.refused import Refused
from register.actions.publishing import publish
from register.actions.redacting import ask_for_redaction, redact
from register.models import Notice, Redaction
from tests import stories

NAMED = "It names Jo Unmistakable, who lives nearby, among those whom the money is meant to help."
WHY = "It named a person."


@pytest.fixture
def cleaned(draft, olu, ada):
    """Published with a name in it, and then again without."""
    revise(draft, by=olu, values={"reasons": NAMED})
    decision = stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)
    revise(decision, by=olu, values={"reasons": stories.RECORD["reasons"]})
    publish(
        stories.approved(stories.sent(stories.fresh(decision), by=olu), by=ada),
        by=ada,
        note="A name was taken out.",
    )
    return stories.fresh(decision)


@pytest.fixture
def asked(cleaned, ada):
    return ask_for_redaction(cleaned.notices.get(version=1), by=ada, reason=WHY)


def test_document_and_salt_go_and_the_digests_stay(asked, ann):
    before = Notice.objects.get(pk=asked.notice_id)
    notice = redact(asked, by=ann)
    assert (notice.document_data, notice.salt) == (None, None)
    after = Notice.objects.get(pk=asked.notice_id)
    assert (after.document_digest, after.chain_digest) == (before.document_digest, before.chain_digest)
    call_command("verify_register")


def test_the_public_page_says_so_and_why(asked, ann, client):
    redact(asked, by=ann)
    page = client.get(f"/decisions/{asked.notice.decision.reference}/versions/1/").content.decode()
    assert WHY in page
    assert "Unmistakable" not in page
    assert WHY in client.get(f"/decisions/{asked.notice.decision.reference}/versions/").content.decode()


def test_the_version_that_stands_is_not_redacted(published, ada):
    with pytest.raises(Refused, match="This is the current version"):
        ask_for_redaction(published.notices.get(), by=ada, reason=WHY)


def test_only_an_approver_asks_once_and_says_why(cleaned, olu, ada):
    first = cleaned.notices.get(version=1)
    with pytest.raises(Refused, match="Only an approver"):
        ask_for_redaction(first, by=olu, reason=WHY)
    with pytest.raises(Refused, match="reason"):
        ask_for_redaction(first, by=ada, reason=" ")
    ask_for_redaction(first, by=ada, reason=WHY)
    with pytest.raises(Refused, match="already"):
        ask_for_redaction(first, by=ada, reason=WHY)


def test_it_takes_two(asked, ada, olu, ann):
    with pytest.raises(Refused, match="Only an administrator"):
        redact(asked, by=olu)
    ada.memberships.update(role=Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="requested this yourself"):
        redact(asked, by=type(ada).objects.get(pk=ada.pk))
    redact(asked, by=ann)
    with pytest.raises(Refused, match="already"):
        redact(asked, by=ann)


def test_the_database_holds_two_people_too(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Redaction.objects.update(carried_out_by=asked.asked_by, carried_out_at=asked.asked_at)
