"""Other words for what was typed, and the places it names, as the office keeps them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from django.db.models import Value

from public.models import Place, SearchTerm
from register.search_words import HYPHENATED, plain, words

Words = tuple[str, ...]
LONGEST = 8  # words
PLACE = "place"


class Row(NamedTuple):
    """A search term, or a place with the name and the slug of its district."""

    kind: str
    term: str
    means: str
    slug: str


class Thesaurus:
    """Both directions of every pair: ASB finds anti-social behaviour, and anti-social behaviour finds ASB."""

    def __init__(self) -> None:
        """One query for all of it: the office keeps a few hundred rows."""
        terms = SearchTerm.objects.filter(is_used=True).order_by().annotate(slug=Value(""))
        places = Place.objects.order_by().annotate(of_kind=Value(PLACE))
        of_places = places.values_list("of_kind", "name", "partnership__district", "partnership__slug")
        rows = sorted(Row(*row) for row in terms.values_list("kind", "term", "means", "slug").union(of_places))
        self._terms = [row for row in rows if row.kind != PLACE]
        self._places = [(tuple(words(plain(row.term))), row) for row in rows if row.kind == PLACE]
        self._others: dict[Words, list[str]] = defaultdict(list)

    @cached_property
    def words(self) -> set[str]:
        texts = [text for row in self._terms for text in (row.term, row.means)]
        return self.place_words.union(*(each for text in texts for each in spellings(text)))

    @cached_property
    def place_words(self) -> set[str]:
        return {word for name, _ in self._places for word in name}

    def stem(self, stem: Callable[[str], str]) -> None:
        """From now on, terms are found by the stems of their words."""
        for row in self._terms:
            for term, other in ((row.term, row.means), (row.means, row.term)):
                for spelling in spellings(term):
                    self._others[tuple(map(stem, spelling))].append(other)

    def others(self, stems: Words) -> list[str]:
        """What means the same as the words of these stems."""
        return self._others.get(stems, [])

    def stands_for(self, word: str) -> str:
        """What an abbreviation is short for, as a sentence; empty for any other word."""
        short = [row for row in self._terms if row.kind == SearchTerm.Kind.ABBREVIATION]
        meanings = [row for row in short if words(plain(row.term)) == [word]]
        return f"{meanings[0].term} stands for {' or '.join(row.means for row in meanings)}." if meanings else ""

    def places(self, typed: Sequence[str]) -> list[Row]:
        """The places that some of the words name, one after the other."""
        lengths = {len(name) for name, _ in self._places}
        runs = {tuple(typed[start : start + length]) for start in range(len(typed)) for length in lengths}
        return [row for name, row in self._places if name in runs]


def spellings(text: str) -> set[Words]:
    """The words of a text, with words that have hyphens parted and as one."""
    whole = plain(text)
    return {tuple(words(whole)), tuple(words(HYPHENATED.sub(lambda match: match[0].replace("-", ""), whole)))}
