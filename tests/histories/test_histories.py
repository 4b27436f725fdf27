"""Random histories, played through the actions that people use; on the way, what the product says is compared with an
oracle that was written from docs/domain.md alone. `make histories` plays 500 of them (HISTORIES=20 for fewer)."""

import os
from datetime import UTC, datetime

import pytest
import time_machine

from tests.histories.comparing import Comparison
from tests.histories.driver import Disagreement, Driver

HISTORIES = int(os.environ.get("HISTORIES", "3"))
FIRST = int(os.environ.get("FIRST_HISTORY", "1"))
STEPS = 45
PAGES_EVERY = 15


@pytest.mark.parametrize("seed", range(FIRST, FIRST + HISTORIES))
def test_what_is_said_is_what_the_rules_say(seed, reference):
    with time_machine.travel(datetime(2023, 2, 1, 12, tzinfo=UTC), tick=False) as clock:
        driver = Driver(seed, clock=clock)
        for step in range(1, STEPS + 1):
            try:
                driver.step()
            except Disagreement as disagreement:
                pytest.fail(as_told(driver, seed, [str(disagreement)]), pytrace=False)
            if step % 5 == 0:
                comparison = Comparison(driver)
                found = comparison.files()
                if step % PAGES_EVERY == 0:
                    found = comparison.pages()
                if found:
                    pytest.fail(as_told(driver, seed, found), pytrace=False)


def as_told(driver: Driver, seed: int, found: list[str]) -> str:
    return "\n".join([f"History {seed}:", *driver.log, "", *found])
