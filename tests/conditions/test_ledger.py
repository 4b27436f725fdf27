"""The match ledger: what is required, what counts, and what is said to be on its way."""

from datetime import date
from decimal import Decimal

import pytest

from conditions.actions.assessments import record_interpretation
from conditions.actions.conditions import change_condition
from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import accept, return_sent
from conditions.ledger import ledger_of
from conditions.match import Basis
from conditions.models import ConditionKind, Contribution, Obligation
from register.actions.publishing import publish
from tests import stories
from tests.stories import contribution, match_obligation

IN_KIND = {"is_in_kind": True, "valuation": "hours"}


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def evidence(obligation, mo, olu):
    def accepted(**values):
        return accept(record_contribution(obligation, by=mo, values=contribution(**values)), by=olu)

    return accepted


def accounts(obligation):
    return ledger_of(Obligation.objects.with_ledger().get(pk=obligation.pk))


def test_at_the_start_all_of_it_is_missing(obligation):
    book = accounts(obligation)
    assert (book.basis, book.figure) == (Basis.GRANT_PERCENT, 100)
    assert (book.match.required, book.match.evidenced, book.match.gap) == (7500, 0, 7500)


def test_other_conditions_keep_no_ledger(published):
    assert accounts(published.conditions.get(number=2).obligations.get()) is None


def test_pledged_confirmed_and_evidenced_are_never_added_up(obligation, mo, evidence):
    record_contribution(
        obligation, by=mo, values=contribution(amount=Decimal(1), stage=Contribution.Stage.PLEDGED, spent_on=None)
    )
    record_contribution(obligation, by=mo, values=contribution(amount=Decimal(20)))
    evidence(amount=Decimal(300))
    book = accounts(obligation)
    assert (book.pledged, book.confirmed, book.match.evidenced) == (1, 20, 300)


def test_what_was_returned_is_neither(obligation, mo, olu):
    return_sent(record_contribution(obligation, by=mo, values=contribution()), by=olu, comment="No date.")
    book = accounts(obligation)
    assert (book.pledged, book.confirmed, book.match.evidenced) == (0, 0, 0)


@pytest.mark.parametrize(
    "unfit",
    [
        {"spent_on": date(2023, 3, 31)},
        {"spent_on": date(2024, 4, 1)},
        {"source": "council"},
        {"is_own_money": True},
        {"counted_elsewhere": True},
    ],
    ids=lambda value: next(iter(value)),
)
def test_accepted_and_still_not_counted(obligation, evidence, unfit):
    evidence(**unfit)
    book = accounts(obligation)
    assert book.match.evidenced == 0
    assert len(book.counted.left_out) == 1


@pytest.mark.parametrize("day", [date(2023, 4, 1), date(2024, 3, 31)])
def test_the_first_and_the_last_day_of_the_year_count(obligation, evidence, day):
    evidence(spent_on=day)
    assert accounts(obligation).match.evidenced == 5000


def test_where_nothing_is_said_in_kind_stands_apart_until_the_office_reads_it(obligation, evidence, olu):
    evidence(**IN_KIND)
    assert (accounts(obligation).match.evidenced, accounts(obligation).counted.in_kind_apart) == (0, 5000)
    record_interpretation(obligation, by=olu, counts=True, reasons="The guide says so.")
    assert (accounts(obligation).match.evidenced, accounts(obligation).counted.in_kind_apart) == (5000, 0)
    record_interpretation(obligation, by=olu, counts=False, reasons="The guide was old.")
    assert (accounts(obligation).match.evidenced, accounts(obligation).counted.in_kind_apart) == (0, 0)


def test_the_ledger_keeps_to_the_published_terms(published, obligation, olu, abe):
    asked = {"figure": Decimal(20), "sources": ["council"], "basis": Basis.TOTAL_PERCENT}
    change_condition(obligation.condition, by=olu, values={}, match=asked)
    assert accounts(obligation).match.required == 7500
    publish(stories.approved(stories.sent(published, by=olu), by=abe), by=abe, note="A fifth of the project is asked.")
    assert accounts(obligation).match.required == 1875


def test_dropping_match_in_a_draft_correction_leaves_the_published_ledger_whole(obligation, evidence, olu):
    evidence()
    change_condition(obligation.condition, by=olu, values={"kind": ConditionKind.OTHER})
    assert accounts(obligation).match.evidenced == 5000
