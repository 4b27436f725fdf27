"""A year of grants paid in advance: three grants to each of ten partnerships, with four conditions for each partnership
and year: the report with its underspend, the agreement, the proposals with quarterly updates, the February report."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from conditions.actions.assessments import assess
from conditions.actions.payments import record_payment
from conditions.actions.reviews import accept
from conditions.models import Obligation, Payment
from conditions.standing_states import StandingState
from conditions.tallies import counts
from grants.models import Partnership
from grants.refused import Refused
from tests import stories
from tests.snapshots import remembered
from tests.stories import award, draft

STREAMS = ("community-safety-grant", "voluntary-and-community-sector-grant", "hate-crime-grant")
GRANTS = (Decimal("150000.00"), Decimal("30000.00"), Decimal("10000.00"))


@pytest.fixture
@remembered
def decision(reference, olu, ada):
    """Published in March, before the year begins."""
    decision = draft(
        by=olu,
        decided_on=date(2023, 3, 1),
        stream=STREAMS[0],
        amount=GRANTS[0],
        conditions=("GM1", "GM2", "GM3", "GM4"),
    )
    for partnership in Partnership.objects.all():
        for stream, amount in zip(STREAMS, GRANTS, strict=True):
            if (partnership.slug, stream) != ("manchester", STREAMS[0]):
                award(decision, by=olu, amount=amount, district=partnership.slug, stream=stream)
    return stories.published(stories.approved(stories.sent(decision, by=olu), by=ada), by=ada)


def noon(year, month, day):
    return datetime(year, month, day, 12, 0, tzinfo=UTC)


def asked(decision, district, code):
    own = Obligation.objects.filter(condition__decision=decision, partnership__slug=district, terms_data__code=code)
    return list(own.order_by("due_on"))


def reported(obligation, underspends, *, lead, officer, at):
    for sent in stories.sends_returns(obligation, by=lead, left=underspends, at=at):
        accept(sent, by=officer, at=at)


def met(obligation, *, by, at, reasons="The papers show it."):
    return assess(obligation, by=by, finding="met", reasons=reasons, at=at)


def states(decision, district, day):
    own = Obligation.objects.filter(reference=decision.reference, partnership__slug=district)
    return counts(own, today=day)


def test_what_is_asked_of_each_partnership_in_the_year(decision):
    assert Obligation.objects.count() == 10 * 8
    assert [(each.occurrence_label, each.due_on) for each in asked(decision, "wigan", "GM3")] == [
        ("Approval before the year's payment", date(2023, 4, 1)),
        ("Update for the quarter to 30 June 2023", date(2023, 6, 30)),
        ("Update for the quarter to 30 September 2023", date(2023, 9, 30)),
        ("Update for the quarter to 31 December 2023", date(2023, 12, 31)),
        ("Update for the quarter to 31 March 2024", date(2024, 3, 31)),
    ]
    assert [each.due_on for each in asked(decision, "wigan", "GM4")] == [date(2024, 2, 29)]
    assert {each.due_on for code in ("GM1", "GM2") for each in asked(decision, "wigan", code)} == {date(2024, 3, 31)}


def test_a_year_that_is_kept_and_one_that_is_not(decision, mo, sal, olu, oma):
    grants = list(decision.awards.filter(partnership__slug="manchester").order_by("number"))
    approval, *updates = asked(decision, "manchester", "GM3")
    (agreement,), (february,), (monitoring,) = (asked(decision, "manchester", code) for code in ("GM2", "GM4", "GM1"))

    with pytest.raises(Refused, match="Give a reason for paying before it is met") as refusal:
        record_payment(grants[0], by=olu, amount=Decimal("75000.00"), paid_on=date(2023, 4, 3), at=noon(2023, 4, 3))
    assert len(refusal.value.sentences) == 2  # the approval alone: everything else is due later
    met(approval, by=olu, at=noon(2023, 3, 28))
    met(agreement, by=olu, at=noon(2023, 3, 28))
    for grant in grants:
        record_payment(grant, by=olu, amount=grant.amount / 2, paid_on=date(2023, 4, 3), at=noon(2023, 4, 3))

    for update in updates:
        at = noon(update.due_on.year, update.due_on.month, update.due_on.day)
        reported(update, (0, 0, 0), lead=mo, officer=olu, at=at)
        met(update, by=olu, at=at)
    reported(february, ("12000.00", "2000.00", "1000.01"), lead=mo, officer=olu, at=noon(2024, 2, 29))
    met(february, by=olu, at=noon(2024, 2, 29))

    reported(monitoring, ("12000.00", "2000.00", "1000.01"), lead=mo, officer=olu, at=noon(2024, 3, 20))
    with pytest.raises(Refused, match=r"£15,000\.01 is left unallocated over all grants .* at most £15,000\.00"):
        met(monitoring, by=olu, at=noon(2024, 3, 20))
    reported(monitoring, ("12000.00", "2000.00", "1000.00"), lead=mo, officer=oma, at=noon(2024, 3, 25))
    met(monitoring, by=olu, at=noon(2024, 3, 25))
    assert states(decision, "manchester", date(2024, 4, 1))[StandingState.MET] == 8
    record_payment(grants[0], by=olu, amount=Decimal("75000.00"), paid_on=date(2024, 3, 28), at=noon(2024, 3, 28))
    assert Payment.objects.total() == Decimal("170000.00")

    (late,) = asked(decision, "salford", "GM4")
    assert states(decision, "salford", date(2024, 2, 29))[StandingState.PAST_DUE] == 4
    with pytest.raises(Refused, match="due on 29 February 2024: it cannot be found not met before"):
        assess(late, by=olu, finding="not_met", reasons="No report came to us in time.", at=noon(2024, 2, 29))
    assess(late, by=olu, finding="not_met", reasons="No report came to us in time.", at=noon(2024, 3, 1))
    assert states(decision, "salford", date(2024, 3, 1))[StandingState.NOT_MET] == 1
    assert states(decision, "wigan", date(2024, 3, 1))[StandingState.PAST_DUE] == 5
    assert states(decision, "wigan", date(2024, 4, 1))[StandingState.PAST_DUE] == 8
