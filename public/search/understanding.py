"""From what was typed to what is looked for: misspelled words corrected, abbreviations and short names understood."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, takewhile

from grants.years import FinancialYear, london_today
from public.search import guide
from public.search.query import AllOf, Node, OneOf, Word
from public.search.reading import Typed
from public.search.thesaurus import LONGEST, Thesaurus, spellings
from public.search.vocabulary import FILLERS, Vocabulary, corrections
from register.search_words import alike

# Who is meant by Bolton Council, Wigan Borough Council, Tameside MBC or Bury CSP.
COUNCIL = tuple(
    tuple(name.split())
    for name in ("council", "city council", "borough council", "metropolitan borough council", "mbc", "cc")
)
PARTNERSHIP = (("csp",), ("community", "safety", "partnership"))
SHORT_NAMES = {**dict.fromkeys(COUNCIL, COUNCIL), **dict.fromkeys(PARTNERSHIP, PARTNERSHIP)}
OF_SHORT_NAMES = frozenset(chain.from_iterable(SHORT_NAMES))
SHORTEST_HALF = 3  # letters
# What people write between years.
UP_TO = ("to",)
JOINING = (("and",), UP_TO)
TODAY = (("present",), ("now",), ("date",), ("today",))


@dataclass(frozen=True)
class Part:
    """One thing that is asked for: `text` as it was typed or corrected, `step` how many words after the part before."""

    text: str
    node: Node
    step: int = 1
    is_unwanted: bool = False
    is_reference: bool = False


class Understanding:
    """What was typed, beside the words that the register and the office use."""

    def __init__(self, typed: Sequence[Typed]) -> None:
        self.thesaurus = Thesaurus()
        self._vocabulary = self._look_up(typed)
        self.unknown = {*self._unknown(typed)}
        self.corrected = corrections(self.unknown, self.thesaurus.place_words)
        self.typed = [self._correct(each) for each in typed]
        if self.corrected:
            self._vocabulary = self._look_up(self.typed)
        self.thesaurus.stem(self._vocabulary.stem)
        # What was not typed, and is found because it means the same.
        self.also_looked_for: list[str] = []
        self._has_content = any(each.is_fact or not self._is_empty(each) for each in self.typed if not each.is_or)

    def _look_up(self, typed: Sequence[Typed]) -> Vocabulary:
        said = {word for each in typed for word in (*each.words, each.as_one)}
        parted = {half for word in said for both in halves(word) for half in both}
        pairs = {one for each, after in pairwise(typed) if (one := joint(each, after))}
        return Vocabulary(said | parted | pairs | self.thesaurus.words | OF_SHORT_NAMES)

    def _is_empty(self, typed: Typed) -> bool:
        return all(word in FILLERS or self._vocabulary.is_common(word) for word in typed.words)

    # Misspelled words

    def _unknown(self, typed: Sequence[Typed]) -> Iterator[str]:
        """Plain words that no decision has, in whichever way they are written."""
        joints = ["", *(joint(each, after) for each, after in pairwise(typed)), ""]
        for each, before, after in zip(typed, joints, joints[1:], strict=False):
            if each.is_plain and not any(map(self._vocabulary.is_listed, filter(None, (before, after, each.as_one)))):
                yield from (word for word in each.words if not self._is_known(word))

    def _is_known(self, word: str) -> bool:
        is_ours = word in self.thesaurus.words or word in guide.WORDS
        return self._vocabulary.is_known(word) or is_ours or any(self._listed_halves(word))

    def _listed_halves(self, word: str) -> Iterator[tuple[str, str]]:
        return (each for each in halves(word) if all(map(self._vocabulary.is_listed, each)))

    def _correct(self, typed: Typed) -> Typed:
        if not typed.is_plain or not self.corrected.keys() & {*typed.words}:
            return typed
        better = [self.corrected[word][0] if word in self.corrected else word for word in typed.words]
        return replace(typed, text=" ".join(better), words=tuple(map(alike, better)))

    # Parts

    def alternatives(self) -> list[list[Part]]:
        """What is asked for, in the alternatives that "or" separates."""
        found: list[list[Typed]] = [[]]
        for each in self.typed:
            if each.is_or:
                found.append([])
            else:
                found[-1].append(each)
        return [parts for typed in found if (parts := [*self._parts(typed)])]

    def _parts(self, typed: Sequence[Typed]) -> Iterator[Part]:
        start, step = 0, 1
        while start < len(typed):
            count, node = self._node(typed[start:])
            these = typed[start : start + count]
            start, step = start + count, step + 1
            if node:
                text = " ".join(each.text for each in these)
                yield Part(text, node, step - 1, these[0].is_unwanted, these[0].is_reference)
                step = 1

    def _node(self, typed: Sequence[Typed]) -> tuple[int, Node | None]:
        """How many of these belong together, and what is looked for; nothing where they say nothing."""
        first, run = typed[0], [*takewhile(lambda each: each.is_plain, typed[:LONGEST])]
        if first.is_fact:
            count, facts = years_from(typed) if first.years else (1, first.words)
            return count, one_of(map(Word, facts))
        if not run:
            return 1, self._phrase(first.words)
        return self._short_name(run) or self._in_other_words(run) or self._in_every_spelling(run)

    def _short_name(self, run: Sequence[Typed]) -> tuple[int, Node | None] | None:
        first, *rest = [word for each in run for word in each.words]
        if first in OF_SHORT_NAMES or self._says_nothing(first) or len(run[0].words) > 1:
            return None
        for end in range(len(run), 1, -1):
            if names := SHORT_NAMES.get(tuple(rest[: end - 1])):
                return end, one_of(self._phrase((first, *name)) for name in names)
        return None

    def _in_other_words(self, run: Sequence[Typed]) -> tuple[int, Node | None] | None:
        """The longest beginning of the run that the thesaurus knows, with what means the same."""
        for end in range(len(run), 0, -1):
            said = tuple(word for each in run[:end] for word in each.words)
            parted = self._listed_halves(said[0]) if len(said) == 1 else ()
            if others := [other for each in (said, *parted) for other in self._same(each)]:
                self.also_looked_for += [other for other in others if not self._is_full_form(other, said)]
                phrases = [self._phrase(spelling) for other in others for spelling in sorted(spellings(other))]
                return end, one_of([all_of(map(self._word, run[:end])), *phrases])
        return None

    def _is_full_form(self, other: str, said: Sequence[str]) -> bool:
        return len(said) == 1 and other in self.thesaurus.stands_for(said[0])

    def _same(self, said: Sequence[str]) -> list[str]:
        return self.thesaurus.others(tuple(map(self._vocabulary.stem, said)))

    def _in_every_spelling(self, run: Sequence[Typed]) -> tuple[int, Node | None]:
        """A word, or two that could also be written as one."""
        is_empty = [all(map(self._says_nothing, each.words)) for each in run[:2]]
        if len(run) > 1 and (one := joint(run[0], run[1])) and self._vocabulary.is_listed(one):
            return 2, one_of([None if any(is_empty) else all_of(map(self._word, run[:2])), Word(one)])
        return 1, None if is_empty[0] else self._word(run[0])

    def _word(self, typed: Typed) -> Node | None:
        """As one word or parted."""
        if len(typed.words) > 1:
            return one_of([self._phrase(typed.words), Word(typed.as_one), *map(Word, typed.facts)])
        return one_of(map(self._phrase, [typed.words, *self._listed_halves(typed.words[0])]))

    def _phrase(self, said: Iterable[str]) -> Node | None:
        """Words one after the other, without those that are too common."""
        nodes: list[Node] = []
        steps, step = [], 1
        for word in said:
            if self._vocabulary.is_common(word):
                step += 1
                continue
            nodes.append(Word(word))
            steps.append(step)
            step = 1
        return AllOf(tuple(nodes), tuple(steps[1:]), is_phrase=True) if len(nodes) > 1 else one_of(nodes)

    def _says_nothing(self, word: str) -> bool:
        return self._vocabulary.is_common(word) or (self._has_content and word in FILLERS)


def years_from(typed: Sequence[Typed]) -> tuple[int, Iterable[str]]:
    """Years one after the other: how many things say them, and the facts of which any is looked for. "2022 and 2023"
    asks for either, "2020 to 2023" for those between as well, "2020 to date" for all since."""
    count, facts = 1, [*typed[0].words]
    while count < len(typed):
        joined = typed[count].words if typed[count].is_plain else ()
        following = count + (joined in JOINING)
        if following == len(typed):
            break
        if joined == UP_TO and typed[following].words in TODAY:
            this = FinancialYear.of(london_today()).start
            return following + 1, [*facts, *(f"fy{year}" for year in range(typed[count - 1].years[0] + 1, this + 1))]
        if not typed[following].years:
            break
        if joined == UP_TO:
            facts += [f"fy{year}" for year in range(typed[following - 2].years[0] + 1, typed[following].years[0])]
        facts += typed[following].words
        count = following + 1
    return count, dict.fromkeys(facts)


def one_of(nodes: Iterable[Node | None]) -> Node | None:
    found = tuple(node for node in nodes if node)
    return OneOf(found) if len(found) > 1 else found[0] if found else None


def all_of(nodes: Iterable[Node | None]) -> Node | None:
    found = tuple(node for node in nodes if node)
    return AllOf(found, (1,) * (len(found) - 1)) if len(found) > 1 else found[0] if found else None


def joint(first: Typed, second: Typed) -> str:
    """Two words written as one; empty unless both are plain single words."""
    both = (first, second)
    return alike("".join(each.words[0] for each in both)) if all(e.is_plain and len(e.words) == 1 for e in both) else ""


def halves(word: str) -> Iterator[tuple[str, str]]:
    """The ways to part a word in two."""
    ends = range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
    return ((alike(word[:end]), alike(word[end:])) for end in ends)
