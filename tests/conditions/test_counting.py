"""What of a partnership's contributions counts towards its match, and why the rest does not (domain §7)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conditions.match import InKind, MatchRules, Offer, counted

RULES = MatchRules(
    first_day=date(2023, 4, 1),
    last_day=date(2024, 3, 31),
    sources=("partnership", "council"),
    in_kind=InKind.ALLOWED,
)
REQUIRED = Decimal(7500)
MENTORING = Offer(amount=Decimal(5000), source="partnership", spent_on=date(2023, 9, 1), is_evidenced=True)
ROOMS = replace(MENTORING, amount=Decimal(1000), is_in_kind=True)

amounts = st.decimals("0.01", "1000000", places=2)
anything = st.builds(
    Offer,
    amount=amounts,
    source=st.sampled_from(["partnership", "council", "private"]),
    spent_on=st.none() | st.dates(date(2023, 3, 1), date(2024, 5, 1)),
    is_in_kind=st.booleans(),
    is_evidenced=st.booleans(),
    is_own_money=st.booleans(),
    counted_elsewhere=st.booleans(),
)
# Of anything, next to nothing counts: half of what is drawn has nothing against it but perhaps that it is in kind.
offers = st.builds(replace, st.just(MENTORING), amount=amounts, is_in_kind=st.booleans()) | anything
rules = st.builds(
    replace,
    st.just(RULES),
    in_kind=st.sampled_from(InKind),
    in_kind_cap=st.none() | st.decimals("0", "100", places=2),
)


def test_what_mo_has_evidenced_counts_and_is_added_up():
    result = counted([MENTORING, ROOMS], RULES, required=REQUIRED)
    assert (result.cash, result.in_kind, result.evidenced) == (5000, 1000, 6000)
    assert result.left_out == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"is_evidenced": False}, "No evidence of it has been accepted yet."),
        ({"is_own_money": True}, "It is this office's own money."),
        ({"counted_elsewhere": True}, "It already counts towards something else."),
        ({"source": "private"}, "The condition does not allow this source."),
        ({"spent_on": None}, "The date on which it was spent is not recorded."),
        (
            {"spent_on": date(2024, 4, 1)},
            "It was spent on 1 April 2024; only 1 April 2023 to 31 March 2024 counts.",
        ),
        (
            {"spent_on": date(2023, 3, 31)},
            "It was spent on 31 March 2023; only 1 April 2023 to 31 March 2024 counts.",
        ),
    ],
)
def test_what_does_not_count_is_left_out_with_the_reason(change, why):
    offer = replace(MENTORING, **change)
    result = counted([offer, MENTORING], RULES, required=REQUIRED)
    assert result.evidenced == MENTORING.amount
    assert result.left_out == ((offer, why),)


@pytest.mark.parametrize("spent_on", [date(2023, 4, 1), date(2024, 3, 31)])
def test_the_first_and_the_last_day_of_the_period_count(spent_on):
    assert counted([replace(MENTORING, spent_on=spent_on)], RULES, required=REQUIRED).evidenced == 5000


def test_in_kind_is_shown_apart_where_the_condition_does_not_say():
    result = counted([MENTORING, ROOMS], replace(RULES, in_kind=InKind.NOT_STATED), required=REQUIRED)
    assert (result.evidenced, result.in_kind_apart) == (5000, 1000)
    assert result.left_out == ((ROOMS, "The condition does not say whether in-kind counts, so it is shown apart."),)


def test_in_kind_without_evidence_is_not_even_shown_apart():
    pledged = replace(ROOMS, is_evidenced=False)
    result = counted([pledged], replace(RULES, in_kind=InKind.NOT_STATED), required=REQUIRED)
    assert (result.evidenced, result.in_kind_apart) == (0, 0)


def test_in_kind_is_left_out_where_the_condition_refuses_it():
    result = counted([MENTORING, ROOMS], replace(RULES, in_kind="not_allowed"), required=REQUIRED)
    assert (result.evidenced, result.in_kind_apart) == (5000, 0)
    assert result.left_out == ((ROOMS, "In-kind does not count towards this condition."),)


def test_in_kind_counts_up_to_its_share_of_what_is_required():
    capped = replace(RULES, in_kind_cap=Decimal(10))
    result = counted([MENTORING, ROOMS], capped, required=REQUIRED)
    assert (result.in_kind, result.in_kind_over_cap, result.evidenced) == (750, 250, 5750)


def test_a_cap_that_falls_between_pennies_is_rounded_down():
    capped = replace(RULES, in_kind_cap=Decimal(33))
    assert counted([ROOMS], capped, required=Decimal("100.01")).in_kind == Decimal("33.00")


@given(st.lists(offers, max_size=6), rules)
def test_nothing_offered_is_lost_between_what_counts_and_what_does_not(several, terms):
    result = counted(several, terms, required=REQUIRED)
    left_out = sum(offer.amount for offer, _ in result.left_out)
    assert result.evidenced + result.in_kind_over_cap + left_out == sum(offer.amount for offer in several)
    assert all(why for _, why in result.left_out)


@given(st.lists(offers, max_size=6), rules)
def test_nothing_counted_is_negative_or_above_what_was_evidenced(several, terms):
    result = counted(several, terms, required=REQUIRED)
    evidenced = sum(offer.amount for offer in several if offer.is_evidenced)
    assert min(result.cash, result.in_kind, result.in_kind_over_cap, result.in_kind_apart) >= 0
    assert result.evidenced + result.in_kind_over_cap + result.in_kind_apart <= evidenced


@given(st.lists(offers, max_size=6), rules, st.randoms(use_true_random=False))
def test_the_order_of_contributions_changes_nothing(several, terms, random):
    shuffled = random.sample(several, len(several))
    result, other = (counted(order, terms, required=REQUIRED) for order in (several, shuffled))
    assert replace(other, left_out=()) == replace(result, left_out=())


@given(st.lists(offers, min_size=1, max_size=6), rules, st.data())
def test_splitting_a_contribution_changes_nothing(several, terms, data):
    first, *rest = several
    assume(first.amount >= Decimal("0.02"))
    part = data.draw(st.decimals("0.01", first.amount - Decimal("0.01"), places=2))
    halves = [replace(first, amount=part), replace(first, amount=first.amount - part)]
    whole, split = (counted(parts + rest, terms, required=REQUIRED) for parts in ([first], halves))
    assert replace(split, left_out=()) == replace(whole, left_out=())


@given(st.lists(offers, max_size=6), rules, st.decimals("0.01", "10000", places=2))
def test_in_kind_never_passes_its_cap(several, terms, asked):
    assume(terms.in_kind_cap is not None)
    assert counted(several, terms, required=asked).in_kind <= asked * terms.in_kind_cap / 100
