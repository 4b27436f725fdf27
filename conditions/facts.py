"""Where an obligation stands, worked out from what was sent, reviewed and found (domain §6): all but what the calendar
says. Actions save it on the obligation (`actions/standings.py`), and everything else reads it there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from conditions.ledger import Ledger, is_sent, ledger_of, objection
from conditions.models import Assessment, Evidence, MonitoringReturn, Obligation
from conditions.returns import newest_of_each
from conditions.standing_states import Turn


@dataclass(frozen=True)
class Facts:
    settled: str
    turn: str
    turn_since: datetime | None
    last_sent_at: datetime | None
    required: Decimal | None = None
    evidenced: Decimal | None = None
    sent: Decimal | None = None
    evidenced_in_kind: Decimal | None = None
    in_kind_apart: Decimal | None = None
    pledged: Decimal | None = None
    confirmed: Decimal | None = None


def facts_of(obligation: Obligation) -> Facts:
    """Read with `with_ledger`, it asks nothing more of the database."""
    ledger = ledger_of(obligation)
    newest = obligation.all_assessments[0] if obligation.all_assessments else None
    if newest and not is_reopened(newest, ledger):
        turn: tuple[str, str, datetime | None] = (newest.finding, Turn.NOBODY.value, newest.made_at)
    else:
        turn = ("", *turn_of(obligation, ledger))
    sums = sums_of(ledger) if ledger else {}
    return Facts(*turn, latest(when_sent(obligation)), **sums)


def sums_of(ledger: Ledger) -> dict[str, Any]:
    return {
        "required": ledger.match.required,
        "evidenced": ledger.match.evidenced,
        "sent": ledger.sent,
        "evidenced_in_kind": ledger.counted.in_kind,
        "in_kind_apart": ledger.counted.in_kind_apart,
        "pledged": ledger.pledged,
        "confirmed": ledger.confirmed,
    }


def is_reopened(newest: Assessment, ledger: Ledger | None) -> bool:
    """It was met, and more match is required since (domain §7)."""
    return newest.finding == Assessment.Finding.MET and ledger is not None and not ledger.match.is_met


def turn_of(obligation: Obligation, ledger: Ledger | None) -> tuple[str, datetime | None]:
    """Whose turn it is without a finding, and since when; of the partnership's, since something was returned to it."""
    answers = answers_of(obligation)
    if ledger:
        if ledger.is_covered:
            return Turn.OFFICE.value, latest(when_covering(obligation))
    elif is_answered(obligation):
        return Turn.OFFICE.value, latest(each.sent_at for each in answers if not each.returned_at)
    sent = [share.contribution for share in obligation.all_shares]
    return Turn.PARTNERSHIP.value, latest(each.returned_at for each in (*sent, *answers))


def is_answered(obligation: Obligation) -> bool:
    """A paper was sent, or of each award that has not ended a return, and none of these is returned."""
    papers = (each for each in answers_of(obligation) if isinstance(each, Evidence))
    told_of = {each.award_id for each in obligation.all_returns if not (each.returned_at or each.taken_back_at)}
    in_force = (getattr(each, "in_force", None) for each in obligation.all_bound)
    awards = {each.award_id for each in in_force if each and each.amount}
    return any(not each.returned_at for each in papers) or (bool(told_of) and awards <= told_of)


def answers_of(obligation: Obligation) -> list[Evidence | MonitoringReturn]:
    """Evidence sent for the condition itself, and the newest return of each award. What shows a contribution goes with
    it."""
    evidence = (each for each in obligation.all_evidence if not (each.contribution_id or each.taken_back_at))
    return [*evidence, *newest_of_each(obligation.all_returns)]


def when_covering(obligation: Obligation) -> Iterator[datetime]:
    """When each thing was sent that covers what is required."""
    for share in obligation.all_shares:
        if not objection(share) and (share.contribution.is_evidenced or is_sent(share)):
            yield share.contribution.sent_at
            yield from (each.sent_at for each in share.contribution.evidence.all() if not each.taken_back_at)


def when_sent(obligation: Obligation) -> Iterator[datetime]:
    yield from (share.contribution.sent_at for share in obligation.all_shares)
    yield from (each.sent_at for each in (*obligation.all_evidence, *obligation.all_returns) if not each.taken_back_at)


def latest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((each for each in moments if each), default=None)
