"""The yearly account: drawn up by the product, written by Olu, published by Ada, proved by the chain."""

from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection

from conditions.models import AwardResult
from grants.refused import Refused
from grants.years import LONDON, FinancialYear
from register.account_document import ResultFigures
from register.actions.accounts import account_of, publish_account, write_account
from register.models import AccountDraft, YearAccount
from register.notices.verification import verify
from register.yearly_account import draw_up, fingerprint
from tests import scrutiny_stories, stories
from tests.conditions.test_results import mentoring
from tests.public.small_register import build

YEAR = FinancialYear(2023)
SUMS = """
    SELECT count(*), sum(decided_total) FROM register_listing WHERE decided_on BETWEEN '2023-04-01' AND '2024-03-31'
"""


@pytest.fixture
def small(db):
    return build()


def written(small, *, revision=0, foreword="What the year brought.", note="", **commentary):
    return write_account(
        YEAR, by=small.office.olu, foreword=foreword, commentary=commentary, note=note, revision=revision
    )


def published(small, draft, by=None) -> YearAccount:
    seen = fingerprint(account_of(draft))
    return publish_account(YEAR, by=by or small.office.ada, revision=draft.revision, seen=seen)


def test_its_figures_are_those_of_the_register_to_the_penny(small):
    document = account_of(written(small))
    with connection.cursor() as cursor:
        cursor.execute(SUMS)
        count, decided = cursor.fetchone()
    assert (document.together.decisions, document.together.decided) == (count, decided)
    assert document.together.decided == Decimal("7500.00")
    assert document.together.stands == Decimal("7695.00")
    assert document.together.match_evidenced == Decimal("5000.00")
    assert document.together.conditions.met == 1


def test_a_decision_without_an_objective_is_counted_apart(small):
    document = account_of(written(small))
    assert document.without_objective == document.together
    assert {each.figures.decisions for each in document.objectives} == {0}
    assert document.objectives[0].plan == "Greater Manchester Police and Crime Plan 2022–25, Standing Together"


def test_figures_are_frozen_while_the_register_goes_on(small):
    account = published(small, written(small))
    stories.whole(officer=small.office.olu, approver=small.office.ada, district="salford")
    assert YearAccount.objects.get(year=YEAR).document == account.document
    assert account_of(AccountDraft.objects.get(year=YEAR)).together.decisions == account.document.together.decisions + 1


def test_it_stands_in_the_chain_between_notices(small):
    account = published(small, written(small))
    later = stories.whole(officer=small.office.olu, approver=small.office.ada, district="salford").notices.get()
    assert (later.sequence, later.previous_digest) == (account.sequence + 1, account.chain_digest)
    assert not verify().fault
    out = StringIO()
    call_command("verify_register", stdout=out)
    assert out.getvalue().startswith(f"{later.sequence} notices verified.")


def test_the_database_refuses_to_change_it(small):
    published(small, written(small))
    with pytest.raises(IntegrityError, match="append-only"):
        YearAccount.objects.update(note="Something else.")


def test_a_forged_account_is_found(small):
    account = published(small, written(small))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE register_yearaccount DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE register_yearaccount SET document_data = jsonb_set(document_data, '{foreword}', '\"x\"')"
            " WHERE year = 2023"
        )
    assert f"({account})" in verify().fault
    assert "its document is not the one that was published" in verify().fault


def test_whoever_wrote_some_of_it_cannot_publish_it(small):
    ada = small.office.ada
    draft = write_account(YEAR, by=ada, foreword="By Ada.", commentary={}, note="", revision=0)
    with pytest.raises(Refused, match="You wrote some of this account"):
        published(small, draft)
    with pytest.raises(Refused, match="Only an approver"):
        published(small, draft, by=small.office.oma)


