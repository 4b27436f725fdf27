"""Sums that a question asks to be above or below: "over £50,000", "under 5k", "between £5,000 and £10,000"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from grants.formatting import pounds
from register.search_words import TIMES

MORE = {
    "gt": r"over|above|exceeding|(?:more|greater|larger|bigger|higher) than|>(?!=)",
    "gte": r"at least|(?:no|not) less than|minimum(?: of)?|>=",
    "lt": r"under|below|(?:less|smaller|lower|fewer) than|<(?!=)",
    "lte": r"up to|at most|(?:no|not) more than|maximum(?: of)?|<=",
}
WORDS = {"gt": "more than", "gte": "at least", "lt": "less than", "lte": "at most"}
BEHIND = {"gte": r" ?\+| (?:or|and) (?:more|over|above|upwards)\b", "lte": r" (?:or|and) (?:less|under|below)\b"}
# Money, and no age, year or number of things: with a pound sign, or in thousands.
NUMBER = r"[0-9][0-9,]{0,15}(?:\.[0-9]{1,6})?"
TIMES_NAMED = rf"(?:{'|'.join(TIMES)})\b"
SUM = (
    rf"(?:£ ?{NUMBER}(?: ?{TIMES_NAMED})?|{NUMBER} ?(?:{TIMES_NAMED}|(?:pounds?|gbp)\b)|[0-9]{{1,3}}(?:,[0-9]{{3}})+"
    r"(?:\.[0-9]{1,2})?\b|(?!(?:19|20)[0-9]{2}\b)[0-9]{4,10}\b)"
)
PARTS = re.compile(rf"({NUMBER}) ?({TIMES_NAMED})?")
BOUND = "|".join(
    (
        rf"(?:between|from) (?P<low>{SUM}) (?:and|to) (?P<high>{SUM})",
        *(rf"(?:{said}) ?(?P<{name}>{SUM})" for name, said in MORE.items()),
        *(rf"(?P<{name}_behind>{SUM})(?:{said})" for name, said in BEHIND.items()),
    )
)


@dataclass(frozen=True)
class Bound:
    """`lookup` is gt, gte, lt or lte; `amount` is pounds."""

    lookup: str
    amount: Decimal

    @property
    def words(self) -> str:
        return f"{WORDS[self.lookup]} {pounds(self.amount)}"

    @property
    def condition(self) -> Q:
        """Of a listing: what it comes to as it stands, or what it is about where that is no grant; it has to be
        something."""
        of_grants = Q((f"total__{self.lookup}", self.amount)) & Q(total__gt=0)
        return of_grants | Q((f"other_amount__{self.lookup}", self.amount))


def bounds(match: re.Match[str]) -> Iterator[Bound]:
    """What a match of BOUND says."""
    for name, text in match.groupdict().items():
        if text:
            lookup = {"low": "gte", "high": "lte"}.get(name, name.removesuffix("_behind"))
            yield Bound(lookup, amount(text))


def amount(text: str) -> Decimal:
    number, times = PARTS.findall(text)[0]
    return Decimal(number.replace(",", "")) * TIMES.get(times, 1)
