"""Money that is no grant: contracts, money received, other spending; shown and totalled apart (domain §5)."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client

from grants.actions.decisions import set_decision_makers
from grants.models import Decision, Post
from grants.years import FinancialYear
from register.models import ListedAward
from tests import stories

CONTRACT = {"kind": "contract", "title": "A survey of victims", "supplier": "Northern Survey Ltd"}
RECEIVED = {
    "kind": "external",
    "title": "Money for programmes",
    "giver": "Home Office",
    "received_amount": Decimal("379000.00"),
    "received_year": FinancialYear(2022),
    "giver_conditions": "Spend it within the financial year.",
}
SPENT = {"kind": "other", "title": "Hire of a hall", "spending_amount": Decimal("1500.00")}


def publish(olu, ada, **values) -> Decision:
    decision = stories.bare_draft(by=olu, no_conditions=True, **values)
    set_decision_makers(decision, by=olu, posts=[Post.objects.order_by("pk")[0]])
    return stories.published(stories.approved(stories.sent(stories.fresh(decision), by=olu), by=ada), by=ada)


@pytest.fixture
def other(small):
    olu, ada = small.office.olu, small.office.ada
    return [
        publish(olu, ada, contract_value=Decimal("48500.00"), **CONTRACT),
        publish(olu, ada, **RECEIVED),
        publish(olu, ada, **SPENT),
    ]


def test_each_sort_has_its_own_part_and_total(other, read):
    page = read("/other-money/")
    assert page.all(".//tbody/tr") == [
        f"A survey of victims {other[0].reference} Northern Survey Ltd 2023/24 £48,500.00",
        f"Money for programmes {other[1].reference} Home Office 2022/23 £379,000.00",
        f"Hire of a hall {other[2].reference} 2023/24 £1,500.00",
    ]
    assert page.all(".//tfoot/tr") == ["Total £48,500.00", "Total £379,000.00", "Total £1,500.00"]


def test_it_is_narrowed_by_kind_and_year(other, read):
    assert len(read("/other-money/?kind=contract").all(".//tbody/tr")) == 1
    assert len(read("/other-money/?year=2022-23").all(".//tbody/tr")) == 1
    text = Client().get("/data/other-money.csv?kind=external").getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["supplier_or_giver"], row["amount"], row["financial_year"]) == ("Home Office", "379000.00", "2022/23")
    assert row["conditions"] == "Spend it within the financial year."


def test_none_of_it_is_counted_among_grants(other, read):
    client = Client()
    assert ListedAward.objects.total() == Decimal("407695.00")
    assert "£430" not in read("/panel/?from=2024-01-01&to=2024-12-31")
    for address in ("/data/awards.csv", "/data/transparency-code.csv", "/data/360giving.json"):
        text = client.get(address).getvalue().decode()
        assert not any(word in text for word in ("Survey", "Home Office", "48500", "379000"))
    returned = read("/returns/2024-02/")
    assert not any(decision.title in returned for decision in other)
    assert "£7,500.00 as decided" in returned


def test_the_page_of_each_says_what_the_sum_is(other, read):
    contract, received, spent = (read(f"/decisions/{each.reference}/") for each in other)
    assert "£48,500.00 A contract with Northern Survey Ltd, not a grant" in contract
    assert "£379,000.00 Received from Home Office for 2022/23; no grant is made" in received
    assert "No conditions of its own are attached to this decision." in received
    assert "Spend it within the financial year." in received
    assert "£1,500.00 Other spending, not a grant" in spent


def test_what_was_typed_under_another_kind_is_not_published(reference, olu, ada, read):
    decision = publish(olu, ada, **SPENT | {"supplier": "Left over Ltd", "contract_value": Decimal("9.00")})
    assert "Left over" not in read(f"/decisions/{decision.reference}/")


def test_officers_fill_in_the_part_of_its_kind_alone(reference, olu, signed_in):
    decision = stories.bare_draft(by=olu, **CONTRACT)
    page, address = signed_in(olu), f"/office/decisions/{decision.reference}/"
    assert "The money received" not in page.get(address).content.decode()
    assert page.get(address + "record/received/").status_code == 404
    typed = {"supplier": "Northern Survey Ltd", "contract_value": "48,500.00", "revision": decision.revision}
    assert page.post(address + "record/contract/", typed).status_code == 302
    assert stories.fresh(decision).contract_value == Decimal("48500.00")


def test_a_withdrawn_contract_is_listed_no_more(other, read, small):
    stories.withdrawn(other[0], by=small.office.ada, reason="The supplier no longer exists.")
    assert "Northern Survey Ltd" not in read("/other-money/")


def test_a_total_says_what_is_not_in_it(other, read, small):
    publish(small.office.olu, small.office.ada, **SPENT | {"title": "Seats at a conference", "spending_amount": None})
    assert read("/other-money/").all(".//tfoot/tr")[2] == "Total £1,500.00 1 without a sum is not in it"


def test_where_no_sum_is_recorded_the_total_is_not_nothing(reference, olu, ada, read):
    publish(olu, ada, **SPENT | {"spending_amount": None})
    assert read("/other-money/").all(".//tfoot/tr")[0].startswith("Total No sum recorded")


def test_of_many_the_newest_are_shown_and_the_rest_is_read_page_by_page(other, read, small, monkeypatch):
    monkeypatch.setattr("public.views.other_money.PAGE_SIZE", 1)
    monkeypatch.setattr("public.views.paging.PAGE_SIZE", 1)
    publish(small.office.olu, small.office.ada, **SPENT | {"title": "Seats at a conference"})
    page = read("/other-money/")
    assert page.all(".//tfoot/tr")[2] == "Total of all 2 £3,000.00"
    assert page.links["All 2: other spending"] == "?kind=other"
    second = read("/other-money/?kind=other&page=2")
    assert [row[:14] for row in second.all(".//tbody/tr")] == ["Hire of a hall"]
    assert second.all(".//tfoot/tr") == ["Total of all 2 £3,000.00"]
    assert second.links["JSON"] == "/data/other-money.json?kind=other"


def test_a_feed_says_what_the_sum_is_and_with_whom(other):
    told = Client().get("/feeds/decisions.atom").text
    for words in (
        "A contract with Northern Survey Ltd: £48,500.00; no grant.",
        "Received from Home Office for 2022/23: £379,000.00; no grant.",
        "Other spending: £1,500.00; no grant.",
    ):
        assert words in told
