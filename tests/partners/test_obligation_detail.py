"""One condition, as the partnership that has to keep it reads it."""

import re
from datetime import date

import pytest
from django.urls import reverse

from conditions.actions.assessments import assess, record_interpretation
from conditions.actions.conditions import remove_condition
from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import accept, return_sent
from grants.actions.decisions import revise
from tests import stories
from tests.stories import contribution, match_obligation

IN_KIND = {"is_in_kind": True, "valuation": "hours"}


@pytest.fixture
def obligation(published):
    return match_obligation(published)


TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')  # another one each time


@pytest.fixture
def read(signed_in, mo, obligation):
    """What the page says in its main part, on one line, as Mo reads it now."""
    address = reverse("partners:obligation_detail", args=["manchester", obligation.pk])
    return lambda: " ".join(TOKEN.sub("", signed_in(mo).get(address).text).partition("<main")[2].split())


def test_mo_reads_what_is_asked_what_counts_and_what_is_missing(read):
    page = read()
    assert "at least £1 of match funding for every £1 of the grant" in page
    assert "£7,500.00: 100% of the grant" in page
    assert "£7,500.00 of match still to be evidenced" in page
    assert "31 March 2024. The office set this date: the decision states none." in page
    assert "1 April 2023 and 31 March 2024" in page
    assert "Record contribution" in page


def test_what_is_accepted_counts_and_the_bar_says_so(read, obligation, mo, olu):
    accept(record_contribution(obligation, by=mo, values=contribution()), by=olu)
    assert "66.6% of the match required is evidenced" in read()


def test_pledged_and_confirmed_stand_apart_from_what_is_evidenced(read, obligation, mo):
    record_contribution(obligation, by=mo, values=contribution(stage="pledged", spent_on=None, amount=1200))
    record_contribution(obligation, by=mo, values=contribution(amount=800))
    page = read()
    assert "Pledged</dt><dd>£1,200.00" in page
    assert "not yet accepted</dt><dd>£800.00" in page
    assert "£0.00 (0.0%)" in page


def test_what_the_office_returns_says_what_is_missing(read, obligation, mo, olu):
    given = record_contribution(obligation, by=mo, values=contribution())
    return_sent(given, by=olu, comment="The invoice does not name the partnership.")
    assert "The invoice does not name the partnership." in read()


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"is_own_money": True}, "It is this office&#x27;s own money."),
        ({"counted_elsewhere": True}, "It already counts towards something else."),
        ({"source": "private"}, "The condition does not allow this source."),
        ({"spent_on": date(2024, 4, 1)}, "only 1 April 2023 to 31 March 2024 counts."),
        (IN_KIND, "The condition does not say whether in-kind counts, so it is shown apart."),
    ],
)
def test_what_is_accepted_and_does_not_count_says_why(read, obligation, mo, olu, values, why):
    accept(record_contribution(obligation, by=mo, values=contribution(**values)), by=olu)
    page = read()
    assert "It does not count." in page
    assert why in page


def test_before_the_office_accepts_mo_is_warned_of_what_would_not_count(read, obligation, mo):
    record_contribution(obligation, by=mo, values=contribution(is_own_money=True))
    assert "It would not count. It is this office&#x27;s own money." in read()


def test_in_kind_counts_once_the_office_has_recorded_its_reading(read, obligation, mo, olu):
    accept(record_contribution(obligation, by=mo, values=contribution(**IN_KIND)), by=olu)
    record_interpretation(obligation, by=olu, counts=True, reasons="As in every year so far.")
    page = read()
    assert "The office’s interpretation: in kind counts." in page
    assert "Still to be evidenced</dt><dd>£2,500.00" in page


def test_the_findings_of_the_office_are_read_with_their_reasons_but_without_names(read, obligation, olu):
    assess(obligation, by=olu, finding="not_met", reasons="No match has been evidenced.")
    page = read()
    assert "No match has been evidenced." in page
    assert "£0.00 of £7,500.00 was evidenced" in page
    assert "Olu" not in page


def test_what_was_found_not_met_is_no_longer_still_to_be_evidenced(read, obligation, olu):
    assess(obligation, by=olu, finding="not_met", reasons="No match has been evidenced.")
    page = read()
    assert "Still to be evidenced</dt><dd>£0.00" in page
    assert "Found not met</dt><dd>£7,500.00" in page


def test_changes_that_are_not_published_change_nothing_here(read, obligation, published, olu):
    before = read()
    revise(published, by=olu, values={"title": "A title that nobody has approved"})
    remove_condition(obligation.condition, by=olu)
    assert read() == before


def test_a_condition_that_a_correction_took_away_is_gone(signed_in, mo, obligation, published, olu, ada):
    remove_condition(obligation.condition, by=olu)
    corrected = stories.approved(stories.sent(published, by=olu), by=ada)
    stories.published(corrected, by=ada, note="The match condition belonged to another grant.")
    address = reverse("partners:obligation_detail", args=["manchester", obligation.pk])
    assert signed_in(mo).get(address).status_code == 404


def test_a_condition_without_match_offers_no_contribution(signed_in, mo, published):
    plan = published.conditions.get(standard__code="SC3").obligations.get()
    page = signed_in(mo).get(reverse("partners:obligation_detail", args=["manchester", plan.pk]))
    assert "Record contribution" not in page.text
    address = reverse("partners:contribution_new", args=["manchester", plan.pk])
    assert signed_in(mo).get(address).status_code == 404
