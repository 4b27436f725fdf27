"""What is in force (domain §5): variations, corrections, what waits, and what is asked of one that adds."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from grants.actions.awards import change_award, change_awards
from grants.actions.decisions import revise
from grants.models import Allocation, Award, FundingStream, Partnership, Post
from grants.models.money import HIGHEST_AMOUNT
from grants.refused import Refused
from grants.years import FinancialYear, london_today
from register.actions.approval import approve, return_decision
from register.actions.withholding import withhold
from register.checks.checklist import checklist
from register.money.budget import budgets, budgets_of
from tests import stories
from tests.stories import fresh, variation, whole

YEAR = FinancialYear(2023)


@pytest.fixture
def stream(reference):
    return FundingStream.objects.get(slug="challenger-soc-hotspot-fund")


@pytest.fixture
def pot(stream):
    """£10,000 for 2023/24."""
    return Allocation.objects.create(stream=stream, year=YEAR, amount=Decimal("10000.00"))


def committed(stream):
    return budgets([(stream, YEAR)])[0].committed


def approved(decision, *, by, approver, **options):
    return stories.approved(stories.sent(decision, by=by), by=approver, **options)


def varied(published, new_amount, *, by, approver, base="7500.00"):
    change = variation(by=by, award=published.awards.get(), base_amount=Decimal(base), new_amount=Decimal(new_amount))
    return stories.published(approved(change, by=by, approver=approver), by=approver)


def sentences(items):
    return " ".join(each.sentence for each in items)


@pytest.mark.parametrize("new_amount", ["5000.00", "0.00"])
def test_an_approved_decrease_frees_nothing_before_it_is_published(published, stream, olu, ada, new_amount):
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal(new_amount))
    change = approved(change, by=olu, approver=ada)
    assert committed(stream) == 7500
    stories.published(change, by=ada)
    assert committed(stream) == Decimal(new_amount)


def test_an_approved_correction_frees_nothing_before_it_is_published(published, stream, olu, abe):
    revise(published, by=olu, values={"outcome": "not_approved"})
    approved(published, by=olu, approver=abe)
    assert committed(stream) == 7500


def test_an_approved_increase_is_committed_at_once(published, stream, olu, ada, abe):
    approved(variation(by=olu, award=published.awards.get(), new_amount=Decimal(8000)), by=olu, approver=ada)
    assert committed(stream) == 8000
    change_award(published.awards.get(), by=olu, values={"amount": Decimal("9000.00")})
    approved(published, by=olu, approver=abe)
    assert committed(stream) == 9000  # only one of the two can still be published


def test_headroom_that_a_waiting_decrease_would_free_is_not_used(published, pot, olu, ada):
    approved(variation(by=olu, award=published.awards.get(), new_amount=Decimal(100)), by=olu, approver=ada)
    with pytest.raises(Refused, match=r"£5,000\.00 past its allocation"):
        approved(stories.draft(by=olu, district="salford"), by=olu, approver=ada)


def test_one_award_has_one_variation_that_waits(published, olu, ada):
    first, second = (variation(by=olu, award=published.awards.get(), new_amount=Decimal(new)) for new in (7695, 8000))
    stories.sent(first, by=olu)
    with pytest.raises(Refused, match=f"is being varied by {first.reference} already"):
        stories.sent(second, by=olu)
    return_decision(first, by=ada, comment="The percentage is wrong.")
    assert stories.sent(second, by=olu)


def test_a_reason_is_asked_only_of_what_adds(published, pot, olu, ada, abe):
    """The stream is past its allocation already; a correction of a sentence adds nothing, and a decrease neither."""
    Allocation.objects.update(amount=Decimal("7000.00"))
    revise(published, by=olu, values={"summary": "Better said."})
    assert approved(published, by=olu, approver=abe).exceeding_reason == ""
    stories.published(fresh(published), by=abe, note="The summary was unclear.")
    less = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7400.00"))
    assert "past its allocation" not in sentences(checklist(less).warnings)
    assert stories.published(approved(less, by=olu, approver=ada), by=ada)
    more = variation(
        by=olu, award=published.awards.get(), base_amount=Decimal("7400.00"), new_amount=Decimal("7400.01")
    )
    with pytest.raises(Refused, match=r"£400\.01 past its allocation"):
        approved(more, by=olu, approver=ada)


def test_the_reason_for_exceeding_stays_when_a_correction_adds_nothing(reference, pot, olu, ada, abe):
    reason = "Other projects underspend every year."
    decision = approved(stories.draft(by=olu, amount=Decimal(12000)), by=olu, approver=ada, exceeding_reason=reason)
    stories.published(decision, by=ada)
    corrected = stories.corrected(decision, officer=olu, approver=abe, summary="Better said.")
    assert corrected.listing.notice.document.text("exceeding_reason") == reason


def test_limits_of_delegation_look_at_increases(published, olu, ada):
    """£5,000 more for one, £5,000 less for another: nothing in all, and still £5,000 that somebody decides to give."""
    other = whole(officer=olu, approver=ada, district="salford")
    Post.objects.filter(decisions=published).update(limit=Decimal("4999.99"), is_limit_known=True)
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("12500.00"))
    stories.vary(change, by=olu, award=other.awards.get(), base_amount=Decimal(7500), new_amount=Decimal("2500.00"))
    with pytest.raises(Refused, match=r"It adds £5,000\.00, and none of its decision makers"):
        approved(fresh(change), by=olu, approver=ada)


def test_the_own_amount_of_a_varied_award_is_locked(published, olu, ada):
    varied(published, "7695.00", by=olu, approver=ada)
    award = published.awards.get()
    for values in ({"amount": Decimal("7000.00")}, {"amount": Decimal(0), "ended_reason": "It is no longer needed."}):
        with pytest.raises(Refused, match=r"has been varied, so its own amount stays at £7,500\.00"):
            change_award(award, by=olu, values=values)
        with pytest.raises(Refused, match="has been varied"):
            change_awards(published, by=olu, values={1: values})
    assert change_award(award, by=olu, values={"title": "Mentors for Manchester"}).title == "Mentors for Manchester"


def test_a_correction_begun_before_the_variation_is_held_at_the_gate(published, olu, ada):
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    approved(change, by=olu, approver=ada)
    change_award(published.awards.get(), by=olu, values={"amount": Decimal("7000.00")})
    stories.published(fresh(change), by=ada)
    with pytest.raises(Refused, match=r"own amount stays at £7,500\.00"):
        stories.sent(published, by=olu)


def test_an_unvaried_award_is_ended_by_a_correction(published, stream, olu, abe):
    change_award(
        published.awards.get(), by=olu, values={"amount": Decimal(0), "ended_reason": "It is no longer needed."}
    )
    stories.published(approved(published, by=olu, approver=abe), by=abe, note="The award is ended, as agreed.")
    assert committed(stream) == 0


@pytest.mark.parametrize("name", ["partnership", "recipient"])
def test_who_is_paid_and_for_whom_is_fixed_once_published(published, salford, olu, name):
    other = salford if name == "partnership" else salford.accountable_body
    with pytest.raises(Refused, match=f"published with its {name}. End it, and add another award"):
        change_award(published.awards.get(), by=olu, values={name: other})
    if name == "partnership":
        with pytest.raises(Refused, match="published with its partnership"):
            change_award(published.awards.get(), by=olu, values={name: None})


def test_the_partnership_of_a_draft_can_be_changed(draft, olu, salford):
    assert change_award(draft.awards.get(), by=olu, values={"partnership": salford}).partnership == salford


def test_a_total_above_ten_billion_is_refused_with_a_sentence(reference, olu, ada):
    districts = Partnership.objects.order_by("pk")
    decision = stories.draft(by=olu, amount=HIGHEST_AMOUNT, conditions=())
    for partnership in districts.exclude(slug="manchester"):
        stories.award(
            decision, by=olu, amount=HIGHEST_AMOUNT, district=partnership.slug, stream="challenger-soc-hotspot-fund"
        )
    one_more = stories.award(
        decision, by=olu, amount=Decimal("0.01"), district="bury", stream="challenger-soc-hotspot-fund"
    )
    with pytest.raises(
        Refused, match=r"come to £10,000,000,000\.01, and one decision makes £10,000,000,000\.00 at most"
    ):
        stories.sent(fresh(decision), by=olu)
    Award.objects.filter(pk=one_more.pk).delete()
    whole_sum = stories.published(approved(fresh(decision), by=olu, approver=ada), by=ada)
    assert whole_sum.listing.total == 10 * HIGHEST_AMOUNT


def test_a_stated_total_is_not_checked_where_nothing_was_approved(draft, olu):
    revise(draft, by=olu, values={"stated_total": Decimal("9000.00")})
    assert "stated total" in sentences(checklist(draft).blocks)
    revise(draft, by=olu, values={"outcome": "not_approved"})
    assert "stated total" not in sentences(checklist(draft).blocks)


def test_nor_against_awards_where_the_decision_is_about_none(reference, olu):
    contract = stories.bare_draft(by=olu, kind="contract", stated_total=Decimal("9000.00"))
    assert "stated total" not in sentences(checklist(contract).blocks)


def test_a_date_in_the_future_is_no_earlier_publication(draft, olu):
    revise(draft, by=olu, values={"published_elsewhere_on": london_today() + timedelta(days=1)})
    assert "publication elsewhere is in the future" in sentences(checklist(draft).blocks)


def test_nor_is_a_view_of_the_chief_constable_held_in_the_future(draft, olu):
    values = {"ground": "safety", "viewed_by": "Chief Constable", "viewed_on": london_today() + timedelta(days=1)}
    withhold(draft, by=olu, what="reasons", values=values)
    assert "chief constable’s view is in the future" in sentences(checklist(draft).blocks)


def test_money_that_has_to_be_spent_in_the_year_is_not_given_for_longer_without_a_warning(draft, stream, olu):
    FundingStream.objects.filter(pk=stream.pk).update(spend_by=FundingStream.SpendBy.YEAR_END)
    change_award(draft.awards.get(), by=olu, values={"starts_on": date(2024, 1, 1), "ends_on": date(2024, 3, 31)})
    assert "has to be spent by" not in sentences(checklist(draft).warnings)
    change_award(draft.awards.get(), by=olu, values={"ends_on": date(2024, 4, 1)})
    assert "runs to 1 April 2024, but money of" in sentences(checklist(draft).warnings)
    assert "has to be spent by 31 March 2024" in sentences(checklist(draft).warnings)


def test_nor_with_a_purpose_a_beginning_or_a_decision_that_comes_later(published, stream, olu):
    draft = stories.draft(by=olu, district="salford")
    FundingStream.objects.filter(pk=stream.pk).update(spend_by=FundingStream.SpendBy.YEAR_END)
    purpose = "Mentoring of children from January 2024 to {}, in every school of the district."
    for end, is_late in (("31 March 2024", False), ("June 2024", True), ("1st April 2024", True), ("2024/25", True)):
        revise(draft, by=olu, values={"purpose": purpose.format(end)})
        said = f"The purpose speaks of {end}, but money of {stream} has to be spent by 31 March 2024."
        assert (said in sentences(checklist(draft).warnings)) is is_late, end
    change_award(draft.awards.get(), by=olu, values={"starts_on": date(2024, 5, 1), "ends_on": date(2024, 6, 1)})
    assert "Award 1 begins on 1 May 2024, but money of" in sentences(checklist(draft).warnings)
    revise(draft, by=olu, values={"decided_on": date(2024, 4, 2)})
    late = f"Money of {stream} for 2023/24 had to be spent by 31 March 2024, and it was decided on"
    assert f"{late} 2 April 2024" in sentences(checklist(draft).warnings)
    more = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    assert f"{late} 1 May 2024" in sentences(checklist(more).warnings)
    less = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7000.00"))
    assert late not in sentences(checklist(less).warnings)


def test_the_budget_says_what_is_in_force_and_what_is_added(published, pot, olu):
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    [own], [varied_] = budgets_of(published), budgets_of(change)
    assert (own.committed, own.this_decision, own.added) == (0, 7500, 0)
    assert (varied_.committed, varied_.this_decision, varied_.added) == (7500, 195, 195)


def test_approving_looks_at_the_money_of_the_day(sent, pot, ada, abe, olu):
    """Its own increase is asked about also where somebody else's decision has used the headroom meanwhile."""
    approved(stories.draft(by=olu, district="salford"), by=olu, approver=ada)
    with pytest.raises(Refused, match="Give a reason"):
        approve(sent, by=abe)
