"""The pack for the panel: all decisions between two dates."""

from datetime import date
from decimal import Decimal

import pytest

from conditions.actions.assessments import assess
from conditions.actions.evidence import add_evidence
from conditions.actions.reviews import accept, return_sent
from conditions.models import Obligation, ReturnFigure
from conditions.standing import of_decision
from grants.formatting import day as in_words
from grants.years import london_today
from public.scrutiny.panel import decided_between, panel_decisions, panel_pack
from public.views import scrutiny
from register.models import ListedAward
from register.notices import verification
from tests import stories
from tests.conditions.test_results import mentoring, report
from tests.public.big_decision import big_decision
from tests.public.small_register import DAY
from tests.public.test_result_list import rows_of

SPRING = "/panel/?from=2024-02-01&to=2024-05-31"


def test_the_pack_lists_every_decision_with_totals_by_stream_and_partnership(small, read):
    page = read(SPRING)
    assert page.all(".//dl[@class='tiles']/div/dd")[:2] == ["5", "£407,695.00"]
    assert "Community Safety Grant 4 0 £400,000.00 £400,000.00" in page
    assert "Manchester Community Safety Partnership 2 1 £107,695.00 £107,695.00" in page
    assert "Withdrawn" in page


def test_the_pack_carries_the_head_of_the_chain_out_of_the_house(small, read):
    page = read("/panel/?from=2024-02-01&to=2024-05-31")
    assert verification.newest().chain_digest in page.text


def test_past_due_conditions_stand_in_the_pack_once_each_with_how_often_and_by_whom(small, read):
    told = panel_pack(DAY.date().replace(month=1, day=1), london_today())
    standings = [each for each in of_decision(small.hotspot.reference) if each.is_past_due and each.match]
    [matched] = [late for late in told.late.rows if late.gap]
    assert (matched.gap, matched.past_due.number) == (sum(each.match.gap for each in standings), len(standings))
    assert sum(late.past_due.number for late in told.late.rows) == told.past_due.number
    assert told.late.count == len(told.late.rows)
    [row] = [row for row in read(SPRING).all(".//tbody/tr") if "Match funding from the partnership" in row]
    assert f"{matched.gap:,.2f} of match still to be evidenced" in row


def test_past_due_never_stands_without_what_was_sent_and_when(small, read):
    """What shows the governance is with the office; for the value added nothing was sent."""
    late = Obligation.objects.standing("past_due", london_today()).filter(condition__decision=small.hotspot)
    sent, unsent = late.get(terms_data__code="SC4"), late.get(terms_data__code="SC2")
    add_evidence(sent, by=small.office.olu, statement="The minutes of May show it.")
    rows = [row for row in read(SPRING).all(".//tbody/tr") if small.hotspot.reference in row and " past due" in row]
    [of_sent], [of_unsent] = ([row for row in rows if each.terms.title in row] for each in (sent, unsent))
    today = in_words(london_today())
    assert f"1 past due, 1 of it with the office since {today}. Something was last sent on {today}." in of_sent
    assert "1 past due. Nothing has been sent yet." in of_unsent


def test_who_has_sent_what_was_asked_is_named_apart_from_who_has_not(reference, office, read):
    decision = big_decision(office, "bolton", "bury", "wigan", streams=("community-safety-grant",))
    bolton, bury, wigan = (f"{place} Community Safety Partnership" for place in ("Bolton", "Bury", "Wigan"))
    for year, unsent in ((2023, f"{bolton}, {bury}, {wigan}"), (2024, f"{bolton}, {wigan}")):
        sent = Obligation.objects.get(reference=decision.reference, partnership__slug="bury", year=year)
        add_evidence(sent, by=office.olu, statement="The minutes of May show it.")
        [row] = [row for row in read(SPRING).all(".//tbody/tr") if "6 past due" in row]
        assert row.endswith(f"{unsent} With the office: {bury}")


