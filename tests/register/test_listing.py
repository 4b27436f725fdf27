"""The listing: what the newest notices say, and what lists, filters and searches find in it."""

from datetime import date
from decimal import Decimal

from grants.actions.awards import change_award
from grants.actions.decisions import revise
from grants.models import Priority
from grants.years import FinancialYear
from register.actions.listing import rebuild_listing
from register.actions.publishing import publish
from register.models import ListedAward, ListedMaker, ListedPriority, ListedStrand, ListedVariationLine, Listing
from tests import stories
from tests.stories import award, draft, fresh, variation, whole, withdrawn


def corrected(decision, *, by, approver, note="Corrected after a meeting."):
    return publish(stories.approved(stories.sent(decision, by=by), by=approver), by=approver, note=note)


def varied(decision, new, *, by, approver, base="7500.00"):
    change = variation(by=by, award=decision.awards.get(), base_amount=Decimal(base), new_amount=Decimal(new))
    return stories.published(stories.approved(stories.sent(change, by=by), by=approver), by=approver)


def test_an_award_is_listed_with_all_that_filters_ask_for(published, manchester):
    listed = ListedAward.objects.get()
    assert (listed.amount, listed.current_amount, listed.number) == (7500, 7500, 1)
    assert (listed.partnership, listed.recipient, listed.year) == (
        manchester,
        manchester.accountable_body,
        FinancialYear(2023),
    )
    assert listed.stream.slug == "challenger-soc-hotspot-fund"


def test_lag_is_counted_in_days_from_the_decision_to_the_first_publication(approved, ada, time_machine):
    time_machine.move_to("2024-03-07T12:00:00Z")
    publish(approved, by=ada)
    listing = Listing.objects.get()
    assert (listing.first_published_on, listing.lag_days) == (date(2024, 3, 7), 30)


def test_an_earlier_publication_elsewhere_is_the_first(draft, olu, ada):
    revise(draft, by=olu, values={"published_elsewhere_on": date(2024, 2, 10)})
    corrected(draft, by=olu, approver=ada)
    assert Listing.objects.get().lag_days == 4


def test_a_correction_keeps_the_first_publication(published, olu, abe):
    before = Listing.objects.get()
    revise(published, by=olu, values={"summary": "Better said.", "four_ps": ["prevent"]})
    corrected(published, by=olu, approver=abe)
    after = Listing.objects.get()
    assert after.summary == "Better said."
    assert (after.first_published_on, after.first_sequence) == (before.first_published_on, before.first_sequence)
    assert after.notice.version == 2


def test_a_correction_of_the_amount_is_listed_once_it_is_published(published, olu, abe):
    change_award(published.awards.get(), by=olu, values={"amount": Decimal("7000.00")})
    assert Listing.objects.get().total == 7500
    corrected(published, by=olu, approver=abe)
    assert (Listing.objects.get().total, ListedAward.objects.get().current_amount) == (7000, 7000)


def test_an_ended_award_stays_listed_at_nothing(published, olu, abe):
    ended = {"amount": Decimal("0.00"), "ended_reason": "The work stopped."}
    change_award(published.awards.get(), by=olu, values=ended)
    notice = corrected(published, by=olu, approver=abe)
    assert ListedAward.objects.get().current_amount == 0
    assert notice.document.awards[0].ended_reason == "The work stopped."


def test_variations_follow_each_other_as_they_were_first_published(published, olu, ada, abe):
    first = varied(published, "7695.00", by=olu, approver=ada)
    varied(published, "8000.00", base="7695.00", by=olu, approver=ada)
    revise(first, by=olu, values={"summary": "Better said."})
    corrected(first, by=olu, approver=abe)
    assert ListedAward.objects.get().current_amount == 8000


def test_withdrawing_one_of_two_variations(published, olu, ada):
    varied(published, "7695.00", by=olu, approver=ada)
    second = varied(published, "8000.00", base="7695.00", by=olu, approver=ada)
    withdrawn(second, by=ada, reason="It was decided by mistake.")
    assert ListedAward.objects.get().current_amount == 7695


def test_a_correction_of_what_was_varied_keeps_the_varied_amount(published, olu, ada, abe):
    varied(published, "7695.00", by=olu, approver=ada)
    revise(published, by=olu, values={"summary": "Better said.", "four_ps": ["prevent"]})
    corrected(published, by=olu, approver=abe)
    assert (ListedAward.objects.get().amount, ListedAward.objects.get().current_amount) == (7500, 7695)
    assert published.listing.total == 7695


def test_a_decision_with_several_awards_counts_once(reference, olu, ada):
    decision = draft(by=olu)
    award(decision, by=olu, amount=Decimal("0.10"), district="manchester", stream="hate-crime-grant")
    award(decision, by=olu, amount=Decimal("0.20"), district="bury", stream="hate-crime-grant")
    corrected(decision, by=olu, approver=ada)
    assert Listing.objects.about(partnership__slug="manchester").count() == 1
    assert Listing.objects.about(stream__slug="hate-crime-grant").count() == 1
    assert Listing.objects.in_year(FinancialYear(2023)).count() == 1
    assert ListedAward.objects.total() == Decimal("7500.30")


def test_what_made_no_award_is_found_in_the_year_it_was_decided(reference, olu, ada):
    whole(officer=olu, approver=ada, outcome="not_approved")
    assert Listing.objects.in_year(FinancialYear(2023)).exists()
    assert not Listing.objects.in_year(FinancialYear(2024)).exists()
    assert not ListedAward.objects.exists()


def test_rebuilding_changes_nothing_whatever_has_happened(published, olu, ada, abe):
    second = whole(officer=olu, approver=ada, district="salford", priorities=list(Priority.objects.all()[:2]))
    varied(published, "7695.00", by=olu, approver=ada)
    varied(second, "0.00", by=olu, approver=ada)
    revise(published, by=olu, values={"summary": "Better said.", "four_ps": ["prevent"]})
    corrected(published, by=olu, approver=abe)
    revise(published, by=olu, values={"title": "A title that nobody has approved"})
    withdrawn(whole(officer=olu, approver=ada, district="bury"), by=ada, reason="It was decided by mistake.")
    before = rows()
    assert all(before)
    assert rebuild_listing() == 5
    assert rows() == before
    assert fresh(published).listing.title != fresh(published).title


def rows():
    """All that is listed, but for the numbers of the rows."""
    models = (Listing, ListedAward, ListedMaker, ListedPriority, ListedStrand, ListedVariationLine)
    return [
        sorted(
            tuple(value for name, value in row.items() if name not in ("id", "listing_id"))
            for row in model.objects.values()
        )
        for model in models
    ]
