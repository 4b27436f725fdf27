"""A list of very many decisions: it is bounded, says so, and costs no more the longer the register is kept."""

import html

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from grants.years import FinancialYear
from public.browse import filter_counts, search, totals
from public.forms import queries
from public.views import awards as award_views
from public.views import search as search_views
from register.models import ListedAward, Listing

COUNTED, RANKED = 4, 2


@pytest.fixture
def bounded(monkeypatch):
    for module in (search, queries, award_views, search_views):
        monkeypatch.setattr(module, "MOST_COUNTED", COUNTED)
    for module in (search, search_views):
        monkeypatch.setattr(module, "MOST_RANKED", RANKED)


def page(address):
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get(address)
    return html.unescape(answer.text), answer.context, [each["sql"] for each in asked]


def test_it_shows_and_counts_as_many_as_its_bound_and_says_so(small, bounded):
    text, context, _ = page("/decisions/")
    assert f"More than {COUNTED} decisions" in text
    assert "Narrow the list to see what it comes to." in text
    assert context["page"].paginator.count == COUNTED


def test_further_choices_are_offered_but_not_counted(small, bounded):
    text, context, asked = page("/decisions/")
    labels = [label for _, label in context["form"].fields["partnership"].choices]
    assert labels[0] == "All partnerships"
    assert not any("decision" in label for label in labels)
    assert f"Once no more than {COUNTED} decisions are found" in text
    assert not any("conditions_obligation" in sql or "COUNT(DISTINCT" in sql or "SUM(" in sql for sql in asked)
    assert len(asked) <= 25


def test_of_what_words_find_the_newest_are_put_in_order_and_the_rest_is_by_date(small, bounded):
    text, context, _ = page("/decisions/?q=mentoring")
    found = Listing.objects.filter(pk__in=[each.pk for each in search.Search({"q": "mentoring"}).narrowed()])
    assert found.count() > RANKED
    assert {each.pk for each in context["page"]} == {each.pk for each in found.newest_first()[:RANKED]}
    assert f"These are the newest {RANKED} of them." in text
    assert len(page("/decisions/?q=mentoring&sort=date")[1]["page"]) == min(found.count(), COUNTED)


def test_a_list_within_the_bound_is_as_it_was(small):
    text, context, _ = page("/decisions/?q=mentoring")
    assert [each.pk for each in context["page"]] == [each.pk for each in search.Search({"q": "mentoring"}).found()]
    assert "newest" not in text.partition('id="results"')[2].partition("<ol")[0]


def test_of_very_many_recipients_those_with_most_are_offered_and_one_asked_for_stays(small, monkeypatch):
    for module in (filter_counts, queries):
        monkeypatch.setattr(module, "MOST_RECIPIENTS", 1)
    context = page("/decisions/")[1]
    offered = [value for value, _ in context["form"].fields["recipient"].widget.choices]
    most = ListedAward.objects.values_list("recipient__slug").order_by("-current_amount").first()
    assert len(offered) == 2
    assert most is not None
    other = "salford-city-council" if offered[1] != "salford-city-council" else "bury-metropolitan-borough-council"
    context = page(f"/decisions/?recipient={other}")[1]
    assert other in [value for value, _ in context["form"].fields["recipient"].widget.choices]
    assert "Search for the name of any other." in page("/decisions/")[0]


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: Listing.objects.newest_first()[:20], "listing_newest_first"),
        (lambda: Listing.objects.largest_first()[:20], "listing_largest_first"),
        (lambda: Listing.objects.order_by().filter(reference__iexact="x-1"), "listing_by_reference"),
    ],
)
def test_its_order_is_that_of_an_index(small, rows, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = rows().explain()
    assert index in plan
    assert "Sort" not in plan


def test_the_years_are_those_of_a_look_at_every_row(small):
    awarded = {year for year in ListedAward.objects.values_list("year", flat=True) if year}
    others = Listing.objects.without_awards().values_list("decided_on", flat=True)
    assert totals.years() == sorted(awarded | {FinancialYear.of(day) for day in others}, reverse=True)
