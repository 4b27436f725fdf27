"""Standings that read alike, together: one condition, the same day, the same answer, for several partnerships."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from conditions.standing import Standing


@dataclass(frozen=True)
class StandingGroup:
    standings: tuple[Standing, ...]

    @property
    def first(self) -> Standing:
        """What is said of it is true of them all."""
        return self.standings[0]

    @property
    def are_many(self) -> bool:
        return len(self.standings) > 1

    @property
    def partnerships(self) -> list[Standing]:
        """One of each partnership that is named, by district."""
        named = {each.partnership_slug: each for each in self.standings if each.partnership_slug}
        return sorted(named.values(), key=lambda each: each.district)

    @property
    def award_names(self) -> str:
        """ "awards 1, 2 and 5"; empty where it is for a partnership and year."""
        numbers = [str(each.award_number) for each in self.standings if each.award_number is not None]
        if len(numbers) < 2:
            return self.first.award_name
        of = f" of {self.first.award_reference}" if self.first.award_reference else ""
        return f"awards {', '.join(numbers[:-1])} and {numbers[-1]}{of}"


def grouped(standings: Iterable[Standing]) -> list[StandingGroup]:
    """In the order of the first of each group."""
    found: dict[Hashable, list[Standing]] = {}
    for each in standings:
        found.setdefault(likeness(each), []).append(each)
    return [StandingGroup(tuple(own)) for own in found.values()]


def likeness(standing: Standing) -> Hashable:
    """All that a group says of its standings: two with the same are read as one."""
    return (
        standing.reference,
        standing.terms.number,
        standing.award_reference,
        standing.year,
        standing.occurrence_label,
        standing.due_on,
        standing.sentences,
        standing.match,
        standing.in_kind_apart,
        standing.findings,
    )
