"""Conditions and their standing, and the match behind it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from conditions.actions.assessments import assess
from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import accept
from tests import snapshots
from tests.stories import approved, award, contribution, draft, match_obligation, published, sent, whole

PAGE = reverse("office:obligation_list")


@pytest.fixture
@snapshots.remembered
def two(reference, mo, olu, ada):
    """Manchester with £5,000 of £7,500 evidenced and £1,000 pledged; Salford with £10,000 for its £7,500."""
    first = whole(officer=olu, approver=ada)
    second = whole(officer=olu, approver=ada, district="salford", conditions=("SC1", "GM1"))
    manchester, salford = match_obligation(first), match_obligation(second)
    accept(record_contribution(manchester, by=mo, values=contribution()), by=olu)
    pledge = contribution(amount=Decimal("1000.00"), stage="pledged", spent_on=None)
    record_contribution(manchester, by=mo, values=pledge)
    accept(record_contribution(salford, by=ada, values=contribution(amount=Decimal("10000.00"))), by=olu)
    assess(salford, by=olu, finding="met", reasons="Invoices were seen.")


def figures(page):
    account = page.context["account"]
    match = account.match
    return account.asked, match.required, account.pledged, match.evidenced, match.gap, match.coverage, match.leverage


def test_one_partnership_s_surplus_never_hides_another_s_gap(signed_in, olu, two):
    page = signed_in(olu).get(PAGE)
    assert figures(page) == (7, 15000, 1000, 15000, 2500, Decimal("83.3"), 1)
    assert "£1 of grant drew £1.00 of match." in page.text


def test_what_is_chosen_goes_into_the_address_and_no_secret_with_it(signed_in, olu, two):
    choice = signed_in(olu).get(PAGE).text.split('<form method="get"')[1].split("</form>")[0]
    assert 'name="partnership"' in choice
    assert "csrfmiddlewaretoken" not in choice


def test_what_is_past_due_comes_first_and_what_is_met_last(signed_in, olu, two):
    states = [each.state for each in signed_in(olu).get(PAGE).context["standings"]]
    assert states == ["past_due"] * 6 + ["met"]


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        ({"partnership": "manchester"}, 5),
        ({"partnership": "salford", "kind": "match"}, 1),
        ({"kind": "underspend"}, 1),
        ({"year": "2023-24"}, 7),
        ({"stream": "challenger-soc-hotspot-fund"}, 7),
        ({"stream": "hate-crime-grant"}, 0),
        ({"state": "met"}, 1),
    ],
)
def test_it_is_narrowed_to_a_partnership_a_stream_a_year_a_kind_or_a_standing(signed_in, olu, two, choice, count):
    assert signed_in(olu).get(PAGE, choice).context["account"].asked == count


def test_each_partnership_has_its_own_account(signed_in, olu, two):
    (title, accounts), *_ = signed_in(olu).get(PAGE).context["breakdowns"]
    assert title == "Partnership"
    assert [(each.name.partition(" ")[0], each.summary.match.gap) for each in accounts] == [
        ("Manchester", 2500),
        ("Salford", 0),
    ]


def test_a_partnership_s_condition_counts_once_under_a_stream_however_many_awards_it_is_about(
    signed_in, olu, ada, reference
):
    decision = draft(by=olu, conditions=("GM1",))
    award(decision, by=olu, amount=Decimal("100.00"), district="manchester", stream="challenger-soc-hotspot-fund")
    published(approved(sent(decision, by=olu), by=ada), by=ada)
    page = signed_in(olu).get(PAGE, {"stream": "challenger-soc-hotspot-fund"})
    assert page.context["account"].asked == 1


def test_a_choice_that_is_none_is_said_beside_its_field(signed_in, olu, two):
    page = signed_in(olu).get(PAGE, {"partnership": "atlantis"})
    assert (list(page.context["form"].errors), page.status_code) == (["partnership"], 200)


def test_it_costs_the_same_however_much_is_asked(signed_in, olu, two, django_assert_max_num_queries):
    client = signed_in(olu)
    with django_assert_max_num_queries(24):
        client.get(PAGE)
