"""The match ledger: what is required, what counts, and what is said to be on its way."""

from datetime import date
from decimal import Decimal

import pytest

from conditions.actions.assessments import assess, record_interpretation
from conditions.actions.conditions import change_condition
from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import accept, return_sent
from conditions.ledger import ledger_of
from conditions.match import Basis
from conditions.models import ConditionKind, Contribution, Obligation
from conditions.tallies import figures
from grants.actions.awards import change_award
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


OWN_DATES = {"starts_on": date(2023, 1, 16), "ends_on": date(2024, 5, 31)}


@pytest.fixture
def own_dates(published, obligation, olu, abe):
    """The award runs beyond its financial year on either side, as a correction says."""
    change_award(published.awards.get(), by=olu, values=OWN_DATES)
    correction = stories.approved(stories.sent(stories.fresh(published), by=olu), by=abe)
    publish(correction, by=abe, note="The dates of the award are added.")
    obligation.refresh_from_db()


@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2023, 1, 15), 0), (date(2023, 1, 16), 5000), (date(2024, 5, 31), 5000), (date(2024, 6, 1), 0)],
)
def test_the_match_period_is_that_of_the_award_where_it_has_its_own(own_dates, obligation, evidence, day, counts):
    evidence(spent_on=day)
    assert accounts(obligation).match.evidenced == counts


@pytest.mark.parametrize(
    ("due_on", "last"), [(date(2024, 7, 1), date(2024, 7, 1)), (date(2024, 4, 2), OWN_DATES["ends_on"])]
)
def test_it_runs_to_the_due_date_at_least(own_dates, obligation, due_on, last):
    obligation.due_on = due_on
    assert obligation.match_period(obligation.terms.match) == (OWN_DATES["starts_on"], last)


def test_dates_that_are_not_published_yet_count_for_nothing(published, obligation, evidence, olu):
    evidence(spent_on=date(2024, 5, 31))
    change_award(published.awards.get(), by=olu, values=OWN_DATES)
    assert accounts(obligation).match.evidenced == 0


def test_a_finding_stays_where_only_the_dates_of_the_award_are_corrected(published, obligation, evidence, olu, request):
    evidence(amount=Decimal(7500), spent_on=date(2024, 2, 1))
    assess(obligation, by=olu, finding="met", reasons="Invoices of the provider were seen.")
    request.getfixturevalue("own_dates")
    assert (obligation.settled, obligation.lapsed_at, obligation.award_ends_on) == ("met", None, OWN_DATES["ends_on"])


def test_where_nothing_is_said_in_kind_stands_apart_until_the_office_reads_it(obligation, evidence, olu):
    evidence(**IN_KIND)
    assert (accounts(obligation).match.evidenced, accounts(obligation).counted.in_kind_apart) == (0, 5000)
    record_interpretation(obligation, by=olu, counts=True, reasons="The guide says so.")
    assert (accounts(obligation).match.evidenced, accounts(obligation).counted.in_kind_apart) == (5000, 0)
    assert figures(Obligation.objects.all()).evidenced == (0, 5000)
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
