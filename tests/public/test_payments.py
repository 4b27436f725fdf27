"""What the public reads of payments, and that nothing of them is anywhere where the office does not publish them."""

import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from conditions.actions.payment_schedules import schedule_payments
from conditions.actions.payments import pay_back, record_payment
from public.open_data.sources import SOURCES
from tests.stories import approved, award, draft, published, sent

WHY = "The mentoring cost less than was planned."


@pytest.fixture
def two_years(reference, olu, ada):
    decision = draft(by=olu)
    award(decision, by=olu, amount=Decimal("1000.00"), district="salford", stream="hate-crime-grant", year="2024/25")
    decision = published(approved(sent(decision, by=olu), by=ada), by=ada)
    first, second = decision.awards.all()
    record_payment(first, by=olu, amount=Decimal("5000.00"), paid_on=date(2024, 3, 1))
    pay_back(first, by=olu, amount=Decimal("12.34"), paid_on=date(2024, 4, 1), reason=WHY)
    schedule_payments(second, by=olu, rows=[(date(2024, 6, 1), Decimal("300.00")), (date(2100, 6, 1), Decimal("1.00"))])
    return decision


def table(client):
    return json.loads(client.get("/data/payments.json").getvalue())["payments"]


def test_the_page_says_what_is_paid_of_what_for_each_award_and_year(client, two_years):
    text = " ".join(client.get(f"/decisions/{two_years.reference}/").text.partition('id="payments"')[2].split())
    assert '£4,987.66</span> paid so far, of <span class="money">£8,500.00</span> as the awards stand' in text
    assert "Payments are recorded by the office" in text
    assert '2023/24: <span class="money">£4,987.66</span> paid so far, of <span class="money">£7,500.00</span>' in text
    assert '2024/25: <span class="money">£0.00</span> paid so far, of <span class="money">£1,000.00</span>' in text


def test_the_table_says_the_same(client, two_years):
    first, second = table(client)
    assert (first["award"], first["amount"], first["paid"], first["paid_back"]) == (
        f"{two_years.reference}-1", "7500.00", "4987.66", "12.34",
    )  # fmt: skip
    assert (second["scheduled"], second["due_by_today"], second["paid"]) == ("301.00", "300.00", "0.00")
    assert second["financial_year"] == "2024/25"


def test_where_payments_are_not_published_nothing_of_them_is_anywhere(client, two_years, settings):
    settings.PUBLISHES_PAYMENTS = False
    page = client.get(f"/decisions/{two_years.reference}/").text
    assert 'id="payments"' not in page
    assert table(client) == []
    for address in ("/", f"/decisions/{two_years.reference}.json", "/conditions/", "/feeds/decisions.atom", "/panel/"):
        text = client.get(address).text
        assert not [words for words in ("4,987.66", "12.34", WHY) if words in text], address


def test_nor_is_its_table_offered():
    """The tables are known when a server starts."""
    code = "import django; django.setup(); from public.open_data.sources import SOURCES; print(*SOURCES)"
    environment = {**os.environ, "PCC_PUBLISHES_PAYMENTS": "0", "DJANGO_SETTINGS_MODULE": "pcc_decisions.settings"}
    names = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "payments" in SOURCES
    assert names.stdout.split() == [name for name in SOURCES if name != "payments"]
