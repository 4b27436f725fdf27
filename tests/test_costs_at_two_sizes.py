"""What each kind of page asks of the database in a register of 1,000 and in one of 50,000 decisions: as many queries,
and about as many blocks of 8 KB, which are the same on a busy machine. `tests/costs.toml` names the pages, and says
which of them still cost more the longer the register is kept."""

import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import resolve

from conditions.models import Obligation
from grants.actions.office_data import add_lead
from grants.models import Decision, Partnership, User
from pcc_decisions.public_pages import public_pages
from register.models import Notice
from tests.two_sizes import LARGE, SMALL, Cost, cost, register_of

TABLE = tomllib.loads((Path(__file__).parent / "costs.toml").read_text())
READERS = ("public", "olu", "mo")
# An index of fifty times as many rows is one step deeper, and what a page of twenty shows is not there yet among 1,000.
TIMES, MORE = 3, 300


class Bound(NamedTuple):
    queries: int  # at most so many more
    blocks: int


GROWING = {
    page: Bound(each.get("queries", 0), blocks) for each in TABLE["growing"] for page, blocks in each["pages"].items()
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("reader", READERS)
def test_a_page_costs_no_more_the_longer_the_register_is_kept(reader):
    small, large = costs(reader, SMALL), costs(reader, LARGE)
    over = {page: (before, large[page]) for page, before in small.items() if is_over(page, before, large[page])}
    assert over == {}


def is_over(page: str, small: Cost, large: Cost) -> bool:
    bound = GROWING.get(page, Bound(0, TIMES * small.blocks + MORE))
    return large.queries > small.queries + bound.queries or large.blocks > bound.blocks


def test_every_public_page_is_measured_or_left_out_for_a_reason():
    known = dict.fromkeys(["reference", "corrected"], "GM-2024-0001") | {"word": "x", "obligation": "1"}
    named = {resolve(page.format_map(known).partition("?")[0]).url_name for page in TABLE["public"]}
    left_out = {name for each in TABLE["left_out"] for name in each["pages"]}
    assert not named & left_out
    assert named | left_out == {each.name for each in public_pages}


def test_what_still_grows_is_measured():
    assert GROWING.keys() <= {page for reader in READERS for page in TABLE[reader]}


def costs(reader: str, size: int) -> dict[str, Cost]:
    with register_of(size):
        client, named = client_of(reader), names()
        return {page: cost(client, page.format_map(named)) for page in TABLE[reader]}


def client_of(reader: str) -> Client:
    client = Client()
    if reader == "mo":
        ada = User.objects.get(email="ada@example.org")
        client.force_login(add_lead(manchester(), email="mo@example.org", name="Mo", by=ada))
    elif reader == "olu":
        client.force_login(User.objects.get(email="olu@example.org"))
    return client


def manchester() -> Partnership:
    return Partnership.objects.get(slug="manchester")


def names() -> dict[str, object]:
    """Of a decision that is there at both sizes, with the word that no other has; of a corrected one; and of an
    obligation."""
    first = list(Notice.objects.order_by("sequence")[:100])
    granted = Decision.objects.filter(notices__in=first, awards__partnership=manchester()).latest("pk")
    return {
        "reference": granted.reference,
        "word": granted.title.rpartition(" ")[2],
        "corrected": Notice.objects.filter(version=2).earliest("sequence").decision.reference,
        "obligation": Obligation.objects.in_force().filter(partnership=manchester()).earliest("pk").pk,
    }