def test_a_long_list_is_cut_and_says_of_how_many(small, read, monkeypatch):
    monkeypatch.setattr("public.views.scrutiny.MOST", 1)
    page = read(SPRING)
    assert "The 1 conditions that are past due longest are listed. See all that is past due" in page


def test_a_long_pack_is_read_page_by_page_and_printed_whole(small, read, monkeypatch):
    """Whatever the bounds leave out is counted, and on the page that has everything; that page has a bound too."""
    whole = read(f"{SPRING}&all=yes")
    titles = [each.listing.title for each in panel_decisions(decided_between(date(2024, 2, 1), date(2024, 5, 31)))]
    monkeypatch.setattr(scrutiny, "A_PAGE_OF_PACK", 2)
    monkeypatch.setattr(scrutiny, "MOST", 1)
    pages = [read(f"{SPRING}&page={number}") for number in (1, 2, 3)]
    rows = [[row for row in page.all(".//table[1]//tbody/tr") if "Decided" not in row] for page in pages]
    assert (
        [any(title in row for page in rows for row in page) for title in titles] == [True] * len(titles) == [True] * 5
    )
    assert "The first 1 of 2 are here. See all" in pages[0]
    assert "The first" not in whole
    assert all(title in whole for title in titles)
    monkeypatch.setattr(scrutiny, "MOST_IN_WHOLE", 4)
    assert "These are more than 4 decisions" in read(f"{SPRING}&all=yes")


def test_the_totals_add_up_to_the_register_to_the_penny(small):
    told = panel_pack(DAY.date().replace(month=1, day=1), london_today())
    assert told.money.decided == told.money.stands == ListedAward.objects.total() == Decimal("407695.00")
    for rows in (told.by_stream, told.by_partnership):
        assert sum(row.money.decided for row in rows) == sum(row.money.stands for row in rows) == told.money.stands


def test_results_agree_with_accepted_returns_and_the_file_to_the_unit(reference, olu, ada, mo, client, read):
    """Of two decisions between the dates, and not of one after them; what was returned counts nowhere."""
    spring = [mentoring(olu, ada) for _ in range(2)]
    later = mentoring(olu, ada, decided_on=date(2024, 6, 3))
    for decision, quarter, value in (
        (spring[0], 0, "10"),
        (spring[0], 2, "9.25"),
        (spring[1], 0, "3"),
        (later, 1, "40"),
    ):
        accept(report(decision, quarter, value, by=mo), by=olu)
    return_sent(report(spring[1], 1, 1000, by=mo), by=olu, comment="Is it as many as that?")
    accepted = ReturnFigure.objects.filter(monitoring_return__accepted_at__isnull=False)
    by_hand = sum(each.value for each in accepted.filter(monitoring_return__award__decision__in=spring))
    of_spring = {each.reference for each in spring}
    in_file = sum(Decimal(row["total"]) for row in rows_of(client) if row["decision"] in of_spring)
    [together] = panel_pack(date(2024, 2, 1), date(2024, 5, 31)).results
    assert by_hand == together.total == in_file == Decimal("22.25")
    page = read(SPRING)
    assert "22.25 of 80 young people, 27.8% of target 2 of 2 awards have an accepted figure" in page
    assert page.links["Every award by itself"] == "/results/?from=2024-02-01&to=2024-05-31"


def test_a_variation_outside_the_dates_is_in_what_stands_and_not_in_what_was_decided(small, read):
    page = read("/panel/?from=2024-02-01&to=2024-02-29")
    assert page.all(".//dl[@class='tiles']/div/dd")[1:3] == ["£7,500.00", "£7,695.00"]
    alone = read("/panel/?from=2024-05-01&to=2024-05-31")
    assert "+£195.00 to 1 earlier award" in alone
    assert alone.all(".//dl[@class='tiles']/div/dd")[1] == "£400,195.00"


