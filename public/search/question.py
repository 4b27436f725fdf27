"""A question as people type it: which decisions it finds, in what order, and what there is to say about it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, reduce
from operator import add

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.db.models.expressions import OrderBy

from grants.years import FinancialYear
from public.search.bounds import Bound
from public.search.guide import Answer, guide
from public.search.query import AllOf
from public.search.reading import Typed, read
from public.search.thesaurus import Row
from public.search.understanding import Part, Understanding
from register.models import ListingQuerySet
from register.search_words import respelled

# Where what is looked for is: in the title, in names besides, in summary and purpose besides, anywhere.
WEIGHTS = ("A", "AB", "ABC", "")
LAST = 2 * len(WEIGHTS)
SUM = re.compile(r"\bp([0-9]+)\b")


class Question:
    def __init__(self, text: str) -> None:
        self.text = text
        self._typed = read(text)
        understood = Understanding(self._typed)
        self.alternatives = [
            parts for parts in understood.alternatives() if any(not part.is_unwanted for part in parts)
        ] or understood.alternatives()
        self.corrected = understood.corrected
        self.has_unknown_words = bool(understood.unknown - self.corrected.keys())
        self.also_looked_for = understood.also_looked_for
        self._thesaurus = understood.thesaurus
        self._understood = understood.typed

    @property
    def is_too_common(self) -> bool:
        """All of its words are too common to be looked for."""
        return bool(self._typed) and not self.alternatives and not self.bounds

    @property
    def bounds(self) -> list[Bound]:
        """What the sums of what is found have to be."""
        return [bound for typed in self._typed for bound in typed.bounds]

    # What it finds

    def find(self, rows: ListingQuerySet) -> ListingQuerySet:
        """Those that have all of it."""
        for bound in self.bounds:
            rows = rows.filter(bound.condition)
        if self.alternatives:
            return rows.filter(search=raw(self._written()))
        return rows if self.bounds else rows.none()

    def best_first(self, rows: ListingQuerySet) -> ListingQuerySet:
        """Title before names, names before summary and purpose, these before the rest; a phrase before all words apart;
        withdrawn decisions last, newer ones first among equals. A reference is first wherever it stands."""
        placed = {self._written("A"): 0} if self.is_reference else {}
        for number, weights in enumerate(WEIGHTS):
            placed.setdefault(self._written(weights, is_phrase=True), 2 * number)
            placed.setdefault(self._written(weights), 2 * number + 1)
        cases = [When(search=raw(written), then=Value(place)) for written, place in placed.items() if written]
        place = Case(*cases, default=Value(LAST), output_field=IntegerField())
        if not cases:
            return rows.order_by("is_withdrawn", "-decided_on", "-pk")
        last = () if self.is_reference else ("is_withdrawn",)
        return rows.order_by(*last, place, "is_withdrawn", *self._more_in_title(), "-decided_on", "-pk")

    def _more_in_title(self) -> Iterator[OrderBy]:
        """Where all of it is in no title, those with more of it there come first."""
        if len(parts := self._wanted) > 1:
            one, none = Value(1), Value(0)
            in_title = (Case(When(search=raw(part.node.written("A")), then=one), default=none) for part in parts)
            yield reduce(add, in_title).desc()

    @property
    def is_reference(self) -> bool:
        return len(self.alternatives) == 1 and any(part.is_reference for part in self.alternatives[0])

    def _written(self, weights: str = "", *, is_phrase: bool = False) -> str:
        """As PostgreSQL is asked; with `weights` or as a phrase without what is unwanted, which is nowhere anyway."""
        is_whole = not weights and not is_phrase
        written = [written_parts(parts, weights, is_phrase=is_phrase, is_whole=is_whole) for parts in self.alternatives]
        return " | ".join(filter(None, written))

    @property
    def for_texts(self) -> SearchQuery:
        """Any of its words and sums as they may be written in a text: what is marked there."""
        parts = self._wanted
        written = [respelled(part.node.written()) for part in parts]
        return raw(" | ".join([*written, *(f"'{text}'" for part in parts for text in as_written(part))]))

    @property
    def for_names(self) -> SearchQuery:
        """All of it, in a name as it is written."""
        return raw(respelled(self._written()))

    @property
    def _wanted(self) -> list[Part]:
        return [part for parts in self.alternatives for part in parts if not part.is_unwanted]

    # What there is to say

    @cached_property
    def stands_for(self) -> list[str]:
        """What its abbreviations are short for."""
        said = (self._thesaurus.stands_for(each.words[0]) for each in self._typed if len(each.words) == 1)
        return list(dict.fromkeys(filter(None, said)))

    @cached_property
    def places(self) -> list[Row]:
        """The places that it names, with their districts."""
        return self._thesaurus.places([word for each in self._understood for word in each.words])

    @property
    def answers(self) -> list[Answer]:
        """Pages that answer what it asks of the register as a whole."""
        return guide(self._typed)

    @property
    def is_name(self) -> bool:
        """Whether it could be the name of something: words, all of them wanted."""
        return len(self.alternatives) == 1 and not any(part.is_unwanted for part in self.alternatives[0])

    @property
    def year(self) -> FinancialYear | None:
        """The financial year that it asks for, if it asks for nothing else."""
        years = [year for each in self._typed for year in each.years]
        return FinancialYear(years[0]) if len(self._typed) == len(years) == 1 else None

    @property
    def postcodes(self) -> list[str]:
        return [each.text.upper() for each in self._typed if each.is_postcode]

    @property
    def as_understood(self) -> str:
        """The question with its misspelled words corrected."""
        return " ".join(as_typed(each) for each in self._understood)

    @property
    def exactly(self) -> str:
        """The question that asks for the misspelled words as they are."""
        return " ".join(
            f'"{each.text}"' if self.corrected.keys() & {*each.words} else as_typed(each) for each in self._typed
        )

    def other_spellings(self) -> list[str]:
        """The question with what else a misspelled word may have meant."""
        return [
            " ".join(other if word in each.words else as_typed(each) for each in self._understood_with(word))
            for word, choices in self.corrected.items()
            for other in choices[1:3]
        ]

    def _understood_with(self, word: str) -> list[Typed]:
        """As understood, but for one word, which is as it was typed."""
        pairs = zip(self._typed, self._understood, strict=True)
        return [typed if word in typed.words else understood for typed, understood in pairs]

    def one_part_alone(self, rows: ListingQuerySet) -> list[tuple[str, int]]:
        """How many decisions each of several parts would find by itself, where it would find any."""
        parts = self._wanted
        if len(parts) < 2:
            return []
        counts = {
            f"part{number}": Count("pk", filter=Q(search=raw(part.node.written()))) for number, part in enumerate(parts)
        }
        found = rows.order_by().aggregate(**counts)
        return [(part.text, count) for part, count in zip(parts, found.values(), strict=True) if count]


def raw(written: str) -> SearchQuery:
    return SearchQuery(written, search_type="raw", config="english")


def written_parts(parts: list[Part], weights: str, *, is_phrase: bool, is_whole: bool) -> str:
    wanted = [part for part in parts if not part.is_unwanted]
    steps = tuple(part.step for part in wanted[1:])
    written = (
        [AllOf(tuple(part.node for part in wanted), steps).written(weights, is_phrase=is_phrase)] if wanted else []
    )
    if is_whole:
        written += [f"!{part.node.written()}" for part in parts if part.is_unwanted]
    return " & ".join(written)


def as_written(part: Part) -> Iterator[str]:
    """A part as it was typed, and sums of money as texts have them."""
    yield "".join(mark if mark.isalnum() or mark in ",./" else " " for mark in part.text)
    for pence in SUM.findall(part.node.written()):
        yield f"£{Decimal(pence) / 100:,.2f}".removesuffix(".00")


def as_typed(typed: Typed) -> str:
    return f"-{typed.text}" if typed.is_unwanted else typed.text
