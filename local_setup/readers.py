"""The public, while something goes wrong: readers at addresses of their own, who ask the proxy for one page after the
other, and note what they got."""

import threading
import time
from collections import Counter
from random import Random
from typing import Self

from local_setup.visitor import Visitor

PAGES = (
    "/",
    "/decisions/",
    "/conditions/",
    "/years/",
    "/partnerships/manchester/",
    "/api/v1/",
    "/feeds/decisions.atom",
)
FIRST = 1_000  # of their numbers
NEW = 3  # each third question has not been asked before, so that no copy answers it


class Readers:
    def __init__(self, port: int, number: int, *, pause: float = 0.05) -> None:
        self.reading, self.pause = True, pause
        self.got: list[tuple[float, float, int]] = []
        self.threads = [
            threading.Thread(target=self.read, args=(Visitor(port, FIRST + each),), daemon=True)
            for each in range(number)
        ]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.reading = False
        for thread in self.threads:
            thread.join()

    def read(self, reader: Visitor) -> None:
        chance = Random(reader.number)  # noqa: S311 - the same each time, and no two at the same page all the time
        while self.reading:
            began = time.monotonic()
            page = f"?q={reader.number}+{began}" if chance.randrange(NEW) == 0 else ""
            status = reader.get(f"{chance.choice(PAGES)}{page}").status
            self.got.append((began, time.monotonic() - began, status))
            time.sleep(chance.uniform(0, 2 * self.pause))
        reader.leave()

    def last_refusal(self, since: float) -> float:
        """So many seconds after that moment: 0 where nobody was refused."""
        ends = (began + seconds - since for began, seconds, status in list(self.got) if status not in (200, 429))
        return max(0, *ends, 0)

    def longest_wait(self, since: float) -> float:
        """Of all who were answered after that moment, whatever the answer."""
        return max((seconds for began, seconds, _ in list(self.got) if began + seconds > since), default=0)

    def told(self, since: float) -> str:
        took = sorted(seconds for _, seconds, _ in self.got)
        statuses = Counter(status or "no answer" for _, _, status in self.got)
        counts = ", ".join(f"{number:,} × {status}" for status, number in sorted(statuses.items(), key=str))
        half, nearly_all = took[len(took) // 2], took[int(len(took) * 0.95)]
        times = f"half within {half:.2f} s, 95% within {nearly_all:.2f} s, slowest {took[-1]:.1f} s"
        return f"{counts}; {times}; last refusal after {self.last_refusal(since):.1f} s"
