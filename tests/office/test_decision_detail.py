"""A decision as the office sees it: what is next, the checklist, the record, the diary."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conditions.actions.conditions import attach_standard
from conditions.models import StandardCondition
from grants.actions.awards import add_awards
from grants.actions.decisions import revise
from register.actions.withholding import withhold
from tests.stories import approved, award, bare_draft, draft, fresh, published, sent


def detail(client, decision) -> str:
    return " ".join(client.get(f"/office/decisions/{decision.reference}/").content.decode().split())


def test_what_blocks_stands_there_with_a_link_to_the_field_and_its_basis(reference, olu, signed_in):
    page = detail(signed_in(olu), bare_draft(by=olu, purpose=""))
    assert "Say what the money is for." in page
    assert "/record/what-and-why/#id_purpose" in page
    assert "P2 · Specified Information Order 2011, paragraph 3(f)" in page
    assert "Send for approval" not in page.split("Next step")[1].split("The record")[0].replace("sent for approval", "")


def test_an_author_is_not_offered_to_approve(sent, olu, ada, signed_in):
    assert "Read it, and approve or return it" not in detail(signed_in(olu), sent)
    assert "Read it, and approve or return it" in detail(signed_in(ada), sent)


def test_what_there_is_to_check_stands_open_before_the_button(draft, olu, signed_in):
    page = detail(signed_in(olu), draft)
    assert page.index('id="checklist"') < page.index(">Send for approval<")
    assert "things to check</span></summary>" in page
    assert '<details class="govuk-details" open> <summary' in page.split('id="checklist"')[1]


def test_unpublished_changes_lead_to_what_differs(published, olu, signed_in):
    link = f"/office/decisions/{published.reference}/preview/#changes"
    assert link not in detail(signed_in(olu), published)
    revise(published, by=olu, values={"summary": "Anything else."})
    assert link in detail(signed_in(olu), published)


def test_the_money_stands_beside_the_awards(draft, olu, signed_in):
    page = detail(signed_in(olu), draft)
    assert "Challenger SOC hotspot fund, 2023/24" in page
    assert "Not recorded" in page


def test_with_a_withheld_recipient_the_page_asks_once_for_all_awards(draft, olu, signed_in):
    """tests/asked_once.py fails where a page asks again for every award."""
    for district in ("salford", "bolton"):
        award(draft, by=olu, amount=Decimal("100.00"), district=district, stream="hate-crime-grant")
    withhold(draft, by=olu, what="award-1", values={"ground": "enactment"})
    assert "gives away a recipient that is withheld" in detail(signed_in(olu), draft)


def test_many_awards_are_summed_up_and_folded_away(draft, olu, signed_in):
    [award] = draft.awards.all()
    row = {name: getattr(award, name) for name in ("title", "recipient", "partnership", "stream", "year", "amount")}
    add_awards(draft, by=olu, rows=[row] * 15)
    page = detail(signed_in(olu), draft)
    assert "16 awards, £120,000.00 in all, as decided." in page
    assert page.split("Every award")[1].split("</details>")[0].count("Mentoring in Manchester") == 16


def test_all_that_falls_due_is_folded_under_its_condition(reference, olu, ada, signed_in, time_machine):
    decision = draft(by=olu, conditions=("GM2", "GM4"))
    for year in ("2024/25", "2025/26"):
        for district in ("bolton", "bury", "salford", "wigan"):
            award(decision, by=olu, amount=Decimal("100.00"), district=district, stream="hate-crime-grant", year=year)
    published(approved(sent(fresh(decision), by=olu), by=ada), by=ada)
    time_machine.move_to("2025-03-05T12:00:00Z")
    folded = detail(signed_in(olu), decision).split('id="conditions"')[1].split('id="papers"')[0]
    assert folded.count("<details") == 2
    report = folded.split("Financial report each February: ")[1]
    assert report.startswith("9: 5 past due, 4 not yet due</span></summary>")
    assert report.count("condition 2, 20") == 9


def test_the_page_costs_the_same_however_many_awards_and_conditions(draft, olu, signed_in, django_assert_num_queries):
    client, [award] = signed_in(olu), draft.awards.all()
    row = {name: getattr(award, name) for name in ("title", "recipient", "partnership", "stream", "year", "amount")}

    def more(number):
        add_awards(draft, by=olu, rows=[row] * number)
        for _ in range(number):
            attach_standard(draft, StandardCondition.objects.get(code="SC2"), by=olu)

    more(1)
    with CaptureQueriesContext(connection) as few:
        detail(client, draft)
    assert len(few) <= 25
    more(12)
    with django_assert_num_queries(len(few)):
        assert detail(client, draft).count("standard condition SC2") == 14


def test_the_diary_tells_the_whole_way(published, olu, signed_in):
    page = detail(signed_in(olu), published)
    for verb in ("drafted", "sent for approval", "approved", "published"):
        assert verb in page


def test_the_diary_is_read_twenty_lines_at_a_time(draft, olu, signed_in):
    client = signed_in(olu)
    for number in range(22):
        draft = revise(fresh(draft), by=olu, values={"title": f"Hotspot work {number}"})
    assert "</strong> drafted" not in (first := detail(client, draft))
    assert "Lines 1 to 20 of" in first
    earlier = client.get(f"/office/decisions/{draft.reference}/?page=2").content.decode()
    assert "Newer lines" in earlier
    assert "</strong> drafted" in earlier


@pytest.mark.parametrize("state", ["draft", "sent", "approved", "published"])
def test_it_opens_in_every_state(state, request, ada, signed_in):
    assert request.getfixturevalue(state).title in detail(signed_in(ada), request.getfixturevalue(state))
