"""Olu writes a condition of her own."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from conditions.models import Condition
from tests import snapshots, stories

TYPED = {
    "kind": "reporting",
    "title": "A report in spring",
    "wording": "The partnership reports what the mentoring has achieved.",
    "binds_all": "all",
    "per": "award",
    "schedule": "once",
    "due_on": "31/5/2024",
    "match_basis": "grant_percent",
    "match_sources": ["partnership"],
    "match_in_kind": "not_stated",
}
MATCH = {"kind": "match", "schedule": "end_of_year", "match_percent": "20", "match_basis": "total_percent"}


@pytest.fixture
@snapshots.remembered
def decision(reference, olu):
    return stories.draft(by=olu, conditions=())


@pytest.fixture
def send(signed_in, olu, decision):
    """Olu sends the form she opened at the start, with what is different this time."""
    address = reverse("office:condition_new", args=[decision.reference])
    typed = TYPED | {"revision": decision.revision}
    return lambda **changes: signed_in(olu).post(address, typed | changes)


def errors(page):
    return {name: list(sentences) for name, sentences in page.context["form"].errors.items()}


def test_it_is_attached_as_olu_wrote_it(send, decision, olu):
    page = send(is_dependency="on", due_set_by_office="on")
    assert page["Location"] == reverse("office:decision_detail", args=[decision.reference]) + "#conditions"
    condition = decision.conditions.get()
    assert (condition.title, condition.due_on) == ("A report in spring", date(2024, 5, 31))
    assert (condition.is_dependency, condition.due_set_by_office, condition.binds_all) == (True, True, True)
    assert not hasattr(condition, "match")


def test_the_same_form_sent_twice_attaches_it_once(send, decision):
    send()
    send()
    assert decision.conditions.count() == 1


def test_the_same_wording_may_be_attached_again_on_purpose(send, decision):
    send()
    send(revision=stories.fresh(decision).revision)
    assert decision.conditions.count() == 2


def test_a_decision_with_a_condition_no_longer_says_that_it_has_none(send, decision):
    assert decision.no_conditions
    send()
    assert not stories.fresh(decision).no_conditions


def test_a_match_condition_has_its_requirement(send, decision):
    send(
        **MATCH,
        match_sources=["partnership", "council"],
        match_in_kind="allowed",
        match_in_kind_cap="25%",
        match_starts_on="1/6/2023",
        match_ends_on="31/3/2024",
    )
    match = decision.conditions.get().match
    assert (match.basis, match.figure, match.sources) == ("total_percent", Decimal(20), ["partnership", "council"])
    assert (match.in_kind, match.in_kind_cap) == ("allowed", Decimal(25))
    assert (match.starts_on, match.ends_on) == (date(2023, 6, 1), date(2024, 3, 31))


def test_a_fixed_sum_is_asked_in_pounds(send, decision):
    send(**MATCH | {"match_basis": "fixed", "match_sum": "£5,000"})
    assert decision.conditions.get().match.figure == Decimal(5000)


def test_it_may_bind_only_some_awards(send, decision, olu):
    second = stories.award(
        decision, by=olu, amount=Decimal(2500), district="salford", stream="challenger-soc-hotspot-fund"
    )
    send(binds_all="some", awards=[second.pk])
    assert list(decision.conditions.get().bound_awards) == [second]


def test_an_award_of_another_decision_is_not_to_be_had(send, olu):
    other = stories.draft(by=olu, district="salford").awards.get()
    assert list(errors(send(binds_all="some", awards=[other.pk]))) == ["awards"]


@pytest.mark.parametrize(
    ("schedule", "due"),
    [
        ({"schedule": "yearly", "due_day": "31", "due_month": "2"}, {"due_day": 31, "due_month": 2}),
        ({"schedule": "days_after", "due_days": "90"}, {"due_days": 90}),
        ({"schedule": "quarterly"}, {}),
    ],
)
def test_what_belongs_to_another_schedule_is_ignored_mistakes_included(send, decision, schedule, due):
    send(due_on="31/02/2024", **schedule)
    condition = decision.conditions.get()
    assert condition.due_on is None
    assert {name: getattr(condition, name) for name in due} == due


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": ""}, "title", "Enter a title"),
        ({"wording": " "}, "wording", "Enter the wording"),
        ({"due_on": ""}, "due_on", "Enter the date on which it falls due"),
        ({"schedule": "yearly", "due_month": "2", "due_day": "32"}, "due_day", "Enter a day from 1 to 31"),
        ({"schedule": "yearly", "due_day": "28"}, "due_month", "Choose the month"),
        (
            {"schedule": "days_after", "due_days": "9" * 20},
            "due_days",
            "Enter a whole number of days from 1 to 3650",
        ),
        ({"binds_all": "some"}, "awards", "Choose at least one award, or all of them"),
        (
            {"kind": "underspend"},
            "threshold",
            "Enter the most that may be left unallocated, like 15,000.00",
        ),
        (MATCH | {"match_percent": ""}, "match_percent", "Enter the percentage, like 100 or 33.5"),
        (
            MATCH | {"match_percent": "100"},
            "match_percent",
            "A percentage of the total project must be below 100",
        ),
        (MATCH | {"match_basis": "fixed"}, "match_sum", "Enter the sum, like 5,000.00"),
        (MATCH | {"match_sources": []}, "match_sources", "Choose who may contribute"),
        (MATCH | {"match_in_kind_cap": "120"}, "match_in_kind_cap", "Enter a percentage of at most 100"),
        (
            MATCH | {"match_starts_on": "1/4/2024", "match_ends_on": "31/3/2024"},
            "match_ends_on",
            "The last day is before the first day",
        ),
        (MATCH | {"per": "partnership_year"}, "per", "Match is worked out for each award: choose “Each award”"),
        (
            MATCH | {"schedule": "quarterly"},
            "schedule",
            "Match is required once for each award: choose another answer",
        ),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_beside_the_field(send, changes, field, sentence):
    page = send(**changes)
    assert errors(page) == {field: [sentence]}
    assert TYPED["title"] in page.text or field == "title"
    assert not Condition.objects.exists()