def test_what_happened_between_the_dates_is_listed_by_its_own_date(small, read):
    built_on = london_today(small.gone.withdrawals.get().carried_out_at)
    today = f"/panel/?from={built_on}&to={london_today()}"
    obligation = Obligation.objects.filter(condition__decision=small.hotspot, terms_data__code="SC2").get()
    assess(obligation, by=small.office.olu, finding="not_met", reasons="It replaces a service that was withdrawn.")
    assess(
        Obligation.objects.filter(condition__decision=small.hotspot, terms_data__code="SC5").get(),
        by=small.office.ada,
        finding="waived",
        reasons="Nothing had to be bought for this work.",
    )
    page = read(today)
    assert "The council no longer needs the money." in page
    assert "A reason had been left out." in page
    assert f"{obligation.terms.title}: {small.hotspot.title}" in page
    assert f"{small.hotspot.reference}), {in_words(london_today())}, Manchester Community Safety Partnership" in page
    assert "No condition was waived." not in page
    before = read("/panel/?from=2023-01-01&to=2023-12-31")
    for sentence in ("corrected", "withdrawn"):
        assert f"No decision was {sentence}." in before
    assert "past due today and without a finding" in before


def test_a_key_decision_without_28_clear_days_is_listed(reference, olu, ada, read):
    for title, given, amount in (("In time", date(2024, 1, 8), Decimal(5)), ("Too late", date(2024, 1, 9), Decimal(6))):
        stories.whole(
            officer=olu, approver=ada, title=title, is_key=True, key_notice_on=given, conditions=(), amount=amount
        )
    page = read(SPRING)
    decisions = panel_decisions(decided_between(date(2024, 2, 1), date(2024, 5, 31)))
    found = panel_pack(date(2024, 2, 1), date(2024, 5, 31)).without_key_notice.rows
    assert [each.listing for each in found] == [each.listing for each in decisions if each.lacks_key_notice]
    assert "Too late ( GM-2024-0002): notice given on 9 January 2024, decided on 6 February 2024" in page
    assert "In time ( GM-2024-0001): notice" not in page


def test_what_went_past_its_limit_stands_with_its_reason(reference, olu, ada, read):
    draft = stories.draft(by=olu, stream="commissioners-neighbourhood-fund", amount=Decimal("1500.00"))
    reason = "Two neighbourhoods share one scheme."
    approved = stories.approved(stories.sent(draft, by=olu), by=ada, exceeding_reason=reason)
    stories.published(approved, by=ada)
    assert reason in read(SPRING)
    decisions = panel_decisions(decided_between(date(2024, 2, 1), date(2024, 5, 31)))
    found = panel_pack(date(2024, 2, 1), date(2024, 5, 31)).exceeding.rows
    assert [each.listing for each in found] == [each.listing for each in decisions if each.exceeding_reason]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=tomorrow&to=2024-05-31", "Write the date, like 31/3/2024"),
        ("from=&to=", "Enter a date, like 31/3/2024"),
        ("from=2024-05-31&to=2024-02-01", "The first date is after the last: swap them"),
        ("from=0001-01-01&to=9999-12-31", "Enter a date in a year from 1990 to 2100"),
        ("to=2024-05-31", "Enter a date, like 31/3/2024"),
    ],
)
def test_dates_that_make_no_period_are_answered_with_a_sentence(reference, read, query, sentence):
    assert sentence in read(f"/panel/?{query}")


def test_without_dates_the_pack_is_of_the_current_year(reference, read):
    assert "No published decision was taken between these dates." in read("/panel/")


def test_what_is_not_recorded_is_not_called_absent(small, read):
    page = read("/panel/?from=2024-02-01&to=2024-02-28")
    assert "Where none is recorded, this cannot be known." in page
    assert "None of these decisions is recorded as a key decision without it." in page
    assert "None of these decisions has a measure whose figures can be added up." in page
    assert "Late here means after the end of the month that follows the decision" in page
