"""Random histories, played through the actions that people use. After each step some of what the product says is
compared with an oracle that was written from docs/domain.md alone, and all of it at the end; then it has to add up with
plain SQL over the working rows. `make histories` plays 500 longer ones (HISTORIES=20 for fewer)."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random

import pytest
import time_machine

from tests.histories import compare_conditions, compare_files, compare_pages, compare_texts
from tests.histories.adding_up import sums_of_the_working_rows
from tests.histories.comparing import Check, Comparison
from tests.histories.driver import FIRST_DAY, Disagreement, Driver
from tests.histories.moves import MOVES
from tests.histories.totals import sums_are_those_of_the_slow_way, totals_are_kept
from tests.histories.way_out import goes_out

HISTORIES = int(os.environ.get("HISTORIES", "2"))
FIRST = int(os.environ.get("FIRST_HISTORY", "1"))
# In a usual run each of two histories has every other comparison in the end, and both together have all.
STEPS, AFTER_EACH, ALL_OR_HALF = (45, 3, 1) if "HISTORIES" in os.environ else (20, 1, 2)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + HISTORIES))
def test_what_is_said_is_what_the_rules_say(seed, reference, settings):
    settings.FOLLOWS_CONDITIONS_FROM = date(2023, 5, 1) if seed % 2 else None
    with time_machine.travel(datetime.combine(FIRST_DAY, datetime.min.time(), UTC), tick=False) as clock:
        driver = Driver(seed, clock=clock, follows_from=settings.FOLLOWS_CONDITIONS_FROM)
        dice = Random(seed)  # noqa: S311 - a game
        try:
            for _ in range(STEPS):
                driver.step(MOVES)
                totals_are_kept()
                agrees(driver, dice, most=AFTER_EACH)
            agrees(driver, dice, every=ALL_OR_HALF, first=seed % ALL_OR_HALF)
            goes_on_until_nothing_waits(driver)
            agrees(driver, dice, most=AFTER_EACH)
            sums_of_the_working_rows(driver)
            totals_are_kept()
            sums_are_those_of_the_slow_way()
        except AssertionError as disagreement:
            pytest.fail("\n".join([f"History {seed}:", *driver.log, "", str(disagreement)]), pytrace=False)
        except Exception as error:
            error.add_note("\n".join([f"History {seed}:", *driver.log]))
            raise


def agrees(driver: Driver, dice: Random, *, most: int | None = None, every: int = 1, first: int = 0) -> None:
    """Compare all that is said, or every so many-th thing of it, or so many by chance."""
    comparison = Comparison(driver)
    checks = list(all_checks(comparison))
    for check in checks[first::every] if most is None else dice.sample(checks, min(most, len(checks))):
        check()
    if comparison.found:
        raise Disagreement("\n".join(comparison.found))


def all_checks(comparison: Comparison) -> Iterator[Check]:
    for module in (compare_files, compare_pages, compare_texts, compare_conditions):
        yield from module.checks(comparison)


def goes_on_until_nothing_waits(driver: Driver) -> None:
    """Corrections under way go out, so that working rows say what is published."""
    for made in list(driver.facts.published()):
        if made.state in ("draft", "sent", "approved"):
            goes_out(driver, made)
