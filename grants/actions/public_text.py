"""What is typed to be public at once, and so passes no checklist: notes, and reasons."""

from grants.personal_data import hits
from grants.refused import Refused


def refuse_personal_data(words: str, *, called: str, acknowledged: bool) -> None:
    """Refuse words, called "the reasons" or so, with what looks like personal data in them, unless somebody has said
    that it may be published (domain §8, P14)."""
    if (found := hits(words)) and not acknowledged:
        shown = (f"What looks like {hit.looks_like} is in {called}: {hit.sentence}" for hit in found)
        raise Refused(*shown, "Remove it, or tick that it may be published.")
