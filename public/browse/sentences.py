"""What feeds and letters say of the money of a version, in a sentence."""

from grants.formatting import pounds, signed_pounds
from public.browse.who_gets import who_gets
from register.document import Document
from register.other_money import OtherMoney


def money_sentence(document: Document) -> str:
    """As its notice states it; nothing of a withdrawn one, whose note says what became of it."""
    if document.withdrawal_reason:
        return ""
    if other := document.other_money:
        return f"{other_words(document.kind, other)}: {pounds(other.amount) or 'no sum is recorded'}; no grant."
    if not document.makes_awards:
        return f"{document.outcome_label}: no money is awarded."
    varied, parts = len(document.varied), []
    if document.total:
        paid = who_gets(award.recipient.name for award in document.awards if award.amount)
        parts.append(f"{pounds(document.total)} to {paid.in_words}")
    if varied:
        parts.append(f"{signed_pounds(document.difference)} to {varied} earlier award{'' if varied == 1 else 's'}")
    return f"As decided: {'; '.join(parts)}." if parts else ""


def other_words(kind: str, other: OtherMoney) -> str:
    """What money that is no grant is, and with whom: its sum follows."""
    if kind == "contract":
        return f"A contract with {other.party}" if other.party else "A contract"
    if kind == "external":
        giver = f" from {other.party}" if other.party else ""
        return f"Received{giver} for {other.year}"
    return "Other spending"
