"""The one resolver of names: what the office knows by a name, however people write it. An ambiguous name is asked,
never guessed."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Generic, TypeVar

from grants.models import FundingStream, Organisation, OtherName, Partnership, Post

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


COMMON_WORDS = {
    "and",
    "of",
    "the",
    "for",
    "in",
    "ltd",
    "cic",
    "council",
    "csp",
    "trust",
    "police",
    "service",
    "services",
}
NEAR = 0.7  # as much alike as two names are that may be one


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

    def near(self, name: str, most: int = 5) -> list[Known]:
        """What is called almost so, the nearest first: all that an ambiguous name could be comes before others."""
        folded = fold(name)
        words = [word for word in folded.split() if word not in COMMON_WORDS] or folded.split()
        candidates = dict.fromkeys(other for word in words for other in self._by_beginning.get(word[:4], ()))
        ratios = {other: SequenceMatcher(None, folded, other).ratio() for other in candidates}
        nearest = sorted((other for other in ratios if ratios[other] >= NEAR), key=ratios.__getitem__, reverse=True)
        return list(dict.fromkeys(thing for other in nearest for thing in self._folded[other]))[:most]

    @cached_property
    def _by_beginning(self) -> dict[str, dict[str, None]]:
        """The folded names by the first letters of each of their words."""
        return grouped((word[:4], name) for name in self._folded for word in name.split())


class NameResolver:
    """Recipients, partnerships, streams and posts by official name, other names, identifier, district, and forms of
    these. Each kind is fetched once, when it is first asked for."""

    def payee(self, name: str) -> Payee | None:
        """Who is paid. A council that is the accountable body of one partnership stands for that partnership."""
        return self._payees.find(name)

    def partnership(self, name: str) -> Partnership | None:
        return self._partnerships.find(name)

    def stream(self, name: str) -> FundingStream | None:
        return self._streams.find(name)

    def post(self, title: str) -> Post | None:
        return self._posts.find(title)

    def near_payees(self, name: str) -> list[Payee]:
        """Who is called almost so, the nearest first; so for partnerships, streams and posts."""
        return self._payees.near(name)

    def near_partnerships(self, name: str) -> list[Partnership]:
        return self._partnerships.near(name)

    def near_streams(self, name: str) -> list[FundingStream]:
        return self._streams.near(name)

    def near_posts(self, title: str) -> list[Post]:
        return self._posts.near(title)

    @cached_property
    def organisations(self) -> list[Organisation]:
        return list(Organisation.objects.all())

    @cached_property
    def partnerships(self) -> list[Partnership]:
        return list(Partnership.objects.select_related("accountable_body"))

    def other_names(self, kind: str) -> Iterable[tuple[str, int]]:
        """The other names of things of one kind, each with the number of what is called so."""
        return OtherName.objects.exclude(**{kind: None}).values_list("name", kind)

    def _named(self, kind: str, things: Mapping[int, Known]) -> Iterator[tuple[str, Known]]:
        return ((name, things[number]) for name, number in self.other_names(kind))

    @cached_property
    def _payees(self) -> NameIndex[Payee]:
        partnerships = self.partnerships
        count = Counter(each.accountable_body_id for each in partnerships)
        only = {each.accountable_body_id: each for each in partnerships if count[each.accountable_body_id] == 1}
        bodies = {body.pk: body for body in self.organisations}
        paid = {pk: Payee(bodies[into], only.get(into)) for pk, into in current(bodies.values())}
        official = [(name, paid[pk]) for pk, body in bodies.items() for name in (body.name, body.identifier)]
        payees = {each.pk: Payee(each.accountable_body, each) for each in partnerships}
        official += [(each.name, payees[each.pk]) for each in partnerships]
        others = [*self._named("organisation", paid), *self._named("partnership", payees)]
        districts = [(name, payees[each.pk]) for each in partnerships for name in of_district(each)]
        councils = [(f"{each.district} Council", payees[each.pk]) for each in partnerships]
        return NameIndex(official + others, districts + councils)

    @cached_property
    def _partnerships(self) -> NameIndex[Partnership]:
        known = {each.pk: each for each in self.partnerships}
        official = [(name, each) for each in known.values() for name in (each.name, each.gss_code, each.csp_code)]
        districts = [(name, each) for each in known.values() for name in of_district(each)]
        return NameIndex(official + list(self._named("partnership", known)), districts)

    @cached_property
    def _streams(self) -> NameIndex[FundingStream]:
        known = {each.pk: each for each in FundingStream.objects.all()}
        official = [(each.name, each) for each in known.values()]
        return NameIndex(official + list(self._named("stream", known)), [(each.slug, each) for each in known.values()])

    @cached_property
    def _posts(self) -> NameIndex[Post]:
        known = {each.pk: each for each in Post.objects.all()}
        return NameIndex([*((each.title, each) for each in known.values()), *self._named("post", known)])


def current(organisations: Iterable[Organisation]) -> Iterator[tuple[int, int]]:
    """The number of each organisation, with its own, or that of the one that it was merged into."""
    return ((each.pk, each.merged_into_id or each.pk) for each in organisations)


def of_district(partnership: Partnership) -> tuple[str, ...]:
    """What a partnership is called after its district."""
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
