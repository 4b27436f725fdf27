"""`make drills`: bad luck for real, on a throw-away register served as deploy/ does, behind its proxy; prints what
readers had of it, and whether anything that writers were told was done is lost, or there twice.

SECONDS (20) is how long each drill lasts, READERS (100) how many read at once, KILLS (24) how many kills follow, of
each kind in turn, ONLY=words,words the drills and kinds whose name has any of these words ("the mail server" is one).
"""

import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sized
from dataclasses import dataclass, field
from importlib import import_module
from statistics import median

from local_setup import bad_luck, mail_servers
from local_setup.database import LOCAL
from local_setup.deployed import Site, deployed
from local_setup.proxy import NGINX
from local_setup.readers import Readers
from local_setup.standing import Standing
from pcc_decisions.command_line import command_line

PLACE, ONLY = LOCAL / "drills", os.environ.get("ONLY", "").split(",")
WRITERS, FEW, MOST = 2, 12, 500  # of the readers after each kill; of the decisions
PAUSE = 0.75  # seconds from an answer to the next question, so that the readers leave a small machine time
QUIET, WATCHED = 2.5, 6.5  # seconds after a kill, within which everything should be back; for each, with all around it
DRILLS = {
    "nothing happens": bad_luck.nothing,
    "a worker is killed (-9)": bad_luck.kill_worker,
    "a server of each kind is killed (-9)": bad_luck.kill_server,
    "all four servers are killed (-9) at once": bad_luck.kill_all_servers,
    "a session of PostgreSQL is killed (-9)": bad_luck.kill_session,
    "PostgreSQL is killed whole (-9)": bad_luck.kill_postgres,
    "PostgreSQL is frozen for 20 seconds": bad_luck.freeze_postgres,
    "PostgreSQL stands still nine tenths of 15 seconds": bad_luck.slow_postgres,
    "PostgreSQL refuses everybody for 8 seconds": bad_luck.refuse_sessions,
    "150 clients send a line a second, for 12 seconds": bad_luck.come_slowly,
    "the disk is full for 10 seconds": bad_luck.fill_disk,
}


def main() -> None:
    if not NGINX:
        sys.exit("The drills need nginx: `apt install nginx`.")
    seconds, readers, kills = number("SECONDS", 20), number("READERS", 100), number("KILLS", 24)
    with command_line(), mail_servers.silent() as mail:
        os.environ["PCC_EMAIL_URL"] = f"smtp://127.0.0.1:{mail}"
        play(seconds, readers, kills)


def play(seconds: int, readers: int, kills: int) -> None:
    drills = {name: happens for name, happens in DRILLS.items() if seconds and is_wanted(name)}
    with deployed(PLACE, own_disk=bad_luck.fill_disk in drills.values()) as site:
        writers = import_module("local_setup.writers")  # it reads tables, which are known from here on
        rounds = seconds * len(drills) + kills * WATCHED
        print(f"Inventing decisions, for about {rounds:.0f} seconds of publishing …", flush=True)
        decisions = writers.sent_decisions(min(MOST, WRITERS + int(rounds)))
        with writers.Writers(site.port, site.password, WRITERS, decisions, seconds=rounds) as writing:
            each_drill(site, drills, seconds, readers, writing.told_done)
            each_kill(site, kills)
        if seconds and is_wanted("the mail server"):
            import_module("local_setup.mail_drills").play(site.port)
        print(f"\nMeanwhile {WRITERS} writers: {writing.counted()}.")


def number(name: str, usual: int) -> int:
    text = os.environ.get(name) or str(usual)
    return int(text) if text.isdecimal() else sys.exit(f"{name} must be a number, not {text!r}.")


def is_wanted(name: str) -> bool:
    return any(words in name for words in ONLY)


def each_drill(
    site: Site, drills: dict[str, Callable[[Site], None]], seconds: float, readers: int, told_done: Sized
) -> None:
    for name, happens in drills.items():
        if happens is bad_luck.fill_disk and not site.place.is_mount():
            print(f"| {name} | not tried: only root can give it a disk of its own |", flush=True)
            continue
        site.wait()
        before = len(told_done)
        with Readers(site.port, readers, pause=PAUSE) as reading, Standing(site) as standing:
            time.sleep(seconds / 4)
            since = time.monotonic()
            happens(site)
            time.sleep(max(QUIET, since + seconds * 3 / 4 - time.monotonic()))
            standing.wait()
        told = f"{reading.told(since)}; all stands again after {standing.back_at(since):.1f} s"
        print(f"| {name} | {len(told_done) - before} | {told} |", flush=True)


@dataclass
class Seen:
    """Of one kind of kill, seconds after each: the last refusal, the longest wait, when all stood again."""

    refused: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    back: list[float] = field(default_factory=list)

    def last(self) -> str:
        return ", ".join(f"{each[-1]:.2f}" for each in (self.refused, self.waited, self.back))

    def row(self, name: str) -> str:
        counts = f"{len(self.refused)} | {sum(each > 0 for each in self.refused)}"
        return f"| {name} | {counts} | {' | '.join(map(spread, (self.refused, self.waited, self.back)))} |"


def each_kill(site: Site, kills: int) -> None:
    """Each kind in turn, and at the start of each round a watch without any, to compare with."""
    names = [name for name in bad_luck.KILLS if is_wanted(name)]
    seen: dict[str, Seen] = defaultdict(Seen)
    for done in range(kills if names else 0):
        if done % len(names) == 0:
            watch(site, bad_luck.nothing, seen["nothing"])
        name = names[done % len(names)]
        watch(site, bad_luck.KILLS[name], seen[name])
        print(f"{done + 1}. {name}: {seen[name].last()}", file=sys.stderr, flush=True)
    for name, each in seen.items():
        print(each.row(f"{name} is killed (-9)"), flush=True)


def watch(site: Site, happens: Callable[[Site], None], seen: Seen) -> None:
    site.wait()
    with Readers(site.port, FEW, pause=PAUSE) as reading, Standing(site) as standing:
        time.sleep(0.5)
        since = time.monotonic()
        happens(site)
        time.sleep(QUIET)
        standing.wait()  # so that whoever is refused for longer is seen to be
        time.sleep(0.5)
    seen.back.append(standing.back_at(since))
    seen.refused.append(reading.last_refusal(since))
    seen.waited.append(reading.longest_wait(since))


def spread(seconds: list[float]) -> str:
    nearly_all = sorted(seconds)[int(len(seconds) * 0.95)]
    return f"{median(seconds):.2f}, {nearly_all:.2f}, {max(seconds):.2f}"


if __name__ == "__main__":
    main()
