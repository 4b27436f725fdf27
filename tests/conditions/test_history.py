"""History is not an accusation (domain §6): what fell due before this register followed conditions is not asked."""

import os
from datetime import date, datetime

import pytest

from conditions.history import NOT_LISTED
from conditions.letters import letters
from conditions.models import Obligation
from conditions.standing import of_decision, public_obligations
from conditions.tallies import tally
from grants.models import Decision
from grants.refused import Refused
from grants.years import LONDON
from intake.actions.bringing_in import upload_spreadsheet
from intake.actions.drafting import draft_spreadsheet
from intake.actions.publishing import approve_spreadsheet, publish_approved, send_spreadsheet
from register.actions.history import follow_conditions
from tests.intake.test_past_decisions import csv_file, row
from tests.stories import fresh, whole, withdrawn

BEGAN = date(2024, 4, 1)


@pytest.fixture
def began(settings):
    settings.FOLLOWS_CONDITIONS_FROM = BEGAN


@pytest.fixture
def earlier(began, reference, olu, ada):
    """Decided, and due, before the register began to follow conditions."""
    return whole(officer=olu, approver=ada)


def test_what_fell_due_before_the_register_began_is_not_raised(earlier, client):
    assert not Obligation.objects.exists()
    page = client.get(f"/decisions/{earlier.reference}/").content.decode()
    assert "was to be kept before this register began: whether it was kept is not recorded here" in page
    assert "ast due" not in page


LISTS = ("/conditions/", "/conditions/?year=2023-24&partnership=manchester", "/partnerships/manchester/")
OTHERS = ("/conditions/?partnership=salford", "/partnerships/salford/")


def test_every_list_says_what_it_leaves_out(earlier, client, signed_in, olu, mo):
    pages = [client.get(address) for address in LISTS]
    pages += [signed_in(mo).get("/partners/manchester/"), signed_in(olu).get("/office/obligations/")]
    assert [NOT_LISTED in page.content.decode() for page in pages] == [True] * 5
    assert [NOT_LISTED in client.get(address).content.decode() for address in OTHERS] == [False, False]


def test_it_is_said_of_no_decision_that_has_been_withdrawn(earlier, ada, client):
    withdrawn(fresh(earlier), by=ada)
    assert NOT_LISTED not in client.get("/conditions/").content.decode()


def test_no_letter_is_written_about_it_and_no_tile_counts_it(earlier, mo, client):
    assert not list(letters(datetime(2024, 4, 3, 12, tzinfo=LONDON)))
    assert not any(tile.number for tile in tally(public_obligations()))


def test_what_falls_due_later_is_followed(began, reference, olu, ada):
    decision = whole(officer=olu, approver=ada, conditions=("GM4",), year="2024/25")
    assert [each.due_on for each in of_decision(decision.reference)] == [date(2025, 2, 28)]


def test_a_decision_taken_since_is_followed_whole(began, reference, olu, ada):
    decision = whole(officer=olu, approver=ada, year="2024/25", decided_on=BEGAN)
    assert len(of_decision(decision.reference)) == 5


PUBLIC = ("/", "/conditions/", "/partnerships/manchester/", "/years/2023-24/", "/conditions/?standing=past_due")


def tiles(client):
    """What the public pages say of conditions, without what they say of money and decisions."""
    pages = [client.get(address).context for address in PUBLIC]
    return [
        page["overview"].tally if "overview" in page else page.get("tally", page.get("conditions")) for page in pages
    ]


MANY = int(os.environ.get("PAST_DECISIONS", "27"))  # 270 take a minute or two


@pytest.fixture
def many_past(reference, olu, ada):
    """An approved import of past decisions, each with conditions on match and on reports that fell due long ago."""
    rows = (
        row(External_reference=str(number), Title=f"Decision {number}", Date_of_decision=f"{number % 28 + 1}/5/2022",
            Conditions="SC1, GM4", Amount=f"{1000 + number}.00", Total_as_stated="")
        for number in range(MANY)
    )  # fmt: skip
    sheet = draft_spreadsheet(upload_spreadsheet(csv_file(*rows), by=olu), by=olu)
    return approve_spreadsheet(send_spreadsheet(sheet, by=olu), by=ada)


def test_publishing_past_decisions_changes_no_public_tile_of_conditions(published, many_past, client):
    before = tiles(client)
    publish_approved(many_past)
    assert (Decision.objects.filter(state="published").count(), tiles(client)) == (MANY + 1, before)
    assert not Obligation.objects.exclude(reference=published.reference).exists()


def test_an_approver_may_say_otherwise_of_one_decision_and_why(earlier, olu, ada):
    why = "Its conditions are followed here from the beginning."
    with pytest.raises(Refused, match="Only an approver"):
        follow_conditions(earlier, by=olu, followed_from=earlier.decided_on, reason=why)
    with pytest.raises(Refused, match="at least 20 characters"):
        follow_conditions(earlier, by=ada, followed_from=earlier.decided_on, reason="Because.")
    follow_conditions(earlier, by=ada, followed_from=earlier.decided_on, reason=why)
    assert len(of_decision(earlier.reference)) == 5
    follow_conditions(earlier, by=ada, followed_from=date(2024, 6, 1), reason="They were followed on paper until then.")
    assert of_decision(earlier.reference) == []
