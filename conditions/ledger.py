"""The match ledger of an obligation: what its terms require and which shares of contributions count (domain §7).

For the office and the partnership concerned. The public face of the same figures is conditions/standing.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from conditions.match import (
    CountedMatch,
    InKind,
    Match,
    MatchRules,
    Offer,
    counted,
    indicative_repayment,
    required,
)
from conditions.models import Contribution, Obligation, Share
from conditions.terms import MatchTerms
from grants.models.money import ZERO


@dataclass(frozen=True)
class LedgerRow:
    """One share of a contribution, and why it does not count, or would not once accepted; empty where it does."""

    share: Share
    objection: str


@dataclass(frozen=True)
class Ledger:
    """`sent`: what would count besides what is evidenced, once the office accepts what came with a paper. With that,
    `is_covered` says that nothing is missing."""

    match: Match
    counted: CountedMatch
    lines: tuple[LedgerRow, ...]
    pledged: Decimal
    confirmed: Decimal
    sent: Decimal
    is_covered: bool
    basis: str
    figure: Decimal
    rules: MatchRules
    paid: Decimal

    @property
    def repayment(self) -> Decimal:
        """What would be paid back of what has been paid, if the award closed as it stands: indicative, and to be called
        so wherever it is shown (domain §7)."""
        return indicative_repayment(self.match.amount, self.paid, self.match.evidenced, self.basis, self.figure)

    @property
    def overpaid(self) -> Decimal:
        """What has been paid above the current amount, once a variation has lowered it. Told apart from the repayment,
        which follows from the match alone; the same pounds may stand in both."""
        return max(ZERO, self.paid - self.match.amount)


def ledger_of(obligation: Obligation) -> Ledger | None:
    """The ledger of a match obligation as it stands; None where its condition asks for no match."""
    terms = obligation.terms.match
    if terms is None or obligation.award_amount is None:
        return None
    shares = obligation.all_shares
    needed = required(obligation.award_amount, terms.basis, terms.figure)
    rules = rules_of(obligation, terms)
    result = counted((offer(share) for share in shares), rules, required=needed)
    accepted = counted((as_accepted(share) for share in shares), rules, required=needed)
    return Ledger(
        match=Match(obligation.award_amount, needed, result.evidenced, obligation.award_id, obligation.settled),
        counted=result,
        lines=lines(shares),
        pledged=unaccepted(shares, Contribution.Stage.PLEDGED),
        confirmed=unaccepted(shares, Contribution.Stage.CONFIRMED),
        sent=accepted.evidenced - result.evidenced,
        is_covered=accepted.evidenced >= needed,
        basis=terms.basis,
        figure=terms.figure,
        rules=rules,
        paid=paid(obligation),
    )


def paid(obligation: Obligation) -> Decimal:
    payments = obligation.award.payments.all() if obligation.award else ()
    return sum((payment.amount for payment in payments), ZERO)


def lines(shares: Iterable[Share]) -> tuple[LedgerRow, ...]:
    return tuple(LedgerRow(share, objection(share)) for share in shares)


def objection(share: Share) -> str:
    terms = share.obligation.terms.match
    if terms is None:
        return "The condition does not require match funding."
    return rules_of(share.obligation, terms).objection(replace(offer(share), is_evidenced=True))


@dataclass(frozen=True)
class Allowed:
    """What may count towards at least one of the conditions that a contribution is offered for."""

    rules: tuple[MatchRules, ...]

    def objection_to_date(self, day: date | None) -> str:
        """Why a day lies outside every match period, in a sentence; empty where nothing speaks against it."""
        sentences = [each.objection_to_date(day) for each in self.rules]
        return sentences[0] if sentences and all(sentences) else ""

    @property
    def sources(self) -> set[str]:
        return {source for each in self.rules for source in each.sources}

    @property
    def is_in_kind(self) -> bool:
        """In kind may count, or is shown apart where the decision does not say."""
        return any(each.in_kind != InKind.NOT_ALLOWED for each in self.rules)


def allowed_for(contribution: Contribution) -> Allowed:
    shares = contribution.shares.select_related("obligation__condition")
    obligations = [(share.obligation, share.obligation.terms.match) for share in shares]
    return Allowed(tuple(rules_of(obligation, terms) for obligation, terms in obligations if terms))


def rules_of(obligation: Obligation, terms: MatchTerms) -> MatchRules:
    """What may count: as published, and where the notice is silent on in-kind, as the office has put on record."""
    first_day, last_day = obligation.match_period(terms)
    return MatchRules(
        first_day=first_day,
        last_day=last_day,
        sources=terms.sources,
        in_kind=obligation.interpretation.in_kind if obligation.interpretation else terms.in_kind,
        in_kind_cap=terms.in_kind_cap,
    )


def offer(share: Share) -> Offer:
    contribution = share.contribution
    return Offer(
        amount=share.amount,
        source=contribution.source,
        spent_on=contribution.spent_on,
        is_in_kind=contribution.is_in_kind,
        is_evidenced=contribution.is_evidenced,
        is_own_money=contribution.is_own_money,
        counted_elsewhere=contribution.counted_elsewhere,
    )


def as_accepted(share: Share) -> Offer:
    """The offer as it counts once the office has accepted what was sent with a paper."""
    return replace(offer(share), is_evidenced=share.contribution.is_evidenced or is_sent(share))


def is_sent(share: Share) -> bool:
    """Spent, with a paper, and not yet reviewed. A sum typed without a paper is only said (domain §6)."""
    contribution = share.contribution
    if contribution.is_unspent or contribution.stage == Contribution.Stage.PLEDGED or not contribution.awaits_review:
        return False
    return any(each.file_id and not (each.returned_at or each.taken_back_at) for each in contribution.evidence.all())


def unaccepted(shares: list[Share], stage: str) -> Decimal:
    """What is pledged, or confirmed, and not yet accepted: shown apart, never added to what is evidenced."""
    return sum((s.amount for s in shares if s.contribution.awaits_review and s.contribution.stage == stage), ZERO)
