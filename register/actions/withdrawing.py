"""Withdrawing a published decision: one who has seen what hangs on it asks, and another one does it (domain §8)."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from conditions.models import Obligation, Payment
from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.actions.public_text import public_reason
from grants.formatting import pounds, signed_pounds
from grants.models import Award, Decision, FundingStream, User, VariationLine
from grants.models.money import ZERO
from grants.refused import Refused
from register.actions.chaining import lock_with_register
from register.actions.publishing import append_notice, update_listing_and_obligations
from register.actions.redacting import facts_of
from register.actions.taking_down import settle_take_downs
from register.loading import lock_decision
from register.models import ListedVariationLine, Notice, Withdrawal
from register.money.budget import budgets, stream_years_in_force
from register.money.limits import PAST_ALLOCATION


@transaction.atomic
def ask_for_withdrawal(
    decision: Decision,
    *,
    by: User,
    reason: str,
    answer: str = "",
    exceeding_reason: str = "",
    acknowledged: bool = False,
    at: datetime | None = None,
) -> Withdrawal:
    """Ask that a published decision be withdrawn. Nothing changes until an approver carries it out.

    Refused: twice; without a reason; without a reason for exceeding an allocation that it takes a stream past; with
    personal data in either, unless that is `acknowledged`; without an answer where something hangs on the decision.
    """
    require_editor(by)
    decision = lock_decision(decision)
    refuse_unpublished(decision)
    if Withdrawal.objects.filter(decision=decision).exists():
        raise Refused("Its withdrawal has been asked for already.")
    reason = public_reason(reason, called="the reason", acknowledged=acknowledged)
    exceeding = reason_to_exceed(decision, exceeding_reason, acknowledged=acknowledged)
    found = list(hangs_on(decision))
    if found and not answer.strip():
        raise Refused(*found, "Say what becomes of it.")
    withdrawal = Withdrawal.objects.create(
        decision=decision,
        reason=reason,
        exceeding_reason=exceeding,
        hangs_on_it=found,
        answer=answer.strip(),
        asked_by=by,
        asked_at=at or timezone.now(),
    )
    record("asked for a withdrawal", decision, by=by, at=at, comment=reasons_of(withdrawal))
    return withdrawal


def reason_to_exceed(decision: Decision, reason: str, *, acknowledged: bool) -> str:
    """Why the withdrawal may take a stream past its allocation, for the public; empty where it does not."""
    over = list(money_that_comes_back(decision))
    if over and not reason.strip():
        raise Refused(*over, "Give a reason for exceeding it. It will be published.")
    return public_reason(reason, called="the reason for exceeding", acknowledged=acknowledged) if over else ""


def reasons_of(withdrawal: Withdrawal) -> str:
    return "\n".join(filter(None, (withdrawal.reason, withdrawal.exceeding_reason)))


@transaction.atomic
def keep(withdrawal: Withdrawal, *, by: User, seen: str | None = None, at: datetime | None = None) -> None:
    """The decision is not withdrawn after all; somebody may ask again. Refused where it is not what was `seen`."""
    require_editor(by)
    decision = lock_decision(withdrawal.decision)
    refuse_unseen(withdrawal, seen)
    if not Withdrawal.objects.filter(pk=withdrawal.pk, carried_out_at=None).delete()[0]:
        raise Refused("This has been settled already.")
    record("kept after all", decision, by=by, at=at)


@transaction.atomic
def withdraw(withdrawal: Withdrawal, *, by: User, seen: str | None = None, at: datetime | None = None) -> Notice:
    """Withdraw a decision: it stays listed, marked, with the reason. Its awards and conditions lapse, what varied them
    falls with them, and its papers are no longer handed out.

    Refused: for anybody but an approver who did not ask for it; where what hangs on it is not what was shown then;
    where what was asked for is not what was `seen` (`shown_of`).
    """
    if not by.is_approver:
        raise Refused("Only an approver may withdraw a decision.")
    decision = lock_with_register(withdrawal.decision)
    refuse_unpublished(decision)
    asked = Withdrawal.objects.filter(pk=withdrawal.pk, carried_out_at=None).first()
    if asked is None:
        raise Refused("This has been settled already.")
    if asked.asked_by_id == by.pk:
        raise Refused("You asked for this yourself: another approver has to carry it out.")
    refuse_unseen(asked, seen)
    # A payment locks its award: after this, none is recorded that the list does not show.
    list(Award.objects.filter(decision=decision).order_by("pk").select_for_update())
    # An approval locks its streams: after this, none uses headroom that the withdrawal takes.
    streams = {stream.pk for stream, _ in stream_years_in_force(decision)}
    list(FundingStream.objects.filter(pk__in=streams).order_by("pk").select_for_update())
    if (found := list(hangs_on(decision))) != asked.hangs_on_it:
        raise Refused("Something has changed since this was asked for. Ask again, with what hangs on it now:", *found)
    moment = at or timezone.now()
    asked.carried_out_by, asked.carried_out_at = by, moment
    asked.save()
    return append_withdrawal(asked, decision, by=by, at=moment)


def shown_of(asked: Withdrawal) -> str:
    """Which request, of which version: by which a page says what was read on it."""
    return f"{asked.pk}.{Notice.objects.filter(decision=asked.decision_id).count()}"


def refuse_unseen(asked: Withdrawal, seen: str | None) -> None:
    if seen is not None and seen != shown_of(asked):
        raise Refused("It has changed since you opened this page, so nothing was done. Read it as it is now.")


def append_withdrawal(asked: Withdrawal, decision: Decision, *, by: User, at: datetime) -> Notice:
    """What is withdrawn is what was published, without what is out of public sight: unpublished changes stay inside."""
    last = Notice.objects.filter(decision=decision).order_by("-version")[0]
    published = facts_of(last.full_document) if last.taken_down_at else last.full_document
    reasons = {"withdrawal_reason": asked.reason, "withdrawal_exceeding_reason": asked.exceeding_reason}
    document = published.model_copy(update=reasons | {"makes_awards": False})
    decision.state = Decision.State.WITHDRAWN
    decision.save()
    notice = append_notice(decision, Notice.Kind.WITHDRAWAL, document, by=by, note=asked.reason, at=at)
    settle_take_downs(notice, at=at)
    update_listing_and_obligations(notice, at=at)
    record("withdrew", decision, by=by, at=at, comment=reasons_of(asked))
    return notice


def refuse_unpublished(decision: Decision) -> None:
    if not decision.is_published:
        raise Refused("Only a published decision can be withdrawn.")


def hangs_on(decision: Decision) -> Iterator[str]:
    """In sentences, what a published decision takes along when it is withdrawn: variations, payments, obligations,
    papers, and money that comes back into force."""
    lines = ListedVariationLine.objects.filter(award__decision=decision).order_by("listing__first_sequence", "pk")
    sums: dict[str, list[ListedVariationLine]] = {}
    for line in lines.select_related("listing"):
        sums.setdefault(line.listing.reference, []).append(line)
    for reference, own in sums.items():
        more = signed_pounds(sum((line.new_amount - line.base_amount for line in own), ZERO))
        yield f"{reference} varies {len(own)} of its awards, by {more}: that falls with it."
    waiting = VariationLine.objects.filter(
        award__decision=decision, decision__state__in=(Decision.State.SENT, Decision.State.APPROVED)
    ).exclude(decision__listing__isnull=False)
    for reference in waiting.order_by().values_list("decision__reference", flat=True).distinct():
        yield f"{reference}, which is not published yet, varies its awards: it can no longer be published."
    if paid := Payment.objects.filter(award__decision=decision).aggregate(sum=Sum("amount"))["sum"]:
        yield f"{pounds(paid)} has been paid on its awards."
    if asked := Obligation.objects.filter(condition__decision=decision, lapsed_at=None).count():
        yield f"{count(asked, 'condition', 'conditions')} of its awards will no longer be asked."
    if papers := [each for each in decision.listing.notice.full_document.papers if each.sha256]:
        yield f"{count(len(papers), 'paper', 'papers')} will no longer be handed out, in any version."
    yield from money_that_comes_back(decision)


def money_that_comes_back(decision: Decision) -> Iterator[str]:
    """Of a decision that took money away: where an allocation is passed once it is withdrawn."""
    pairs = stream_years_in_force(decision)
    for now, then in zip(budgets(pairs), budgets(pairs, without=decision), strict=True):
        if then.committed > now.committed and then.headroom is not None and then.headroom < 0:
            yield PAST_ALLOCATION.format(
                stream=then.stream, year=then.year, excess=pounds(-then.headroom), allocated=pounds(then.allocated)
            )


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
