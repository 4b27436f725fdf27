"""Past decisions are drafted in steps, and in the end all of them or none: whatever stops the work in between."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from grants.actions.decisions import revise
from grants.models import Decision, Organisation
from grants.refused import Refused
from intake.actions import drafting as past
from intake.actions import publishing as past_publishing
from intake.actions.drafting import check_again, draft_next, draft_spreadsheet, undo_next, upload_spreadsheet
from intake.actions.publishing import publish_next, send_spreadsheet
from intake.models import SpreadsheetImport
from register.models import Notice
from tests.intake.test_past_decisions import csv_file, row, sentences
from tests.test_concurrency import at_once

STEP = 5


@pytest.fixture(autouse=True)
def small_steps(monkeypatch):
    monkeypatch.setattr(past, "AT_ONCE", STEP)


@pytest.fixture
def taken(reference, olu) -> SpreadsheetImport:
    rows = [row(Number_elsewhere=str(number), Title=f"Decision {number}") for number in range(12)]
    return upload_spreadsheet(csv_file(*rows), by=olu)


def fresh(spreadsheet: SpreadsheetImport) -> SpreadsheetImport:
    return SpreadsheetImport.objects.get(pk=spreadsheet.pk)


def undo(spreadsheet, person) -> SpreadsheetImport:
    while undo_next(spreadsheet, by=person).is_being_undone:
        pass
    return fresh(spreadsheet)


def test_each_step_drafts_a_few_and_the_next_goes_on_where_it_stopped(taken, olu, oma):
    for person, so_far in ((olu, 5), (oma, 10), (olu, 12)):
        assert draft_next(taken, by=person).drafted_at is None
        assert Decision.objects.count() == so_far
    draft_spreadsheet(taken, by=olu)
    assert fresh(taken).drafted_at
    assert Decision.objects.values("external_reference").distinct().count() == Decision.objects.count() == 12
    for decision in Decision.objects.all():
        told = decision.events.get()
        assert (told.verb, told.by) == ("drafted", decision.created_by)
        assert "From past.csv, row" in told.comment
    draft_next(taken, by=oma)
    assert Decision.objects.count() == 12


def test_what_was_begun_can_be_undone_and_begun_again(taken, olu):
    for _ in range(2):
        draft_next(taken, by=olu)
    assert undo_next(taken, by=olu).is_being_undone
    assert Decision.objects.count() == STEP
    with pytest.raises(Refused, match="being removed"):
        draft_next(taken, by=olu)
    undo(taken, olu)
    assert not Decision.objects.exists()
    draft_spreadsheet(taken, by=olu)
    assert Decision.objects.count() == 12
    with pytest.raises(Refused, match="can no longer be undone"):
        undo_next(taken, by=olu)


def test_what_somebody_has_worked_on_meanwhile_stays_a_draft_of_its_own(taken, olu, oma):
    draft_next(taken, by=olu)
    worked_on = revise(Decision.objects.get(external_reference="3"), by=oma, values={"title": "A better title"})
    undo(taken, olu)
    assert Decision.objects.get() == worked_on
    with pytest.raises(Refused, match=f"here already, as {worked_on.reference}"):
        draft_spreadsheet(taken, by=olu)
    assert Decision.objects.get() == worked_on


def test_what_becomes_wrong_on_the_way_takes_the_drafts_away_again_and_says_why(taken, olu):
    draft_next(taken, by=olu)
    Organisation.objects.filter(name="Manchester City Council").update(name="Council of Manchester")
    with pytest.raises(Refused, match="“Manchester City Council” is not known here"):
        draft_next(taken, by=olu)
    assert fresh(taken).is_being_undone
    assert not undo(taken, olu).is_being_undone
    assert not Decision.objects.exists()
    assert "is not known here" in sentences(fresh(taken))[0]
    Organisation.objects.filter(name="Council of Manchester").update(name="Manchester City Council")
    draft_spreadsheet(check_again(taken, by=olu), by=olu)
    assert Decision.objects.count() == 12


def test_a_reference_of_a_later_row_is_not_given_to_an_earlier_one(reference, olu):
    rows = [row(Number_elsewhere=str(number)) for number in range(12)]
    taken = upload_spreadsheet(csv_file(*rows, row(Number_elsewhere="12", Reference="GM-2022-0001")), by=olu)
    draft_spreadsheet(taken, by=olu)
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
    ("cells", "told"),
    [
        ({"Background papers": "https://example.org/a.pdf"}, "Write a title and then its address"),
        ({"Background papers": "Report https://"}, "Enter a whole address"),
        ({"Conditions in own words": "The logo is used."}, "It says None, but there are conditions"),
    ],
)
def test_papers_and_conditions_that_are_not_plain_are_refused(reference, olu, cells, told):
    assert told in sentences(upload_spreadsheet(csv_file(row(**cells)), by=olu))[0]


# Two people at the same moment


@pytest.mark.django_db(transaction=True)
def test_two_people_drafting_at_once_double_nothing(taken, olu, oma):
    at_once(*(partial(draft_spreadsheet, taken, by=person) for person in (olu, oma)))
    assert fresh(taken).drafted_at
    numbers = sorted(int(number) for number in Decision.objects.values_list("external_reference", flat=True))
    assert numbers == list(range(12))
    assert all(decision.events.count() == 1 for decision in Decision.objects.all())


@pytest.mark.django_db(transaction=True)
def test_one_drafting_while_another_undoes_ends_with_all_or_with_none(taken, olu, oma):
    draft_next(taken, by=olu)
    at_once(partial(draft_spreadsheet, taken, by=olu), partial(undo, taken, oma))
    assert Decision.objects.count() in (0, 12)
    assert bool(fresh(taken).drafted_at) == Decision.objects.exists()


def publish_all(spreadsheet, person) -> None:
    while publish_next(spreadsheet, by=person):
        pass


@pytest.mark.django_db(transaction=True)
def test_two_approvers_publishing_at_once_publish_each_decision_once(taken, olu, ada, abe):
    draft_spreadsheet(taken, by=olu)
    send_spreadsheet(taken, by=olu)
    at_once(*(partial(publish_all, fresh(taken), person) for person in (ada, abe)))
    assert Notice.objects.count() == Notice.objects.values("decision").distinct().count() == 12
    assert fresh(taken).items.published().count() == 12
    assert sorted(Notice.objects.values_list("sequence", flat=True)) == list(range(1, 13))


@pytest.mark.django_db(transaction=True)
def test_a_cut_in_the_middle_of_publishing_loses_and_doubles_nothing(taken, olu, ada, monkeypatch):
    draft_spreadsheet(taken, by=olu)
    send_spreadsheet(taken, by=olu)
    for _ in range(3):
        publish_next(fresh(taken), by=ada)

    def cut_off(*_args, **_options):
        connection.close()
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(past_publishing, "publish_past", cut_off)
        with ThreadPoolExecutor(1) as other, pytest.raises(ConnectionError):
            other.submit(publish_next, fresh(taken), by=ada).result()
    assert Notice.objects.count() == 3
    assert Decision.objects.filter(state=Decision.State.DRAFT).count() == 9
    publish_all(fresh(taken), ada)
    assert Notice.objects.values("decision").distinct().count() == Notice.objects.count() == 12
