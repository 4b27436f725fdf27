"""All awards of a decision in one form: stream, year and amount."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.actions.awards import add_awards, change_award
from grants.models import FundingStream, Organisation
from tests.stories import award, bare_draft, fresh


@pytest.fixture
def two(draft, olu):
    award(draft, by=olu, amount=100, district="bury", stream="violence-reduction-unit")
    return fresh(draft)


@pytest.fixture
def save(two, olu, signed_in):
    def send(revision=None, **changes):
        form = {"revision": revision or fresh(two).revision}
        for each in two.awards.all():
            form |= {f"stream_{each.number}": each.stream_id, f"year_{each.number}": each.year}
            form |= {f"amount_{each.number}": each.amount}
        return signed_in(olu).post(f"/office/decisions/{two.reference}/awards/grid/", form | changes)

    return send


def test_what_changes_is_saved_at_once_and_told_in_one_line_of_the_diary(two, save):
    stream = FundingStream.objects.get(slug="hate-crime-grant")
    assert save(amount_1="8,000", amount_2="£250.50", stream_2=stream.pk, year_2="2024/25").status_code == 302
    first, second = two.awards.all()
    assert (first.amount, second.amount, second.stream, str(second.year)) == (8000, 250.5, stream, "2024/25")
    told = two.events.first()
    assert told.verb == "changed awards"
    assert told.changes["Award 1: Amount"] == ["7,500.00", "8,000.00"]


def test_one_amount_that_is_none_saves_nothing_and_keeps_what_was_typed(two, save):
    page = save(amount_1="8,000", amount_2="7.5k").content.decode()
    assert "Award 2: Write the amount in full" in page
    assert "8,000" in page
    assert two.awards.get(number=1).amount == 7500


def test_what_somebody_else_saved_meanwhile_is_shown_first(two, save, oma):
    before = two.revision
    change_award(two.awards.get(number=1), by=oma, values={"amount": 7000})
    page = save(revision=before, amount_1="8,000").content.decode()
    assert "Oma changed an award" in page
    assert two.awards.get(number=1).amount == 7000


def test_the_money_that_is_there_stands_below(two, olu, signed_in):
    page = signed_in(olu).get(f"/office/decisions/{two.reference}/awards/grid/").content.decode()
    assert "Challenger SOC hotspot fund, 2023/24" in page


def test_the_page_costs_the_same_however_many_awards(two, olu, signed_in, django_assert_num_queries):
    client, address = signed_in(olu), f"/office/decisions/{two.reference}/awards/grid/"
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(8):
        award(two, by=olu, amount=100, district="bury", stream="violence-reduction-unit")
    with django_assert_num_queries(len(few)):
        assert "amount_10" in client.get(address).content.decode()


def test_four_hundred_awards_are_saved_in_one_form(reference, olu, signed_in):
    decision = bare_draft(by=olu)
    council = Organisation.objects.get(slug="manchester-city-council")
    add_awards(decision, by=olu, rows=[{"title": "Mentoring", "recipient": council, "amount": 100}] * 400)
    typed = {"revision": fresh(decision).revision}
    for number in range(1, 401):
        typed |= {f"stream_{number}": "", f"year_{number}": "2023/24", f"amount_{number}": "250.00"}
    answer = signed_in(olu).post(f"/office/decisions/{decision.reference}/awards/grid/", typed)
    assert answer.status_code == 302
    assert decision.total == 100_000
