"""What the sample says of itself, and to whom."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone

from conditions import standing, tallies
from conditions.models import Assessment, Contribution, LaterDate, MonitoringReturn, PaymentDue
from conditions.payments import by_year, payments_of
from conditions.standing_states import StandingState, Turn
from grants.models import Award, Comment, Decision, Event, FundingStream, Post, User
from grants.models.sample import SampleMark
from grants.office_data import PACK, read_pack
from grants.years import FinancialYear, london_today
from register.models import ListedAward, Listing, Notice, Recommendation, YearAccount
from register.money.budget import budgets
from register.notices.verification import verify
from tests.sample.conftest import load_demo
from tests.working_rows import asked

TEN = [entry["district"].lower() for entry in read_pack(PACK)["partnerships"]]
REAL = ("Targeted hotspot activity to tackle organised crime", "£1.1 million for community safety in the ten districts")


@pytest.fixture
def sample(loaded, db) -> str:
    return loaded


def titled(words: str) -> Listing:
    return Listing.objects.get(title__contains=words)


def test_it_prints_the_accounts_with_their_roles(sample):
    assert re.search(r"mo@example\.org +Partnership lead, Manchester", sample)
    assert re.search(r"ada@example\.org +Approver", sample)
    assert User.objects.count() == 7


def test_the_password_that_it_makes_up_is_everybodys(sample):
    password = re.search(r"Their password: (\S{12,})", sample)[1]
    assert all(person.check_password(password) for person in User.objects.all())


def test_the_database_is_marked(sample):
    assert SampleMark.is_set()


def test_a_second_run_changes_nothing(sample, monkeypatch):
    monkeypatch.delenv("PCC_DEMO_PASSWORD", raising=False)
    before = counts()
    assert "there already" in load_demo()
    assert counts() == before


def test_a_second_run_with_another_password_sets_that_and_nothing_else(sample, monkeypatch):
    monkeypatch.setenv("PCC_DEMO_PASSWORD", "another password")
    load_demo()
    assert all(person.check_password("another password") for person in User.objects.all())
    before = counts()
    load_demo()
    assert counts() == before


def counts() -> list[int]:
    return [model.objects.count() for model in (Event, Decision, Notice, Award, Contribution, Assessment, User)]


def test_the_hotspot_notice_has_its_real_facts(sample):
    listing = titled(REAL[0])
    document = listing.notice.document
    assert (document.text("external_reference"), document.decided_on) == ("2548", date(2024, 2, 6))
    assert (listing.first_published_on, listing.lag_days) == (date(2024, 3, 7), 30)
    assert [(award.amount, award.year) for award in document.awards] == [(Decimal("7500.00"), "2023/24")]
    assert [terms.code for terms in document.conditions] == ["SC1", "SC2", "SC3", "SC4", "SC5"]
    assert (document.text("is_key"), document.text("call_in")) == ("No", "No")


def test_its_match_is_partly_shown_and_what_was_sent_is_said(sample):
    standings = standing.of_decision(titled(REAL[0]).reference)
    assert standings[0].match.evidenced == Decimal("5000.00")
    assert standings[0].match.required == Decimal("7500.00")
    assert "ent on" in standings[0].sentences


def test_what_is_due_to_be_paid_stands_beside_what_has_been_paid(sample):
    [payments] = payments_of(titled(REAL[0]).reference)
    assert (payments.due_so_far, payments.paid) == (Decimal("7500.00"), Decimal("7500.00"))


def test_it_shows_what_is_paid_by_year_a_question_a_comment_and_a_later_date(sample):
    of_bury = payments_of(titled("Safer streets in Bury").reference)
    years = [(year, each.paid, each.amount) for year, each in by_year(of_bury)]
    assert years == [("2023/24", 148500, 148500), ("2024/25", 196500, 196500)]
    assert Comment.objects.awaiting_answer().count() == 1
    assert Comment.objects.of_office().count() == 1
    assert LaterDate.objects.granted().count() == 1
    assert PaymentDue.objects.still_to_pay(london_today()).count() == 1


def test_the_eleven_grants_of_2018_sum_to_the_penny(sample):
    listing = titled(REAL[1])
    assert listing.total == Decimal("1100000.00")
    by_district = listing.awards.values_list("partnership__slug", flat=True)
    assert sorted(by_district) == sorted([*TEN, "manchester"])


def test_whatever_is_not_real_says_so_in_title_and_summary(sample):
    invented = [decision for decision in Decision.objects.all() if not decision.title.startswith(REAL)]
    assert len(invented) == Decision.objects.count() - 2 >= 30
    assert all(decision.title.startswith("Illustrative: ") for decision in invented)
    assert all("illustrative example" in decision.summary or decision.summary == "" for decision in invented)
    assert all("illustrative" in listing.summary for listing in Listing.objects.all() if listing.title not in REAL[0])


def test_every_standing_occurs(sample):
    assert 0 not in tallies.counts(standing.public_obligations()).values()


def test_every_sort_of_decision_occurs(sample):
    assert {*Decision.objects.values_list("kind", flat=True)} == {*Decision.Kind.values}
    assert {*Decision.objects.values_list("state", flat=True)} == {*Decision.State.values}
    assert Listing.objects.filter(outcome=Decision.Outcome.NOT_APPROVED).exists()
    assert ListedAward.objects.filter(recipient_name="Individual").exists()
    assert any(decision.has_unpublished_changes for decision in Decision.objects.all())
    assert Listing.objects.filter(notice__version=2, notice__kind=Notice.Kind.CORRECTION).exists()


def test_every_district_and_many_years_have_money(sample):
    assert {*ListedAward.objects.values_list("partnership__slug", flat=True)} >= {*TEN}
    assert ListedAward.objects.values("year").distinct().count() >= 7


def test_the_variation_raises_by_two_point_six_percent_to_the_nearest_penny(sample):
    varied = titled("are raised by 2.6%").variation_lines.get(base_amount="189412.35")
    assert varied.new_amount == Decimal("194337.07")  # 194,337.0711
    assert varied.award.listed.current_amount == varied.new_amount


def test_a_year_of_three_grants_to_ten_partnerships_was_lived_through(sample):
    """Eight things were asked of each partnership, and a year later all are settled, in every way there is."""
    asked_for = [each for each in standing.of_decision(titled("Three grants").reference) if each.year.slug == "2024-25"]
    assert {each.partnership_slug for each in asked_for} == {*TEN}
    assert len(asked_for) == 10 * 8
    tally = Counter(each.state for each in asked_for)
    assert (tally[StandingState.MET], tally[StandingState.NOT_MET], tally[StandingState.WAIVED]) == (76, 2, 2)


def test_of_the_second_year_some_is_late_some_sent_back_and_some_with_the_office(sample):
    asked_for = [each for each in standing.of_decision(titled("Three grants").reference) if each.year.slug == "2025-26"]
    late = {each.partnership_slug: (each.state, each.turn) for each in asked_for if not each.is_settled}
    assert late == {
        "bolton": (StandingState.PAST_DUE, Turn.PARTNERSHIP),
        "rochdale": (StandingState.PAST_DUE, Turn.PARTNERSHIP),
        "stockport": (StandingState.PAST_DUE, Turn.OFFICE),
        "trafford": (StandingState.PAST_DUE, Turn.PARTNERSHIP),
    }
    assert MonitoringReturn.objects.filter(partnership__slug="trafford", returned_at__isnull=False).count() == 3


def test_exactly_fifteen_thousand_left_over_is_met_and_more_is_not(sample):
    underspends = standing.of_decision(titled("Three grants").reference)
    found = {
        each.partnership_slug: each.label
        for each in underspends
        if each.terms.code == "GM1" and each.year.slug == "2024-25"
    }
    assert (found["salford"], found["oldham"]) == ("Met", "Not met")


def test_a_raised_award_reopens_a_match_that_had_been_met(sample):
    reopened = [each for each in standing.standings(standing.public_obligations()) if each.was_met_before]
    assert [each.match.gap for each in reopened] == [Decimal("500.00")]


def test_an_award_over_its_cap_carries_the_approvers_reason(sample):
    document = titled("Neighbourhood Fund").notice.document
    assert max(award.amount for award in document.awards) > Decimal("1000.00")
    assert "three suppliers" in document.text("exceeding_reason")


def test_no_stream_is_past_its_allocation(sample):
    pots = {(award.stream, award.year) for award in ListedAward.objects.select_related("stream")}
    headrooms = {(each.stream, each.year): each.headroom for each in budgets(pots)}
    assert all(headroom >= 0 for headroom in headrooms.values() if headroom is not None)
    youth = FundingStream.objects.get(name="Youth Aspiration Fund")
    assert headrooms[youth, FinancialYear(2016)] == Decimal("12750.00")


def test_every_notice_verifies(sample):
    found = verify()
    assert (found.fault, found.verified) == ("", Notice.objects.count() + YearAccount.objects.count())


def test_the_mentoring_is_followed_from_the_plan_to_the_account_of_its_year(sample):
    reference = titled("in Manchester, third year").reference
    page = Client().get(f"/decisions/{reference}/").text
    assert "Fewer children drawn into organised crime" in page
    assert "41 of 40 young people, 102.5% of target" in page
    for words in ("£240.00 returned", "Trainers need somebody to stand in", "Evaluation of the mentoring"):
        assert words in page
    assert [
        words for words in REAL for each in (titled(words).notice.document,) if each.measures or each.evaluations
    ] == []
    assert "57.5%, target 60%, 95.8% of target" in page
    assert "Considered by Illustrative council scrutiny committee, Manchester on 20 January 2026" in page
    account = Client().get("/years/2025-26/report/").text
    assert "Say in each return how many children finish the mentoring" in account
    assert "33 of the 41 children stayed to the end" in account
    [open_one] = Recommendation.objects.past_date()
    assert open_one.words.startswith("Have the lights in the park repaired")


def test_everything_happened_in_a_believable_order(sample):
    published = list(Notice.objects.order_by("sequence").values_list("published_at", flat=True))
    assert all(earlier <= later for earlier, later in pairwise(published))
    for decision in Decision.objects.exclude(approved_at=None):
        assert decision.decided_on <= decision.created_at.date() <= decision.sent_at.date()
        assert decision.sent_at < decision.approved_at
    for contribution in Contribution.objects.exclude(spent_on=None):
        assert contribution.spent_on <= contribution.sent_at.date()
    for assessment in Assessment.objects.select_related("obligation__condition__decision"):
        assert assessment.made_at > assessment.obligation.condition.decision.published_at


def test_nothing_happened_in_the_future(sample):
    assert not Event.objects.filter(at__gt=timezone.now()).exists()
    assert not Decision.objects.filter(decided_on__gte=timezone.localdate()).exists()


def test_every_monthly_return_adds_up_to_the_penny_against_the_working_rows(sample):
    by_month = asked("SELECT to_char(decided_on, 'YYYY-MM') AS month, sum(decided) FROM money GROUP BY month")
    assert len(by_month) > 12
    listed = {month.slug: money for month, _, money in Client().get("/returns/").context["months"]}
    assert {month: money.decided for month, money in listed.items() if money.decided} == dict(by_month)
    for month, total in by_month:
        page = Client().get(f"/returns/{month}/").content.decode()
        assert f'<strong class="money">£{total:,.2f}</strong> as decided' in page, month


def test_the_panel_pack_of_every_year_adds_up_to_the_penny_against_the_working_rows(sample):
    decided = "FROM money WHERE decided_on BETWEEN %s AND %s"
    ((first, last),) = asked("SELECT min(decided_on), max(decided_on) FROM money")
    for start in range(FinancialYear.of(first).start, FinancialYear.of(last).start + 1):
        period = FinancialYear(start).first_day, FinancialYear(start).last_day
        pack = Client().get("/panel/?from={}&to={}".format(*period)).context["pack"]
        ((total,),) = asked(f"SELECT coalesce(sum(decided), 0) {decided}", *period)
        assert pack.money.decided == total, start
        for column, lines in (("stream_id", pack.by_stream), ("partnership_id", pack.by_partnership)):
            sums = asked(f"SELECT sum(decided), count(*) {decided} GROUP BY {column}", *period)
            assert sorted((line.money.decided, line.made + line.changed) for line in lines) == sorted(sums), start


def test_something_is_withheld_with_papers_behind_it_and_within_a_limit(sample):
    document = Decision.objects.get(title__contains="Better locks").notices.get().document
    assert {entry.what for entry in document.withheld} == {"award-1", "risk_implications"}
    assert [bool(paper.sha256) for paper in document.papers] == [True, False]
    assert Post.objects.get(title="Treasurer").limit > document.total
