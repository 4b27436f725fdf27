"""Past decisions are drafted all or none, and published many at a time: whatever stops the work, and whoever
else is at it."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from grants.actions.decisions import revise
from grants.actions.office_data import end_membership
from grants.models import Decision, FundingStream, Organisation, Post, Role, StoredFile
from grants.refused import Refused
from intake.actions import drafting
from intake.actions.bringing_in import check_again, upload_spreadsheet
from intake.actions.drafting import draft_spreadsheet
from intake.actions.publishing import approve_spreadsheet, publish_approved, publish_next, send_spreadsheet
from intake.models import SpreadsheetImport
from register.actions import publishing_together
from register.models import Notice
from tests.intake.test_past_decisions import csv_file, fresh_import, row, sentences
from tests.test_concurrency import at_once

ROWS = [
    row(External_reference=str(number), Title=f"Decision {number}", Date_of_decision=f"{number + 1}/5/2022")
    for number in range(12)
]


@pytest.fixture
def uploaded(reference, olu) -> SpreadsheetImport:
    return upload_spreadsheet(csv_file(*ROWS), by=olu)


@pytest.fixture
def sent(uploaded, olu) -> SpreadsheetImport:
    return send_spreadsheet(draft_spreadsheet(uploaded, by=olu), by=olu)


def in_another_process(action, *args, **kwargs):
    """What an action gives, or raises, on a connection of its own."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(action, *args, **kwargs).result()


def cut_off(*_args, **_options):
    connection.close()
    raise ConnectionError


def publish_in_fives(approved: SpreadsheetImport) -> None:
    while publish_next(approved, most=5):
        pass


# Drafting


def test_the_diary_says_of_each_draft_who_drafted_it_and_from_which_row(uploaded, oma):
    drafted = draft_spreadsheet(uploaded, by=oma)
    assert (drafted.imported_by, bool(drafted.drafted_at)) == (oma, True)
    assert Decision.objects.count() == 12
    for decision in Decision.objects.all():
        event = decision.events.get()
        assert (event.verb, event.by) == ("drafted", oma)
        assert "From past.csv, row" in event.comment


def test_once_one_is_published_the_words_of_its_rows_are_in_the_diary_and_nowhere_else(
    uploaded, olu, ada, django_capture_on_commit_callbacks
):
    path = Path(uploaded.file.content.path)
    with django_capture_on_commit_callbacks(execute=True):
        sent = send_spreadsheet(draft_spreadsheet(uploaded, by=olu), by=olu)
        assert path.exists()
        publish_next(approve_spreadsheet(sent, by=ada))
    drafted = fresh_import(sent)
    decision = drafted.items.order_by("pk").first().decision
    quoted = decision.events.get(verb="drafted").changes
    assert quoted["Title"] == ["", decision.title]
    assert quoted["Reasons"] == ["", decision.reasons]
    assert (drafted.file, str(drafted)) == (None, "past.csv")
    assert not StoredFile.objects.exists()
    assert not path.exists()


def test_the_same_file_again_after_drafting_drafts_nothing(uploaded, olu):
    draft_spreadsheet(uploaded, by=olu)
    again = upload_spreadsheet(csv_file(*ROWS), by=olu)
    assert again == uploaded
    draft_spreadsheet(again, by=olu)
    assert Decision.objects.count() == 12


@pytest.mark.django_db(transaction=True)
def test_a_cut_in_the_middle_of_drafting_leaves_nothing_behind_and_the_next_attempt_drafts_all(
    uploaded, olu, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(drafting, "attach_to_new", cut_off)  # the decisions and their awards are written by then
        with pytest.raises(ConnectionError):
            in_another_process(draft_spreadsheet, uploaded, by=olu)
    assert not Decision.objects.exists()
    assert fresh_import(uploaded).drafted_at is None
    draft_spreadsheet(uploaded, by=olu)
    assert Decision.objects.values("external_reference").distinct().count() == Decision.objects.count() == 12


def test_a_row_that_has_become_wrong_since_the_check_stops_all_and_is_named(uploaded, olu):
    stream = FundingStream.objects.filter(name="MoJ Victims Grant")
    new_name = FundingStream.objects.filter(pk=stream.get().pk)
    stream.update(name="Victims Fund", slug="victims-fund")
    with pytest.raises(Refused, match="“MoJ Victims Grant” is not the name of a funding stream here"):
        draft_spreadsheet(uploaded, by=olu)
    assert not Decision.objects.exists()
    assert "is not the name of a funding stream" in sentences(fresh_import(uploaded))[0]
    new_name.update(name="MoJ Victims Grant")
    draft_spreadsheet(check_again(uploaded, by=olu), by=olu)
    assert Decision.objects.count() == 12


@pytest.mark.django_db(transaction=True)
def test_two_people_drafting_at_once_double_nothing(uploaded, olu, oma):
    at_once(*(partial(draft_spreadsheet, uploaded, by=person) for person in (olu, oma)))
    numbers = sorted(int(number) for number in Decision.objects.values_list("external_reference", flat=True))
    assert numbers == list(range(12))
    assert all(decision.events.count() == 1 for decision in Decision.objects.all())


def test_a_reference_of_a_later_row_is_not_given_to_an_earlier_one(reference, olu):
    last = row(External_reference="12", Reference="GM-2022-0001")
    uploaded = upload_spreadsheet(csv_file(*ROWS, last), by=olu)
    draft_spreadsheet(uploaded, by=olu)
    assert Decision.objects.get(external_reference="12").reference == "GM-2022-0001"


def test_papers_and_conditions_in_own_words_are_drafted_too(reference, olu):
    cells = {
        "Conditions": "SC2",
        "Conditions in own words": "A report comes each June. | The logo is used.",
        "Background papers": "Report https://example.org/a.pdf\nScreening of equality https://example.org/b.pdf",
    }
    draft_spreadsheet(upload_spreadsheet(csv_file(row(**cells)), by=olu), by=olu)
    decision = Decision.objects.get()
    wordings = decision.conditions.values_list("number", "standard__code", "title")
    assert list(wordings)[1:] == [(2, None, "A report comes each June."), (3, None, "The logo is used.")]
    assert [(paper.number, paper.title, paper.url) for paper in decision.papers.all()] == [
        (1, "Report", "https://example.org/a.pdf"),
        (2, "Screening of equality", "https://example.org/b.pdf"),
    ]
    assert decision.last_paper_number == 2


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Background papers": "https://example.org/a.pdf"}, "Write a title and then its address"),
        ({"Background papers": "Report https://"}, "Enter a whole address"),
        ({"Conditions in own words": "The logo is used."}, "It says None, but there are conditions"),
    ],
)
def test_papers_and_conditions_that_are_not_plain_are_refused(reference, olu, cells, expected):
    assert expected in sentences(upload_spreadsheet(csv_file(row(**cells)), by=olu))[0]


