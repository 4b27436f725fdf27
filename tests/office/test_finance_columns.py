"""The office chooses the columns of its file for the finance system."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from conditions.actions.payment_schedules import schedule_payments
from conditions.finance_file import CELLS
from conditions.models import FinanceColumn
from grants.models import Organisation
from tests.stories import JUST_OPENED

FILE, COLUMNS = reverse("office:payment_due_file"), reverse("office:finance_columns")
BLANK = {f"{what}_{holds}": "" for what in ("heading", "place") for holds in CELLS}


@pytest.fixture
def due(published, olu):
    schedule_payments(published.awards.get(), by=olu, rows=[(date(2024, 3, 1), Decimal("2500.00"))])
    return published


def lines(client):
    return client.get(FILE).content.decode("utf-8-sig").splitlines()


def test_until_then_it_has_all_of_them(signed_in, olu, due):
    heading, line = lines(signed_in(olu))
    assert heading.split(",") == [words for words, _ in CELLS.values()]
    assert line.startswith(f"{due.reference}-1,{due.reference},Mentoring in Manchester,Manchester City Council,")
    assert line.endswith("2023/24,2024-03-01,2500.00,2500.00,7500.00")


def test_it_has_what_the_office_chose_under_its_names_in_its_order(signed_in, olu, due):
    Organisation.objects.filter(name="Manchester City Council").update(name="=Council")
    chosen = {"heading_to_pay": "AMT", "place_to_pay": "2", "heading_recipient": "PAYEE", "place_recipient": "1"}
    page = signed_in(olu).post(COLUMNS, JUST_OPENED | BLANK | chosen | {"heading_when": "=DATE"}, follow=True)
    assert "has these columns from now on" in page.text
    assert lines(signed_in(olu)) == ["PAYEE,AMT,'=DATE", "'=Council,2500.00,2024-03-01"]
    assert 'value="AMT"' in signed_in(olu).get(COLUMNS).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Name at least one column."),
        ({"heading_when": "A", "heading_to_pay": "A"}, "Two columns are called “A”"),
        ({"heading_when": "A", "place_when": "first"}, "Write the place as a whole number"),
    ],
)
def test_what_is_no_choice_is_refused(signed_in, olu, reference, typed, sentence):
    assert sentence in signed_in(olu).post(COLUMNS, JUST_OPENED | BLANK | typed).text
    assert not FinanceColumn.objects.exists()


def test_only_officers_have_it(signed_in, mo):
    assert signed_in(mo).get(FILE).status_code == signed_in(mo).get(COLUMNS).status_code == 403
