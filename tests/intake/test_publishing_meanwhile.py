"""Somebody discards a draft, or undoes the drafting, while its import is being published: nobody waits for ever, and
one of the two has happened."""

import time
from functools import partial

import pytest
from django.db import connection

from grants.actions import discarding
from grants.actions.discarding import discard
from grants.models import Decision
from grants.refused import Refused
from intake.actions import drafting, publishing
from intake.actions.drafting import undo_drafting
from intake.actions.publishing import approve_spreadsheet, publish_approved
from register.models import Notice
from tests.intake.test_import_drafting import sent, uploaded  # noqa: F401 - fixtures
from tests.test_concurrency import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def later(deed):
    time.sleep(0.2)
    return deed()


def slow(monkeypatch, module, name):
    """What a deed does next comes half a second later, when the other one has begun."""
    does = getattr(module, name)

    def slowly(*args, **kwargs):
        if connection.in_atomic_block:
            time.sleep(0.5)
        return does(*args, **kwargs)

    monkeypatch.setattr(module, name, slowly)


def test_a_draft_is_discarded_while_it_is_being_published(sent, olu, ada, monkeypatch):  # noqa: F811
    approved, draft = approve_spreadsheet(sent, by=ada), Decision.objects.order_by("pk")[3]
    slow(monkeypatch, publishing, "publish_together")
    discarded = partial(later, partial(discard, draft, by=olu, revision=draft.revision))
    [refusal] = refusals(at_once(partial(publish_approved, approved), discarded))
    assert "It has been published" in str(refusal)
    assert Notice.objects.count() == 12


def test_a_draft_that_is_being_discarded_is_not_published(sent, olu, ada, monkeypatch):  # noqa: F811
    approved, draft = approve_spreadsheet(sent, by=ada), Decision.objects.order_by("pk")[3]
    slow(monkeypatch, discarding, "delete_drafts")
    discarded = partial(discard, draft, by=olu, revision=draft.revision)
    assert not refusals(at_once(discarded, partial(later, partial(publish_approved, approved))))
    assert not Decision.objects.filter(pk=draft.pk)
    assert Notice.objects.count() == 11


def test_a_drafting_is_undone_while_it_is_being_published(sent, olu, ada, monkeypatch):  # noqa: F811
    approved = approve_spreadsheet(sent, by=ada)
    slow(monkeypatch, publishing, "publish_together")
    undone = partial(later, partial(undo_drafting, approved, by=olu))
    [refusal] = refusals(at_once(partial(publish_approved, approved), undone))
    assert isinstance(refusal, Refused)
    assert Notice.objects.count() == 12


def test_a_draft_is_discarded_while_the_drafting_is_being_undone(sent, olu, monkeypatch):  # noqa: F811
    draft = Decision.objects.order_by("pk")[3]
    slow(monkeypatch, drafting, "delete_past")
    discarded = partial(later, partial(discard, draft, by=olu, revision=draft.revision))
    at_once(partial(undo_drafting, sent, by=olu), discarded)
    assert not Decision.objects.exists()
