"""Who gets money, of whom the register may not name all: how often somebody was an individual, or withheld, is known;
whether it was the same one, is not."""

from collections.abc import Iterable
from dataclasses import dataclass

from register.document_entries import AN_INDIVIDUAL, WITHHELD


@dataclass(frozen=True)
class WhoGets:
    """Of some awards: the names of recipients, each once, and the number of awards whose recipient has none here."""

    names: tuple[str, ...]
    individuals: int
    withheld: int

    def __bool__(self) -> bool:
        return bool(self.names or self.individuals or self.withheld)

    @property
    def lines(self) -> list[str]:
        """Each of them, for a list."""
        unnamed = ((AN_INDIVIDUAL, "Individuals", self.individuals), (WITHHELD, WITHHELD, self.withheld))
        counted = (one if count == 1 else f"{many} ({count} awards)" for one, many, count in unnamed if count)
        return [*self.names, *counted]

    @property
    def in_words(self) -> str:
        """The only one by name, or how many there are: "2 recipients and an individual"."""
        parts = [] if not self.names else [self.names[0]] if len(self.names) == 1 else [f"{len(self.names)} recipients"]
        if self.individuals:
            parts.append("an individual" if self.individuals == 1 else f"individuals ({self.individuals} awards)")
        if self.withheld == 1:
            parts.append("a recipient whose name is withheld")
        elif self.withheld:
            parts.append(f"recipients whose names are withheld ({self.withheld} awards)")
        *others, last = parts or [""]
        return f"{', '.join(others)} and {last}" if others else last


def who_gets(names: Iterable[str]) -> WhoGets:
    """Of the name under which each award has its recipient."""
    all_names = list(names)
    named = dict.fromkeys(name for name in all_names if name not in (AN_INDIVIDUAL, WITHHELD))
    return WhoGets(tuple(named), all_names.count(AN_INDIVIDUAL), all_names.count(WITHHELD))
