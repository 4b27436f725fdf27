"""What pages that are read most ask of the database, however much the register holds."""

from collections import Counter

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conditions.actions.assessments import assess
from conditions.models import Assessment, Obligation
from public.browse.beside import PARTS, Beside
from public.views import decisions
from register.models import ListedAward, Listing
from tests.public.test_partnership_detail import BURY, many_awards

YEAR, STREAM = "/years/2023-24/", "/funding-streams/community-safety-grant/"
AWARDS_HELD = (
    150  # 20 of a year; the two decisions of thirty that the page lists, whole and of its subject; a few others
)


@pytest.mark.parametrize("address", ["/", "/partnerships/bury/", f"/recipients/{BURY}/", YEAR])
def test_a_page_asks_as_few_queries_and_holds_as_few_rows(small, address):
    few, _ = asked(address)
    many_awards(small.office, 30)
    many_awards(small.office, 30)
    for obligation in Obligation.objects.in_force().filter(assessments=None):
        assess(obligation, by=small.office.ada, finding="waived", reasons="It is no longer needed.")
    many, held = asked(address)
    assert many <= few + 6  # what had nothing to show before
    assert address != "/" or not held[Assessment]  # others show the findings of ten conditions
    assert held[ListedAward] <= AWARDS_HELD


@pytest.mark.parametrize("address", ["/", "/partnerships/manchester/", STREAM, YEAR])
def test_no_page_adds_up_every_award(small, address):
    """The sums are kept; a GROUP BY over the awards would take the longer the more there are."""
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(address).status_code == 200
    assert not [each["sql"] for each in queries if 'SUM("register_listedaward"' in each["sql"]]


def test_a_decision_page_asks_only_for_what_there_is_beside_its_document(small):
    """The edition, and its listing with what there is beside it; then what there is of conditions with what was found
    and interpreted, of variations and meetings. In tests, whether this is a sample is asked anew, twice."""
    assert asked(f"/decisions/{small.many.reference}/")[0] <= 4
    assert asked(f"/decisions/{small.hotspot.reference}/")[0] <= 7


def test_what_a_decision_page_does_not_ask_for_is_not_there(small, monkeypatch):
    references = Listing.objects.values_list("reference", flat=True)
    few = [Client().get(f"/decisions/{each}/").content for each in references]
    look = decisions.listing_and_beside

    def whatever_there_is(reference: str) -> tuple[Listing, Beside]:
        listing, seen = look(reference)
        return listing, seen._replace(parts=frozenset(PARTS))

    monkeypatch.setattr(decisions, "listing_and_beside", whatever_there_is)
    assert few == [Client().get(f"/decisions/{each}/").content for each in references]


def test_open_data_counts_all_its_tables_in_one_query_and_reads_nothing_of_empty_ones(small):
    with CaptureQueriesContext(connection) as queries:
        assert Client().get("/data/").status_code == 200
    asked = [each["sql"] for each in queries]
    assert len([sql for sql in asked if "COUNT(*)" in sql.upper()]) == 1
    assert not [sql for sql in asked if sql.startswith(('SELECT "conditions_awardresult"', 'SELECT "register_planned'))]
    assert len(asked) <= 46


def asked(address: str) -> tuple[int, Counter]:
    """How many queries a page asks, and how many rows of each table it makes objects of."""
    held: Counter = Counter()

    def count(sender, **_options) -> None:
        held[sender] += 1

    post_init.connect(count)
    try:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(address).status_code == 200
    finally:
        post_init.disconnect(count)
    return len(queries), held