def test_what_has_changed_since_it_was_read_is_read_again(small):
    draft = written(small)
    seen = fingerprint(account_of(draft))
    stories.whole(officer=small.office.olu, approver=small.office.ada, district="salford")
    with pytest.raises(Refused, match="The register has changed"):
        publish_account(YEAR, by=small.office.ada, revision=draft.revision, seen=seen)
    with pytest.raises(Refused, match="This has been saved since you opened it"):
        written(small, revision=0)


def test_a_correction_says_what_changed_and_the_older_version_stays(small):
    published(small, written(small))
    with pytest.raises(Refused, match="Nothing has been written since"):
        published(small, AccountDraft.objects.get(year=YEAR))
    with pytest.raises(Refused, match="Write the note"):
        published(small, written(small, revision=2))
    again = published(
        small, written(small, revision=3, foreword="Said better.", note="The foreword was unclear to readers.")
    )
    assert (again.version, again.kind, again.document.foreword) == (2, "account_correction", "Said better.")
    assert YearAccount.objects.get(year=YEAR, version=1).document.foreword == "What the year brought."
    assert not verify().fault


def test_a_year_that_has_not_ended_has_no_account(small, time_machine):
    time_machine.move_to(datetime(2024, 3, 31, 12, tzinfo=LONDON))
    with pytest.raises(Refused, match="ends on 31 March 2024"):
        written(small)


def test_personal_data_and_an_empty_foreword_are_refused(small):
    with pytest.raises(Refused, match="is in the account"):
        written(small, foreword="Write to jo.bloggs@example.org about it.")
    with pytest.raises(Refused, match="Write a foreword first"):
        published(small, written(small, foreword=""))


def test_results_are_counted_beside_their_targets_and_those_of_the_library_added_up(small):
    for _ in range(3):
        mentoring(small.office.olu, small.office.ada)
    first, second, _ = AwardResult.objects.order_by("pk")
    for each, total in ((first, 41), (second, 30)):
        each.total, each.is_complete = Decimal(total), True
        each.save()
    figures = account_of(written(small)).without_objective
    assert figures.results == ResultFigures(reached=1, missed=1, incomplete=1, without_target=0, under_way=0)
    [added] = figures.added_up
    assert (added.words, added.awards, added.reported) == ("71 of 120 young people, 59.1% of target", 3, 2)
    early = draw_up(YEAR, foreword="", commentary={}, today=date(2024, 6, 1)).together.results
    assert (early.under_way, early.missed) == (3, 0), "nothing is missed before its year is over"


def test_what_meetings_of_the_year_recommended_is_counted_and_named_by_number(small):
    year, row = FinancialYear(2024), small.recommended
    words = {"foreword": "What the year brought.", "commentary": {}, "note": "Said again."}
    revision = AccountDraft.objects.get(year=year).revision
    draft = write_account(year, by=small.office.olu, revision=revision, **words)
    told = account_of(draft)
    assert told.together.recommendations == told.without_objective.recommendations
    assert (told.together.recommendations.made, told.together.recommendations.unanswered) == (1, 1)
    scrutiny_stories.changed(
        row, writer=small.office.olu, publisher=small.office.oma, deed="answered", values=scrutiny_stories.answer()
    )
    told = account_of(draft)
    assert [(each.number, each.response) for each in told.recommended] == [(row.pk, "Accepted")]
    assert (told.together.recommendations.accepted, told.together.recommendations.unanswered) == (1, 0)
    assert row.words not in told.model_dump_json()
    assert account_of(written(small)).together.recommendations.made == 0


def test_late_and_exceeding_decisions_are_named_by_notice_and_never_quoted(small):
    late = stories.whole(
        officer=small.office.olu,
        approver=small.office.ada,
        district="wigan",
        title="A late grant",
        decided_on=date(2023, 5, 1),
    )
    document = account_of(written(small))
    assert (late.reference, 1) in [(each.reference, each.version) for each in document.late]
    assert document.together.late == len(document.late) == document.without_objective.late
    assert "A late grant" not in document.model_dump_json()
