"""The public register of conditions."""

from datetime import date
from decimal import Decimal

import pytest

from conditions.actions.assessments import assess
from conditions.actions.evidence import add_evidence
from conditions.actions.payments import record_payment
from conditions.models import Obligation
from grants.years import london_today
from public.views import conditions
from tests.public.big_decision import big_decision

PAID = date(2024, 4, 10)
WHY = "The mentors had to be paid before their match came."


def test_it_opens_on_what_is_past_due_or_not_met_and_every_tile_leads_to_what_it_counts(small, read):
    page = read("/conditions/")
    assert "4 conditions: past due or not met" in page
    assert page.all(".//dl/div") == ["Past due 4", "Met 1"]
    assert page.all(".//tbody/tr")[0].startswith("Match funding from the partnership Hotspot work against")
    assert "5 conditions" in read("/conditions/" + page.links["Show all, wherever they stand"].rpartition("/")[2])
    assert "1 condition: met" in read(page.links["Met"])


def test_each_row_says_how_long_it_is_past_due_why_and_what_happens_next(small, read):
    days = (london_today() - date(2024, 3, 31)).days
    (match,) = [row for row in read("/conditions/").all(".//tbody/tr") if row.startswith("Match")]
    assert f"31 March 2024 {days} days past due" in match
    assert "Past due since 31 March 2024: £2,695.00 of match still to be evidenced." in match
    assert "Next: the partnership sends evidence of the match that is missing." in match


def test_nobody_who_has_sent_what_was_asked_is_called_late(small, read):
    """What shows the governance was sent long ago, and the office has not looked at it yet."""
    oversight = Obligation.objects.get(reference=small.hotspot.reference, terms_data__code="SC4", lapsed_at=None)
    add_evidence(oversight, by=small.office.olu, statement="The minutes show it.")
    for address in ("/conditions/?standing=with_office", "/partnerships/manchester/"):
        page = read(address)
        assert "with the office since today" in page
        assert " late" not in page


def test_what_was_found_not_met_says_why_and_what_followed(small, read):
    asked = Obligation.objects.filter(reference=small.hotspot.reference)
    for code in ("SC1", "SC2"):
        obligation = asked.get(terms_data__code=code, lapsed_at=None)
        assess(obligation, by=small.office.olu, finding="not_met", reasons="It was asked for three times in vain.")
    record_payment(small.hotspot.awards.get(), by=small.office.oma, amount=Decimal("7500.00"), paid_on=PAID, reason=WHY)
    rows = read("/conditions/?standing=not_met").all(".//tbody/tr")
    assert all("Why: It was asked for three times in vain." in row for row in rows)
    assert "Indicative repayment: £2,500.00 of what was paid" in rows[0]
    assert "No variation of its awards has been published since." in rows[1]


def test_what_is_asked_of_several_partnerships_alike_is_one_row(reference, office, read):
    big_decision(office, "bolton", "bury", "wigan")
    page = read("/conditions/")
    assert "6 conditions" in page
    rows = page.all(".//tbody/tr")
    assert [row.count("Bolton, Bury, Wigan") for row in rows] == [1, 1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("standing=met", 1),
        ("standing=past_due", 4),
        ("partnership=manchester", 5),
        ("partnership=salford", 0),
        ("year=2023-24&standing=met&partnership=manchester", 1),
        ("year=2024-25", 0),
        ("stream=challenger-soc-hotspot-fund", 5),
        ("stream=community-safety-grant", 0),
        ("kind=match", 1),
        ("kind=reporting", 0),
        ("kind=spending_plan&standing=met&stream=challenger-soc-hotspot-fund&partnership=manchester", 1),
    ],
)
def test_filters_narrow_the_list(small, read, query, found):
    assert len(read(f"/conditions/?{query}").all(".//tbody/tr")) == found


def test_a_withdrawn_decision_asks_for_nothing(small, read):
    assert small.gone.reference not in read("/conditions/")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("standing=red", "Choose a standing from the list"),
        ("partnership=atlantis", "Choose a partnership from the list"),
        ("stream=atlantis", "Choose a funding stream from the list"),
        ("kind=cake", "Choose a kind of condition from the list"),
        ("year=1e309", "Choose a financial year from the list"),
        ("page=1000000", "There is no page “1000000”"),
    ],
)
def test_a_mistyped_address_gets_a_sentence(small, read, query, sentence):
    assert sentence in read(f"/conditions/?{query}")


def test_no_conditions_yet(reference, read):
    assert "No published decision has conditions yet." in read("/conditions/")


def test_of_very_many_only_the_first_rows_are_read_page_by_page(small, read, monkeypatch):
    assert "rows can be read here" not in read("/conditions/")
    monkeypatch.setattr(conditions, "MOST_ROWS", 2)
    page = read("/conditions/")
    assert "4 conditions: past due or not met" in page
    assert len(page.all(".//tbody/tr")) == 2
    assert "The first 2 rows can be read here. For the others choose a partnership" in page
