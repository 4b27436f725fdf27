"""What the database says a second time of listings, redactions, readers who follow, and past decisions brought in."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F

from grants.models import Letter, Priority, Subscription
from intake.actions.bringing_in import upload_spreadsheet
from intake.models import SpreadsheetImport
from intake.spreadsheets.template import template_csv
from public.actions import ask_to_follow
from register.actions.redacting import ask_for_redaction
from register.actions.saved_views import save_view
from register.models import (
    ListedMaker,
    ListedPriority,
    ListedStrand,
    Listing,
    Notice,
    Redaction,
    SavedView,
    SubsidyEntry,
)
from tests import stories
from tests.constraints import NOW, change_each, double_each, refused


@pytest.fixture
def scene(draft, olu, ada, abe):
    """A decision that serves a priority, corrected since; and somebody has asked to redact, to follow, to import."""
    draft.priorities.add(Priority.objects.first())
    decision = stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)
    stories.corrected(decision, officer=olu, approver=abe, summary="Better said.")
    ask_for_redaction(Notice.objects.get(version=1), by=ada, reason="It named a person.")
    day = date(2024, 3, 1)
    SubsidyEntry.objects.create(decision=decision, entered_on=day, number="SC1", recorded_by=olu, recorded_at=NOW)
    reader = ask_to_follow(email="reader@example.org", query="partnership=manchester", frequency="daily")
    Letter.objects.create(key="update", subscription=reader, kind=Letter.Kind.UPDATE, subject="New", body="New")
    upload_spreadsheet(SimpleUploadedFile("past.csv", template_csv()), by=olu)
    save_view("decisions", by=olu, name="Mine", query="")


CHECKS = [
    ("a_subsidy_was_entered_on_a_day_or_needs_no_entry", SubsidyEntry, {"none_because": "It needs none."}),
    ("a_subsidy_was_entered_on_a_day_or_needs_no_entry", SubsidyEntry, {"entered_on": None}),
    ("a_redaction_has_a_reason", Redaction, {"reason": ""}),
    ("carried_out_who_and_when", Redaction, {"carried_out_at": NOW}),
    ("a_letter_goes_to_a_person_or_a_subscription", Letter, {"subscription": None}),
    ("two_people_redact", Redaction, {"carried_out_by": F("asked_by"), "carried_out_at": NOW}),
    ("a_sent_import_has_who_and_when", SpreadsheetImport, {"drafted_at": NOW, "sent_at": NOW}),
    ("a_sent_import_has_who_and_when", SpreadsheetImport, {"sent_by": F("imported_by")}),
    ("only_a_drafted_import_is_sent", SpreadsheetImport, {"sent_by": F("imported_by"), "sent_at": NOW}),
    ("an_approved_import_has_who_and_when", SpreadsheetImport, {"approved_at": NOW}),
    (
        "an_import_is_approved_by_another",
        SpreadsheetImport,
        {"drafted_at": NOW, "sent_by": F("imported_by"), "sent_at": NOW, "approved_by": F("imported_by")}
        | {"approved_at": NOW},
    ),
]


def test_what_must_never_be_false(scene, subtests):
    change_each(CHECKS, subtests)


TWINS = [
    ("one_listed_maker_per_decision", ListedMaker, {"position": 9}),
    ("one_listed_priority_per_decision", ListedPriority, {"position": 9}),
    ("one_view_of_a_person_per_list_and_name", SavedView, {"name": "MINE"}),
    ("one_subscription_per_list", Subscription, {"email": "Reader@Example.org", "token": "another"}),
]


def test_what_there_is_only_one_of(scene, subtests):
    double_each(TWINS, subtests)


def test_a_decision_lists_each_strand_of_organised_crime_once(scene, subtests):
    ListedStrand.objects.create(listing=Listing.objects.first(), position=1, slug="prevent", name="Prevent")
    double_each([("one_listed_strand_per_decision", ListedStrand, {"position": 9})], subtests)


def test_a_redaction_that_somebody_else_carried_out_keeps_who_and_when(scene, abe):
    Redaction.objects.update(carried_out_by=abe, carried_out_at=NOW)
    with refused("carried_out_who_and_when"):
        Redaction.objects.update(carried_out_at=None)


def test_a_redaction_is_of_a_version_or_of_reasons_which_wait_once(scene, ada):
    asked = Redaction.objects.first()
    with refused("a_redaction_is_of_a_version_or_of_reasons"):
        Redaction.objects.update(reasons_of=asked.notice.decision)
    of_reasons = {"reasons_of": asked.notice.decision, "reason": "It names a person.", "asked_by": ada, "asked_at": NOW}
    Redaction.objects.create(**of_reasons)
    with refused("reasons_are_asked_for_once"):
        Redaction.objects.create(**of_reasons)


def test_a_drafted_import_may_be_sent(scene):
    SpreadsheetImport.objects.update(drafted_at=NOW, sent_by=F("imported_by"), sent_at=NOW)
