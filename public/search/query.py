"""A question as PostgreSQL is asked it: words, of which one or all have to be there, anywhere or as one phrase."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    word: str

    def written(self, weights: str = "", *, is_phrase: bool = False) -> str:
        """For to_tsquery. With `weights`, such as "AB", only where the word has one of these."""
        return f"{self.word}:{weights}" if weights else self.word


@dataclass(frozen=True)
class OneOf:
    nodes: "Sequence[Word | OneOf | AllOf]"

    def written(self, weights: str = "", *, is_phrase: bool = False) -> str:
        alternatives = dict.fromkeys(node.written(weights, is_phrase=is_phrase) for node in self.nodes)
        return f"({' | '.join(alternatives)})"


@dataclass(frozen=True)
class AllOf:
    """All of them, or with `is_phrase` one directly after the other. `steps` says how many words further on each is
    than the one before it."""

    nodes: "Sequence[Word | OneOf | AllOf]"
    steps: Sequence[int]
    is_phrase: bool = False

    def written(self, weights: str = "", *, is_phrase: bool = False) -> str:
        first, *others = (node.written(weights, is_phrase=is_phrase or self.is_phrase) for node in self.nodes)
        links = [f" <{step}> " if is_phrase or self.is_phrase else " & " for step in self.steps]
        return f"({first}{''.join(link + other for link, other in zip(links, others, strict=True))})"


Node = Word | OneOf | AllOf
