"""The one resolver of names: what the office knows by a name, however people write it. An ambiguous name is asked,
never guessed."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from grants.models import FundingStream, Organisation, Partnership, Post

Known = TypeVar("Known")

APOSTROPHES = str.maketrans("‘’ʼ`´", "'''''")
DOT_OF_INITIAL = re.compile(r"(?<=\b\w)\.")  # as in "C.I.C."
SHORT_FORMS = (
    (re.compile(r"^the "), ""),
    (re.compile(r"\bsaint\b"), "st"),
    (re.compile(r"\blimited\b"), "ltd"),
    (re.compile(r"\bcommunity interest company\b"), "cic"),
    (re.compile(r"\bcommunity safety partnership\b"), "csp"),
    (re.compile(r"\b(?:metropolitan borough council|(?:metropolitan|borough|city) council|mbc)\b"), "council"),
)


class AmbiguousName(ValueError):
    """Several things go by this name. The message says which."""


@dataclass(frozen=True)
class Payee:
    """Who is paid, and the partnership that the money is for, if any."""

    recipient: Organisation
    partnership: Partnership | None = None

    def __str__(self) -> str:
        return str(self.partnership or self.recipient)


class NameIndex(Generic[Known]):
    """Things by their names: an official name as it is written comes before every form of it, and of other names."""

    def __init__(self, official: Iterable[tuple[str, Known]], others: Iterable[tuple[str, Known]] = ()) -> None:
        named = list(official)
        self._as_written = grouped((plain(name), thing) for name, thing in named)
        self._folded = grouped((fold(name), thing) for name, thing in (*named, *others))

    def find(self, name: str) -> Known | None:
        """What the office knows by this name. Raises AmbiguousName if that could be several things."""
        found = list(self._as_written.get(plain(name)) or self._folded.get(fold(name)) or ())
        if len(found) > 1:
            raise AmbiguousName(f"“{name[:60]}” could be {' or '.join(map(str, found))}: write one of these")
        return found[0] if found else None


class NameResolver:
    """Recipients, partnerships, streams and posts by official name, identifier, district, and forms of these. Each kind
    is fetched once, when it is first asked for."""

    def payee(self, name: str) -> Payee | None:
        """Who is paid. A council that is the accountable body of one partnership stands for that partnership."""
        return self._payees.find(name)

    def partnership(self, name: str) -> Partnership | None:
        return self._partnerships.find(name)

    def stream(self, name: str) -> FundingStream | None:
        return self._streams.find(name)

    def post(self, title: str) -> Post | None:
        return self._posts.find(title)

    @cached_property
    def _of_partnerships(self) -> list[Partnership]:
        return list(Partnership.objects.select_related("accountable_body"))

    @cached_property
    def _payees(self) -> NameIndex[Payee]:
        partnerships = self._of_partnerships
        count = Counter(each.accountable_body_id for each in partnerships)
        only = {each.accountable_body_id: each for each in partnerships if count[each.accountable_body_id] == 1}
        bodies = [(body, Payee(body, only.get(body.pk))) for body in Organisation.objects.all()]
        official = [(name, payee) for body, payee in bodies for name in (body.name, body.identifier)]
        payees = [(each, Payee(each.accountable_body, each)) for each in partnerships]
        return NameIndex(
            official + [(each.name, payee) for each, payee in payees],
            [(name, payee) for each, payee in payees for name in (*other_names(each), f"{each.district} Council")],
        )

    @cached_property
    def _partnerships(self) -> NameIndex[Partnership]:
        known = self._of_partnerships
        return NameIndex(
            ((each.name, each) for each in known), ((n, each) for each in known for n in other_names(each))
        )

    @cached_property
    def _streams(self) -> NameIndex[FundingStream]:
        known = list(FundingStream.objects.all())
        return NameIndex(((each.name, each) for each in known), ((each.slug, each) for each in known))

    @cached_property
    def _posts(self) -> NameIndex[Post]:
        return NameIndex((post.title, post) for post in Post.objects.all())


def other_names(partnership: Partnership) -> tuple[str, ...]:
    district = partnership.district
    return district, partnership.slug, f"{district} CSP"


def grouped(named: Iterable[tuple[str, Known]]) -> dict[str, dict[Known, None]]:
    """The different things of each name, in order; what has no letter or digit is not a name."""
    groups: dict[str, dict[Known, None]] = {}
    for name, thing in named:
        if name:
            groups.setdefault(name, {})[thing] = None
    return groups


def plain(name: str) -> str:
    """A name as it is written, but for its case, its spaces and the shape of its apostrophes."""
    return " ".join(unicodedata.normalize("NFKC", name).translate(APOSTROPHES).casefold().split())


def fold(name: str) -> str:
    """What is the same in all forms of a name: "St. Mary’s Trust Limited" and "Saint Marys Trust Ltd" fold alike."""
    bare = DOT_OF_INITIAL.sub("", plain(name).replace("'", "").replace("&", " and "))
    letters = "".join(each for each in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(each))
    folded = " ".join(re.findall(r"\w+", letters))
    for long, short in SHORT_FORMS:
        folded = long.sub(short, folded)
    return folded
