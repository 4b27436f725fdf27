"""Olu records one finding for many conditions at once."""

from decimal import Decimal
from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conditions.actions.assessments import assess, assess_many
from conditions.facts import facts_of
from conditions.models import Assessment, Obligation
from grants.actions.awards import add_awards
from tests import stories
from tests.stories import draft, fresh, send, whole

ADDRESS = "/office/obligations/settle/"
REASONS = "The papers of the year show it."


@pytest.fixture
def in_salford(reference, olu, ada):
    return whole(officer=olu, approver=ada, district="salford", conditions=("SC2", "SC3"))


def test_conditions_are_found_by_decision_partnership_year_and_kind(published, in_salford, signed_in, olu):
    client = signed_in(olu)

    def shown(query):
        return {each.reference for each in client.get(f"{ADDRESS}?{query}").context["standings"]}

    assert shown("") == {published.reference, in_salford.reference}
    assert shown(f"decision={in_salford.reference}") == {in_salford.reference}
    assert shown("partnership=manchester&year=2023-24&kind=match") == {published.reference}
    assert shown("year=2023-24&kind=reporting") == set()


def test_one_finding_with_one_reason_settles_all_that_are_chosen(published, in_salford, signed_in, olu):
    chosen = list(Obligation.objects.filter(reference=in_salford.reference).values_list("pk", flat=True))
    sent = {"obligations": chosen, "finding": "met", "reasons": REASONS}
    page = signed_in(olu).post(f"{ADDRESS}?decision={in_salford.reference}", sent, follow=True)
    assert "Your finding on 2 conditions is recorded, and public." in page.content.decode()
    assert set(Assessment.objects.values_list("obligation", "reasons")) == {(pk, REASONS) for pk in chosen}
    assert set(Obligation.objects.filter(pk__in=chosen).values_list("settled", flat=True)) == {"met"}


def test_what_cannot_be_found_so_is_refused_by_name_and_the_rest_is_recorded(published, signed_in, olu):
    chosen = list(Obligation.objects.values_list("pk", flat=True))
    sent = {"obligations": chosen, "finding": "met", "reasons": REASONS}
    page = signed_in(olu).post(ADDRESS, sent, follow=True).content.decode()
    assert "Your finding on 4 conditions is recorded, and public." in page
    assert "£7,500.00 of match is still to be evidenced, so this cannot be met yet." in page


def test_only_an_approver_waives_and_nothing_is_settled_twice(published, olu, ada):
    obligations = list(Obligation.objects.all())
    assert all(assess_many(obligations, by=olu, finding="waived", reasons=REASONS).values())
    assess(obligations[1], by=olu, finding="not_met", reasons=REASONS)
    results = assess_many(obligations, by=ada, finding="waived", reasons=REASONS)
    assert [str(each) for each in results.values() if each] == ["It has been assessed since you opened this page."]
    assert Assessment.objects.count() == len(obligations)


def test_nothing_chosen_is_said(published, signed_in, olu):
    page = signed_in(olu).post(ADDRESS, {"finding": "met", "reasons": REASONS}).content.decode()
    assert "Choose at least one condition" in page


@pytest.fixture
def four_hundred(reference, olu, ada):
    """The five conditions of eighty awards."""
    decision = draft(by=olu, district="manchester", amount=Decimal("100.00"))
    first = decision.awards.values("title", "recipient", "partnership", "stream", "year", "amount").get()
    values = {
        f"{name}_id" if name in ("recipient", "partnership", "stream") else name: each for name, each in first.items()
    }
    add_awards(decision, by=olu, rows=[values] * 79)
    stories.published(stories.approved(stories.sent(fresh(decision), by=olu), by=ada), by=ada)
    return Obligation.objects.order_by("pk")


@pytest.mark.django_db(transaction=True)
def test_a_lead_sends_while_many_are_settled(four_hundred, ada, mo):
    match = four_hundred.filter(terms_data__kind="match").first()

    def lead_sends():
        send(match, by=mo)
        connection.close()

    lead = Thread(target=lead_sends)
    lead.start()
    results = assess_many(four_hundred, by=ada, finding="waived", reasons=REASONS)
    lead.join()
    assert (len(results), any(results.values())) == (400, False)
    stands = Obligation.objects.with_ledger().get(pk=match.pk)
    assert (stands.settled, stands.shares.count()) == ("waived", 1)
    assert vars(facts_of(stands)).items() <= vars(stands).items()


def test_many_cost_little_more_than_one(published, olu, ada):
    """Beside the diary, which has a line and its words for each."""
    obligations = list(Obligation.objects.order_by("pk"))
    with CaptureQueriesContext(connection) as of_one:
        assess_many(obligations[:1], by=ada, finding="waived", reasons=REASONS)
    with CaptureQueriesContext(connection) as of_four:
        assess_many(obligations[1:], by=ada, finding="waived", reasons=REASONS)
    assert len(of_four) <= len(of_one) + 2 * 3
