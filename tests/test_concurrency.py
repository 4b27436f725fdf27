"""Two people at the same moment, on a real PostgreSQL: what must come out the same as one after the other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from conditions.actions.assessments import assess
from conditions.actions.contributions import record_contribution
from conditions.actions.payment_schedules import schedule_payments
from conditions.actions.payments import correct_payment, pay_back, record_payment
from conditions.actions.reviews import accept
from conditions.models import Assessment, Contribution, Obligation, Payment, PaymentDue, Share
from grants.actions.decisions import draft, open_for_editing, revise
from grants.actions.discarding import discard
from grants.actions.office_data import change_person, end_membership
from grants.models import Allocation, Decision, FundingStream, Membership, Role
from grants.refused import Refused, Stale
from grants.years import FinancialYear
from intake.actions.notices import draft_from_notice
from register.actions.approval import approve
from register.actions.publishing import publish
from register.actions.withdrawing import ask_for_withdrawal, withdraw
from register.models import ListedVariationLine, Notice
from register.money.budget import budgets
from tests import stories
from tests.intake.test_import_notice import HOTSPOT
from tests.stories import contribution, fresh, match_obligation, withdrawn

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30  # seconds


def at_once(*deeds):
    """Do the deeds in threads that start together; gives what each returned, or how it was refused."""
    start = Barrier(len(deeds))

    def do(deed):
        start.wait(PATIENCE)
        try:
            return deed()
        except (Refused, IntegrityError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds, timeout=PATIENCE))


def refusals(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def slowly(deed):
    """Keep the transaction open for a moment after the deed, so that the other one surely falls into it."""
    with transaction.atomic(), connection.cursor() as cursor:
        done = deed()
        cursor.execute("SELECT pg_sleep(0.2)")
    return done


@pytest.fixture
def hotspot(reference) -> tuple[FundingStream, FinancialYear]:
    """£16,000 of hotspot money for 2023/24."""
    stream, year = FundingStream.objects.get(slug="challenger-soc-hotspot-fund"), FinancialYear(2023)
    Allocation.objects.create(stream=stream, year=year, amount=Decimal("16000.00"))
    return stream, year


@pytest.fixture
def varied(published, olu):
    """£10,000 in place of the £7,500, waiting for approval."""
    change = stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("10000.00"))
    return stories.sent(change, by=olu)


def both_approved(first, second, by):
    return at_once(
        *(partial(slowly, partial(approve, each, by=who)) for each, who in zip((first, second), by, strict=True))
    )


def test_two_approvals_do_not_slip_under_the_same_headroom(hotspot, olu, ada, abe):
    drafts = (stories.draft(by=olu, district=place, amount=Decimal(9000)) for place in ("manchester", "salford"))
    first, second = (stories.sent(each, by=olu) for each in drafts)
    [refusal] = refusals(both_approved(first, second, by=(ada, abe)))
    assert "£2,000.00 past its allocation" in str(refusal)
    assert budgets([hotspot])[0].committed == Decimal("9000.00")


def test_nor_do_an_approval_and_a_variation(hotspot, varied, olu, ada, abe):
    """£7,500 is given; £2,500 more and another £7,500 would be £17,500."""
    other = stories.sent(stories.draft(by=olu, district="salford"), by=olu)
    [refusal] = refusals(both_approved(varied, other, by=(ada, abe)))
    assert "£1,500.00 past its allocation" in str(refusal)


def test_nor_do_two_variations(hotspot, varied, olu, ada, abe):
    """£15,000 is given; twice £2,500 more would be £20,000, and once £17,500: the second finds nothing left."""
    Allocation.objects.update(amount=Decimal("18000.00"))
    salford = stories.whole(officer=olu, approver=ada, district="salford")
    change = stories.variation(by=olu, award=salford.awards.get(), new_amount=Decimal("10000.00"))
    [refusal] = refusals(both_approved(varied, stories.sent(change, by=olu), by=(ada, abe)))
    assert "£2,000.00 past its allocation" in str(refusal)


def test_approvals_from_two_streams_never_wait_for_each_other(hotspot, olu, ada, abe):
    first = stories.sent(stories.draft(by=olu), by=olu)
    second = stories.sent(stories.draft(by=olu, district="salford", stream="hate-crime-grant"), by=olu)

    def impatiently():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1s'")
        return approve(second, by=abe, exceeding_reason="No allocation is recorded for it yet.")

    with transaction.atomic():
        approve(first, by=ada)
        [approved] = at_once(impatiently)
    assert approved.state == fresh(first).state == Decision.State.APPROVED


def test_what_is_withdrawn_stays_withdrawn_whoever_approves_meanwhile(published, olu, ada, abe):
    revise(published, by=olu, values={"title": "A better title"})
    waiting = stories.sent(fresh(published), by=olu)
    end = partial(withdrawn, waiting, by=ada, reason="Taken without the power to take it.")
    at_once(partial(slowly, partial(approve, waiting, by=abe)), partial(slowly, end))
    assert fresh(published).state == Decision.State.WITHDRAWN
    assert [notice.kind for notice in Notice.objects.all()] == ["publication", "withdrawal"]


def test_one_decision_is_approved_once(sent, ada, abe):
    outcomes = at_once(partial(approve, sent, by=ada), partial(approve, sent, by=abe))
    assert len(refusals(outcomes)) == 1
    assert sent.events.filter(verb="approved").count() == 1


def test_the_same_form_twice_at_once_makes_one_decision(olu):
    once = partial(draft, by=olu, values={"title": "Hate crime week"}, form_key=uuid4())
    first, second = at_once(once, once)
    assert first == second
    assert Decision.objects.count() == 1


def test_two_drafts_at_once_have_references_of_their_own(olu, oma):
    drafts = at_once(*(partial(draft, by=by, values={"title": "Hate crime week"}) for by in (olu, oma, olu, oma)))
    numbers = sorted(decision.reference[-4:] for decision in drafts)
    assert numbers == ["0001", "0002", "0003", "0004"]


def test_the_same_notice_pasted_twice_at_once_makes_one_draft(reference, olu):
    once = partial(draft_from_notice, HOTSPOT, by=olu, form_key=uuid4())
    first, second = at_once(once, once)
    assert first == second
    assert Decision.objects.count() == 1


def test_of_two_officers_on_one_field_the_second_is_told(draft, olu, oma):
    edits = (partial(revise, draft, by=by, values={"title": by.name}, revision=draft.revision) for by in (olu, oma))
    [stale] = refusals(at_once(*edits))
    assert isinstance(stale, Stale)
    assert fresh(draft).title == stale.events[0].by.name


def test_the_chain_stays_a_chain_when_several_publish_at_once(reference, olu, ada):
    places = ("manchester", "salford", "bury")
    ready = [stories.approved(stories.sent(stories.draft(by=olu, district=place), by=olu), by=ada) for place in places]
    assert not refusals(at_once(*(partial(publish, decision, by=ada) for decision in ready)))
    notices = list(Notice.objects.order_by("sequence"))
    assert [notice.sequence for notice in notices] == [1, 2, 3]
    assert [notice.previous_digest for notice in notices] == ["", *(n.chain_digest for n in notices[:-1])]


def test_one_decision_is_published_once(approved, ada, abe):
    outcomes = at_once(*(partial(slowly, partial(publish, approved, by=person)) for person in (ada, abe)))
    assert len(refusals(outcomes)) == 1
    assert Notice.objects.count() == 1


def test_two_variations_of_one_award_are_not_both_sent(published, olu, oma):
    changes = [stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal(new)) for new in (7695, 8000)]
    outcomes = at_once(
        *(partial(slowly, partial(stories.sent, each, by=by)) for each, by in zip(changes, (olu, oma), strict=True))
    )
    assert len(refusals(outcomes)) == 1
    assert "already" in str(refusals(outcomes)[0])


def test_a_variation_is_not_published_of_what_is_withdrawn_at_the_same_moment(published, olu, ada, abe):
    """Whichever comes first, the other one is refused."""
    change = stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    ready = approve(stories.sent(change, by=olu), by=ada)
    asked = ask_for_withdrawal(published, by=olu, reason="Taken without the power.", answer="Nothing is paid.")
    outcomes = at_once(
        partial(slowly, partial(publish, ready, by=ada)), partial(slowly, partial(withdraw, asked, by=abe))
    )
    assert len(refusals(outcomes)) == 1
    assert published.listing.is_withdrawn != ListedVariationLine.objects.filter(listing__decision=ready).exists()


def test_a_payment_and_a_withdrawal_at_once_are_not_both_done(published, olu, ada):
    asked = ask_for_withdrawal(published, by=olu, reason="Taken without the power.", answer="Nothing is paid.")
    pay = partial(
        record_payment,
        published.awards.get(),
        by=olu,
        amount=Decimal("5000.00"),
        paid_on=date(2024, 3, 1),
        reason="Paid in advance, as agreed.",
    )
    outcomes = at_once(partial(slowly, pay), partial(slowly, partial(withdraw, asked, by=ada)))
    assert len(refusals(outcomes)) == 1
    assert published.listing.is_withdrawn != Payment.objects.exists()


def test_an_approval_and_a_withdrawal_do_not_both_use_one_headroom(hotspot, published, olu, ada, abe):
    """Of £16,000, £5,000 is given: £2,500 that comes back and £9,000 more would be £16,500."""
    change = stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("5000.00"))
    less = stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    more = stories.sent(stories.draft(by=olu, district="salford", amount=Decimal(9000)), by=olu)
    asked = ask_for_withdrawal(less, by=olu, reason="Taken without the power to take it.")
    outcomes = at_once(
        partial(slowly, partial(approve, more, by=abe)), partial(slowly, partial(withdraw, asked, by=ada))
    )
    assert "£500.00 past its allocation" in str(refusals(outcomes)[0])
    assert len(refusals(outcomes)) == 1


@pytest.fixture
def offered(published, mo):
    """£5,000 offered by Mo, and not shared out."""
    added = record_contribution(match_obligation(published), by=mo, values=contribution())
    added.shares.all().delete()
    return added


def test_two_shares_never_exceed_a_contribution(offered):
    first, second = Obligation.objects.all()[:2]
    give = partial(Share.objects.create, contribution=offered, amount=Decimal("3000.00"))
    outcomes = at_once(*(partial(slowly, partial(give, obligation=each)) for each in (first, second)))
    assert "exceed" in str(refusals(outcomes)[0])
    assert offered.shares.get().amount == Decimal("3000.00")


def test_a_share_and_a_lower_contribution_do_not_pass_each_other(offered):
    lower = partial(Contribution.objects.filter(pk=offered.pk).update, amount=Decimal("2000.00"))
    give = partial(Share.objects.create, contribution=offered, obligation=Obligation.objects.first(), amount=3000)
    assert len(refusals(at_once(partial(slowly, lower), partial(slowly, give)))) == 1
    assert sum(offered.shares.values_list("amount", flat=True)) <= Contribution.objects.get().amount


def test_the_same_contribution_sent_twice_at_once_is_recorded_once(published, mo):
    once = partial(record_contribution, match_obligation(published), by=mo, values=contribution(), form_key=uuid4())
    first, second = at_once(once, once)
    assert first == second
    assert Contribution.objects.count() == 1


def test_one_contribution_is_accepted_once(offered, olu, oma):
    outcomes = at_once(partial(accept, offered, by=olu), partial(accept, offered, by=oma))
    assert len(refusals(outcomes)) == 1


def test_of_two_officers_who_assess_the_second_reads_the_first_s_finding(published, olu, oma):
    finding = {"finding": "not_met", "reasons": "Nothing was sent to us in time.", "known": 0}
    outcomes = at_once(*(partial(assess, match_obligation(published), by=person, **finding) for person in (olu, oma)))
    assert "has assessed this since you opened it" in str(refusals(outcomes)[0])
    assert Assessment.objects.count() == 1


def test_two_payments_at_once_stay_within_the_award(published, olu, oma):
    paid = {"amount": Decimal("5000.00"), "paid_on": date(2024, 3, 1)}
    award = published.awards.get()
    outcomes = at_once(*(partial(record_payment, award, by=person, **paid) for person in (olu, oma)))
    assert len(refusals(outcomes)) == 1
    assert Payment.objects.total() == Decimal("5000.00")


def test_money_comes_back_once(published, olu, oma):
    award = published.awards.get()
    record_payment(award, by=olu, amount=Decimal("5000.00"), paid_on=date(2024, 3, 1))
    back = {"amount": Decimal("3000.00"), "paid_on": date(2024, 4, 1), "reason": "It was not spent in the year."}
    outcomes = at_once(*(partial(pay_back, award, by=person, **back) for person in (olu, oma)))
    assert len(refusals(outcomes)) == 1
    assert Payment.objects.total() == Decimal("2000.00")


def test_two_payments_of_the_last_instalment_pay_it_once(published, olu, oma):
    award, day = published.awards.get(), date(2024, 3, 1)
    schedule_payments(award, by=olu, rows=[(day, Decimal("5000.00")), (date(2024, 3, 31), Decimal("2500.00"))])
    record_payment(award, by=olu, amount=Decimal("5000.00"), paid_on=day)
    last = {"amount": Decimal("2500.00"), "paid_on": day}
    outcomes = at_once(*(partial(record_payment, award, by=person, **last) for person in (olu, oma)))
    assert len(refusals(outcomes)) == 1
    assert not PaymentDue.objects.filter(outstanding__gt=0).exists()


def test_a_payment_is_corrected_once(published, olu, oma):
    paid = {"amount": Decimal("5000.00"), "paid_on": date(2024, 3, 1)}
    payment = record_payment(published.awards.get(), by=olu, **paid)
    right = paid | {"amount": Decimal("4500.00"), "reason": "The bank statement says so."}
    outcomes = at_once(*(partial(correct_payment, payment, by=person, **right) for person in (olu, oma)))
    assert len(refusals(outcomes)) == 1
    assert Payment.objects.total() == Decimal("4500.00")


def test_a_lead_and_an_assessor_need_not_wait_for_an_edit_of_the_decision(published, olu, oma, mo):
    """Nor may they end in a deadlock with a publication, which locks in the other order."""
    obligation = match_obligation(published)
    with transaction.atomic():
        open_for_editing(published, by=olu)
        deeds = (
            partial(record_contribution, obligation, by=mo, values=contribution()),
            partial(assess, obligation, by=oma, finding="not_met", reasons="Nothing was sent to us in time."),
        )
        for deed in deeds:
            [outcome] = at_once(partial(without_waiting, deed))
            assert not isinstance(outcome, Exception)


def without_waiting(deed):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        return deed()


def test_the_last_two_administrators_do_not_end_each_other(ann, ari):
    other = ari.memberships.get()
    ends = partial(end_membership, ann.memberships.get(), by=ari), partial(end_membership, other, by=ann)
    assert len(refusals(at_once(*(partial(slowly, each) for each in ends)))) == 1
    assert Membership.objects.current().filter(role=Role.ADMINISTRATOR).count() == 1


def test_nor_does_one_shut_out_the_other_who_gives_the_role_up(ann, ari):
    other = ari.memberships.get()
    shut_out, give_up = (
        partial(change_person, ann, {"is_active": False}, by=ari),
        partial(end_membership, other, by=ann),
    )
    assert len(refusals(at_once(partial(slowly, shut_out), partial(slowly, give_up)))) == 1
    assert Membership.objects.current().filter(role=Role.ADMINISTRATOR, person__is_active=True).count() == 1


def test_a_draft_is_discarded_or_approved_never_both(sent, olu, ada):
    outcomes = at_once(
        partial(slowly, partial(discard, sent, by=olu, revision=sent.revision)),
        partial(slowly, partial(approve, sent, by=ada)),
    )
    assert len(refusals(outcomes)) == 1
    left = Decision.objects.filter(pk=sent.pk).first()
    if left:
        assert (left.state, str(outcomes[0])) == ("approved", "It is approved. Have it returned first.")
    else:
        assert str(outcomes[1]).startswith("Somebody has discarded this draft meanwhile")
