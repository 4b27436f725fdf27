"""The money: what is committed of a stream in a year, and what is left."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grants.actions.awards import change_award
from grants.actions.decisions import revise
from grants.models import Allocation, FundingStream
from grants.years import FinancialYear
from register.actions.publishing import publish
from register.models import ListedAward
from register.money.budget import budgets, budgets_of
from register.money.form_budgets import form_budgets
from tests import stories
from tests.stories import award, draft, fresh, variation, whole, withdrawn

YEAR = FinancialYear(2023)


@pytest.fixture
def stream(reference):
    return FundingStream.objects.get(slug="challenger-soc-hotspot-fund")


@pytest.fixture
def committed(stream):
    def total(**options):
        return budget(stream, YEAR, **options).committed

    return total


def budget(stream, year, **options):
    return budgets([(stream, year)], **options)[0]


def approved(decision, *, by, approver):
    return stories.approved(stories.sent(decision, by=by), by=approver)


def test_without_an_allocation_headroom_is_unknown_not_zero(stream):
    assert (budget(stream, YEAR).allocated, budget(stream, YEAR).headroom) == (None, None)


def test_releases_of_a_year_are_added_up(stream):
    for release, amount in (("first", "400.00"), ("second", "600.10")):
        Allocation.objects.create(stream=stream, year=YEAR, release=release, amount=Decimal(amount))
    Allocation.objects.create(stream=stream, year=YEAR.next, amount=Decimal("5.00"))
    assert budget(stream, YEAR).allocated == Decimal("1000.10")


@pytest.mark.parametrize(("state", "amount"), [("draft", 0), ("sent", 0), ("approved", 7500), ("published", 7500)])
def test_money_is_committed_from_approval_on(request, committed, state, amount):
    request.getfixturevalue(state)
    assert committed() == amount


def test_a_decision_about_to_be_approved_is_counted_in(sent, committed):
    assert committed(also=sent) == 7500


def test_one_whose_outcome_is_not_chosen_yet_is_counted_in_too(draft, committed, olu):
    revise(draft, by=olu, values={"outcome": ""})
    assert committed(also=fresh(draft)) == 7500
    assert committed() == 0


def test_streams_and_years_are_kept_apart(reference, committed, olu, ada):
    decision = draft(by=olu)
    award(decision, by=olu, amount=Decimal(10), district="bury", stream="challenger-soc-hotspot-fund", year="2024/25")
    award(decision, by=olu, amount=Decimal(100), district="bury", stream="hate-crime-grant")
    approved(decision, by=olu, approver=ada)
    assert committed() == 7500
    assert len(budgets_of(decision)) == 3


@pytest.mark.parametrize("outcome", ["not_approved", "approved_with_changes"])
def test_only_what_was_granted_is_committed(committed, olu, ada, outcome):
    whole(officer=olu, approver=ada, outcome=outcome)
    assert committed() == (7500 if outcome == "approved_with_changes" else 0)


def test_an_approved_decision_that_is_edited_commits_nothing(approved, olu, committed):
    revise(approved, by=olu, values={"title": "Another title"})
    assert committed() == 0


def test_what_is_withdrawn_is_free_again(published, ada, committed):
    withdrawn(published, by=ada, reason="Taken by somebody without the power to take it.")
    assert committed() == 0


def test_a_correction_takes_the_place_of_what_is_published(published, olu, abe, committed):
    change_award(published.awards.get(), by=olu, values={"amount": Decimal("7000.00")})
    correction = stories.approved(stories.sent(published, by=olu), by=abe)
    assert committed() == 7500
    publish(correction, by=abe, note="The amount was wrong.")
    assert committed() == 7000


def test_a_correction_that_says_not_approved_frees_the_money(published, olu, abe, committed):
    revise(published, by=olu, values={"outcome": "not_approved"})
    correction = stories.approved(stories.sent(published, by=olu), by=abe)
    assert committed() == 7500
    publish(correction, by=abe, note="It was in fact refused.")
    assert committed() == 0
    assert not ListedAward.objects.exists()


@pytest.mark.parametrize("new_amount", [Decimal("7695.00"), Decimal("0.00")])
def test_an_increase_counts_from_its_approval_and_a_decrease_from_its_publication(
    published, olu, ada, committed, new_amount
):
    change = variation(by=olu, award=published.awards.get(), new_amount=new_amount)
    assert committed(also=change) == max(new_amount, 7500)
    assert committed() == 7500
    change = approved(change, by=olu, approver=ada)
    assert committed() == max(new_amount, 7500)
    publish(change, by=ada)
    assert committed() == new_amount


def test_a_variation_that_was_refused_changes_nothing(published, olu, ada, committed):
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("9000.00"))
    revise(change, by=olu, values={"outcome": "not_approved"})
    publish(approved(change, by=olu, approver=ada), by=ada)
    assert committed() == 7500


def test_a_correction_of_the_varied_decision_keeps_the_variation(published, olu, ada, abe, committed):
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    publish(approved(change, by=olu, approver=ada), by=ada)
    revise(published, by=olu, values={"summary": "Better said."})
    stories.approved(stories.sent(published, by=olu), by=abe)
    assert committed() == 7695


def test_an_earlier_variation_under_correction_does_not_overrule_a_later_one(published, olu, ada, abe, committed):
    line = {"award": published.awards.get(), "by": olu}
    first = approved(variation(**line, new_amount=Decimal("7695.00")), by=olu, approver=ada)
    publish(first, by=ada)
    second = variation(**line, base_amount=Decimal("7695.00"), new_amount=Decimal("8000.00"))
    publish(approved(second, by=olu, approver=ada), by=ada)
    revise(first, by=olu, values={"summary": "Better said."})
    stories.approved(stories.sent(first, by=olu), by=abe)
    assert committed() == 8000


def test_an_approved_variation_overrules_a_correction_approved_beside_it(published, olu, ada, abe, committed):
    approved(variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00")), by=olu, approver=ada)
    revise(published, by=olu, values={"summary": "Better said."})
    stories.approved(stories.sent(published, by=olu), by=abe)
    assert committed() == 7695


STEPS = st.lists(
    st.tuples(st.sampled_from(["award", "vary", "withdraw", "draft"]), st.integers(1, 500_000)), min_size=2, max_size=4
)


@given(steps=STEPS)
@settings(max_examples=5, derandomize=True)
def test_what_is_committed_is_the_sum_of_what_stands(committed, olu, ada, steps):
    """Pennies in, pennies out, whatever happens in whatever order."""
    book = {}  # the decisions that stand, and their amounts
    before = committed()
    for deed, pennies in steps:
        amount = Decimal(pennies).scaleb(-2)
        latest = next(reversed(book), None)
        if deed == "award":
            book[whole(officer=olu, approver=ada, amount=amount, conditions=())] = amount
        elif deed == "draft":
            draft(by=olu, amount=amount, conditions=())
        elif latest and deed == "vary" and book[latest]:
            change = variation(by=olu, award=latest.awards.get(), base_amount=book[latest], new_amount=amount)
            publish(approved(change, by=olu, approver=ada), by=ada)
            book[latest] = amount
        elif latest and deed == "withdraw":
            withdrawn(latest, by=ada, reason="It was decided by mistake.")
            del book[latest]
    assert committed() - before == sum(book.values())
    assert sum(fresh(decision).listing.total for decision in book) == sum(book.values())


def test_what_others_commit_and_what_this_decision_adds_stand_apart(published, stream, olu):
    Allocation.objects.create(stream=stream, year=YEAR, amount=Decimal("20000.00"))
    [own] = budgets_of(published)
    assert (own.committed, own.this_decision, own.headroom) == (0, 7500, 12500)
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7000.00"))
    [varied] = budgets_of(change)
    assert (varied.committed, varied.this_decision, varied.headroom) == (7500, 0, 12500)
    [refused] = budgets_of(revise(draft(by=olu, district="bury"), by=olu, values={"outcome": "not_approved"}))
    assert (refused.committed, refused.this_decision) == (7500, 0)


def test_an_award_varied_later_counts_on_its_own_page_with_the_later_amount(published, olu, ada):
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    publish(approved(change, by=olu, approver=ada), by=ada)
    live = form_budgets(published, awards=published.awards.all())["live"]
    own = {"stream": published.awards.get().stream_id, "year": "2023/24", "amount": 769500, "fixed": True}
    assert live["in_force"] == {"1": own}
    assert [(pot["rest"], pot["added"]) for pot in live["pots"] if pot["rest"]] == [(769500, 0)]
