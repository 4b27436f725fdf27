"""Finding decisions: filters that hold together, and what each further choice would leave."""

from datetime import date
from decimal import Decimal

import pytest

from grants.actions.decisions import revise
from grants.models import Priority
from grants.years import FinancialYear
from public.browse.filter_counts import choices
from public.browse.search import MARK, UNMARK, Search, in_context
from register.models import Listing
from tests import stories
from tests.public.small_register import build


@pytest.fixture
def small(db):
    return build()


def found(**asked) -> set[str]:
    return {listing.title for listing in Search(asked).found()}


def counts(name: str, **asked) -> dict[str, int]:
    return {choice.value: choice.count for choice in choices(Search(asked))[name]}


def test_filters_of_awards_must_hold_for_one_award_together(reference, olu, ada):
    decision = stories.draft(by=olu, district="bury")
    stories.award(
        decision, by=olu, amount=Decimal("10.00"), district="wigan", stream="hate-crime-grant", year="2024/25"
    )
    stories.published(stories.approved(stories.sent(decision, by=olu), by=ada), by=ada)
    assert found(partnership="wigan", stream="hate-crime-grant", year=FinancialYear(2024))
    assert not found(partnership="bury", stream="hate-crime-grant")
    assert not found(partnership="wigan", year=FinancialYear(2023))
    assert counts("stream", partnership="bury") == {"challenger-soc-hotspot-fund": 1}


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"recipient": "salford-city-council"}, 1),
        ({"kind": "variation"}, 1),
        ({"min": Decimal("7695.01")}, 1),
        ({"max": Decimal("0.00")}, 3),
        ({"from": date(2024, 2, 7)}, 2),
        ({"to": date(2024, 2, 6)}, 3),
        ({"condition": "met"}, 1),
        ({"condition": "waived"}, 0),
    ],
)
def test_each_filter_narrows(small, asked, number):
    assert len(found(**asked)) == number


def test_what_was_decided_by_whom_and_for_which_priority(reference, olu, ada):
    served = Priority.objects.all()[0]
    decision = stories.draft(by=olu)
    revise(decision, by=olu, values={"priorities": [served]})
    stories.published(stories.approved(stories.sent(decision, by=olu), by=ada), by=ada)
    maker = decision.decision_makers.get().title
    assert Listing.objects.get().makers.get().title == maker
    assert counts("priority") == {served.slug: 1}
    (slug,) = counts("decision_maker")
    assert found(priority=served.slug, decision_maker=slug)
    assert not found(priority="another")


def test_orders(small):
    by_amount = [listing.total for listing in Search({"sort": "amount"}).found()]
    assert by_amount == sorted(by_amount, reverse=True)
    assert Search({"q": "mentoring"}).order == "relevance"
    assert Search({"sort": "relevance"}).order == "date"


def test_words_are_marked_where_they_stand(small):
    search = Search({"q": "mentoring"})
    row = in_context(search.found(), search.question).first()
    assert f"{MARK}mentoring{UNMARK}" in row.context


def test_a_question_can_be_written_down_and_read_again(db):
    asked = {
        "q": "a & b",
        "year": FinancialYear(2023),
        "min": Decimal("1.50"),
        "from": date(2024, 1, 2),
        "partnership": "bury",
    }
    assert Search.read(Search(asked).query).asked == asked
    assert Search({}).query == ""
