"""Olu records that a subsidy is in the national database, and sees on the front page which are not."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from grants.actions.decisions import revise
from grants.models import Decision
from register.actions.listing import rebuild_listing
from register.models import SubsidyEntry
from register.subsidies import months_after
from tests.snapshots import remembered
from tests.stories import corrected, whole, withdrawn

HOME = reverse("office:home")
BLANK = {"entered_on": "", "number": "", "none_because": ""}


@pytest.fixture
@remembered
def subsidy(reference, olu, ada):
    """Decided on 6 February 2024."""
    yes = Decision.Subsidy.SUBSIDY
    return whole(officer=olu, approver=ada, conditions=(), subsidy=yes, amount=Decimal("100000.00"))


@pytest.fixture
def address(subsidy):
    return reverse("office:subsidy_entry", args=[subsidy.reference])


def test_it_is_on_the_front_page_28_days_before_its_date_until_it_is_recorded(
    signed_in, olu, subsidy, address, time_machine
):
    time_machine.move_to("2024-04-07T12:00:00Z")
    assert "subsidy database" not in signed_in(olu).get(HOME).text
    time_machine.move_to("2024-04-08T12:00:00Z")
    text = signed_in(olu).get(HOME).text
    assert "In the national database by 6 May 2024." in text
    assert "not recorded as entered" not in text
    time_machine.move_to("2024-05-07T12:00:00Z")
    assert "Since 6 May 2024 not recorded as entered" in signed_in(olu).get(HOME).text
    page = signed_in(olu).post(address, BLANK | {"entered_on": "2/5/2024", "number": "SC10999"}, follow=True)
    assert "Subsidy: number SC10999, entered on 2 May 2024." in page.text
    assert 'value="SC10999"' in signed_in(olu).get(address).text
    assert "subsidy database" not in signed_in(olu).get(HOME).text
    assert subsidy.events.latest("pk").changes["Subsidy database"] == ["", "number SC10999, entered on 2 May 2024"]


def test_up_to_the_threshold_it_may_need_none_and_that_can_be_changed(signed_in, olu, subsidy, address):
    page = signed_in(olu).post(address, BLANK | {"none_because": "The scheme has an entry."}, follow=True)
    assert "Subsidy: no entry is needed: The scheme has an entry." in page.text
    signed_in(olu).post(address, BLANK | {"entered_on": "2/5/2024"})
    assert str(SubsidyEntry.objects.get()) == "entered on 2 May 2024"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Give the date of the entry, or else say why it needs none."),
        ({"entered_on": "2/5/2024", "none_because": "The scheme has one."}, "or else say why it needs none"),
        ({"entered_on": "2/5/2100"}, "The date must be today or earlier"),
        ({"entered_on": "5/2/2024"}, "It was decided on 6 February 2024: the entry is not before that."),
        ({"number": "SC1", "none_because": "The scheme has one."}, "An entry with a number has a date too."),
    ],
)
def test_what_cannot_be_is_refused(signed_in, olu, address, typed, sentence):
    assert sentence in signed_in(olu).post(address, BLANK | typed).text
    assert not SubsidyEntry.objects.exists()


def test_above_the_threshold_there_is_no_way_without_an_entry(signed_in, reference, olu, ada):
    yes = Decision.Subsidy.SUBSIDY
    decision = whole(officer=olu, approver=ada, conditions=(), subsidy=yes, amount=Decimal("100000.01"))
    address = reverse("office:subsidy_entry", args=[decision.reference])
    page = signed_in(olu).post(address, BLANK | {"none_because": "The scheme has an entry."})
    assert "It comes to £100,000.01: every subsidy above £100,000.00 is entered." in page.text


def test_what_was_published_counts_and_not_the_draft(subsidy, olu, ada):
    revise(subsidy, by=olu, values={"subsidy": Decision.Subsidy.NOT_A_SUBSIDY})
    rebuild_listing()
    assert subsidy.listing.subsidy_due_on == date(2024, 5, 6)
    later = corrected(subsidy, officer=olu, approver=ada, subsidy_note="It is none.")
    later.listing.refresh_from_db()
    assert later.listing.subsidy_due_on is None


def test_a_decision_that_was_withdrawn_gives_none(subsidy, ada):
    withdrawn(subsidy, by=ada)
    subsidy.listing.refresh_from_db()
    assert subsidy.listing.subsidy_due_on is None


def test_what_is_no_subsidy_has_no_page_and_leads_have_none(signed_in, published, olu, mo, address):
    assert signed_in(olu).get(reverse("office:subsidy_entry", args=[published.reference])).status_code == 404
    assert signed_in(mo).get(address).status_code == 403


@pytest.mark.parametrize(
    ("decided", "due"),
    [((2024, 2, 6), (2024, 5, 6)), ((2023, 11, 30), (2024, 2, 29)), ((2024, 12, 31), (2025, 3, 31))],
)
def test_three_months_end_with_a_short_month(decided, due):
    assert months_after(date(*decided), 3) == date(*due)