# Names


@pytest.mark.parametrize("name", ["Oldham Council", "Oldham MBC", "Oldham", "oldham csp", "GB-LAE-OLD"])
def test_names_are_known_in_the_forms_in_which_people_write_them(reference, olu, name):
    cells = {"Recipient": name, "Partnership": "Oldham CSP", "Funding stream": "MOJ victims grant"}
    draft_spreadsheet(upload_spreadsheet(csv_file(row(**cells)), by=olu), by=olu)
    award = Decision.objects.get().awards.get()
    assert (award.recipient.identifier, award.partnership.district) == ("GB-LAE-OLD", "Oldham")


def test_a_name_that_could_be_two_is_asked_and_not_guessed(reference, olu):
    for number, name in enumerate(("St Marys Trust", "St. Mary's Trust")):
        Organisation.objects.create(name=name, slug=f"trust-{number}", kind="charity")
    rows = [
        row(External_reference="1", Recipient="St Mary’s Trust", Partnership="", Title="The first"),
        row(External_reference="2", Recipient="ST. MARY'S TRUST", Partnership=""),
    ]
    assert sentences(upload_spreadsheet(csv_file(*rows), by=olu)) == [
        "2 Recipient: “St Mary’s Trust” could be St Marys Trust or St. Mary's Trust: write one of these"
    ]


def test_a_decision_maker_is_known_in_another_form_and_added_if_unknown(reference, olu):
    post = Post.objects.create(title="Director for Police & Crime", slug="director-for-police-and-crime")
    cells = {"Decision makers": "Director for police and crime; Keeper of the Keys"}
    draft_spreadsheet(upload_spreadsheet(csv_file(row(**cells)), by=olu), by=olu)
    makers = Decision.objects.get().decision_makers.all()
    assert [maker.title for maker in makers] == ["Director for Police & Crime", "Keeper of the Keys"]
    assert makers[0].post == post


# Publishing


@pytest.mark.django_db(transaction=True)
def test_a_page_and_a_timer_publishing_at_once_publish_each_decision_once(sent, ada):
    approved = approve_spreadsheet(sent, by=ada)
    at_once(*(partial(publish_in_fives, approved) for _ in range(2)))
    assert Notice.objects.count() == Notice.objects.values("decision").distinct().count() == 12
    assert approved.items.published().count() == 12
    assert sorted(Notice.objects.values_list("sequence", flat=True)) == list(range(1, 13))


@pytest.mark.django_db(transaction=True)
def test_a_cut_in_the_middle_of_publishing_loses_and_doubles_nothing(sent, ada, monkeypatch):
    approved = approve_spreadsheet(sent, by=ada)
    publish_next(approved, most=3)
    with monkeypatch.context() as patched:
        patched.setattr(publishing_together, "record_lines", cut_off)  # the last that is written of twelve
        with pytest.raises(ConnectionError):
            in_another_process(publish_next, approved)
    assert Notice.objects.count() == 3
    assert Decision.objects.filter(state=Decision.State.DRAFT).count() == 9
    publish_approved(approved)
    assert Notice.objects.values("decision").distinct().count() == Notice.objects.count() == 12


def test_nothing_is_published_before_it_is_approved(sent):
    assert publish_next(sent) == []
    assert not Notice.objects.exists()


def test_a_draft_that_was_changed_after_the_approval_waits_for_another_one(sent, olu, ada, abe):
    approve_spreadsheet(sent, by=ada)
    changed = revise(Decision.objects.get(external_reference="3"), by=olu, values={"title": "Another title"})
    publish_approved(sent)
    refused = sent.items.refused().get()
    assert refused.decision == changed
    assert "changed since the import was approved" in refused.refusal_sentences[0]
    approve_spreadsheet(sent, by=abe)
    publish_approved(sent)
    assert sent.items.published().count() == 12
    assert Notice.objects.get(decision=changed).approved_by == abe


def test_the_name_of_somebody_who_no_longer_approves_publishes_nothing(sent, ada):
    approve_spreadsheet(sent, by=ada)
    publish_next(sent, most=1)
    end_membership(ada.memberships.get(role=Role.APPROVER), by=None)
    with pytest.raises(Refused, match="Only an approver"):
        publish_approved(sent)
    assert (sent.items.published().count(), sent.items.waiting().count()) == (1, 11)
