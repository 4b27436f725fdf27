"""Compares what the product says with what the oracle says, and keeps what differs."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from tests.histories import oracle_money
from tests.histories.driver import Driver
from tests.histories.facts import AwardKey, Occurrence
from tests.histories.oracle_conditions import Standing, standings
from tests.histories.reading import Reader

Check = Callable[[], None]


class Comparison:
    def __init__(self, driver: Driver) -> None:
        self.driver, self.facts, self.public = driver, driver.facts, Reader()
        self.amounts, self.grants = oracle_money.in_force(driver.facts), oracle_money.grants_of(driver.facts)
        self.found: list[str] = []

    @cached_property
    def standings(self) -> dict[Occurrence, Standing]:
        return standings(self.facts)

    @cached_property
    def officer(self) -> Reader:
        return Reader(self.driver.oma)

    def same(self, what: str, said: Any, right: Any) -> None:
        if said != right:
            self.found.append(f"{what}: the product says {said}, the rules say {right}")

    def says(self, where: str, words: str, text: str) -> None:
        self.same(f"{where} says {words}", words in text, right=True)


def name(key: AwardKey) -> str:
    return f"{key[0]}-{key[1]}"


Checks = Iterator[Check]
