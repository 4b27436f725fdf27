"""What is typed to be public at once, and so passes no checklist: notes, and reasons."""

from grants.personal_data import hits
from grants.refused import Refused

SHORTEST_REASON, FEWEST_WORDS = 20, 3


def public_reason(words: str, *, called: str, acknowledged: bool) -> str:
    """A reason that the public reads, called "the reason" or so, without spaces around it (domain §6). Refused as the
    two functions below refuse."""
    refuse_short_reason(words, called=called, use="It will be published.")
    refuse_personal_data(words, called=called, acknowledged=acknowledged)
    return words.strip()


def refuse_short_reason(words: str, *, called: str, use: str) -> None:
    """Refuse what is too short to be a reason; `use` says what becomes of it."""
    reason = words.strip()
    if len(reason) < SHORTEST_REASON or len(reason.split()) < FEWEST_WORDS:
        raise Refused(f"Write {called} in at least {SHORTEST_REASON} characters and three words. {use}")


def refuse_personal_data(words: str, *, called: str, acknowledged: bool) -> None:
    """Refuse words, called "the reasons" or so, with what looks like personal data in them, unless somebody has said
    that it may be published (domain §8, P14)."""
    if (found := hits(words)) and not acknowledged:
        shown = (f"What looks like {hit.looks_like} is in {called}: {hit.sentence}" for hit in found)
        raise Refused(*shown, "Remove it, or tick that it may be published.")
