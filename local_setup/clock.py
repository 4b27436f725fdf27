"""`make clock`: a throw-away register, served as deploy/ does, is taken across midnight, both changes of summer time
and the end of the financial year, while approvers approve and publish; prints what is lost, doubled or on a wrong day.

The clock of PostgreSQL, the servers and the proxy is moved by libfaketime (`apt install faketime`), forwards only. That
of this program is not.
"""

import calendar
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from local_setup import bad_luck
from local_setup.database import LOCAL
from local_setup.deployed import Site, deployed
from local_setup.proxy import NGINX
from local_setup.visitor import Visitor
from pcc_decisions.command_line import command_line

PLACE = LOCAL / "clock"
MOVED = Path("/tmp/pcc-decisions-clock")  # noqa: S108 - PostgreSQL's account reads it too; it says a number of seconds
LONDON = ZoneInfo("Europe/London")
WRITERS, DEEDS, BEFORE, AFTER = 4, 16, 12, 14  # writers; decisions for each moment; seconds
SETTLED = 3.0  # seconds within which each of them has read how far it is moved


def main() -> None:
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    if not (NGINX and library):
        sys.exit("This needs nginx and libfaketime: `apt install nginx faketime`.")
    move(timedelta())
    faked = {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(MOVED),
        "FAKETIME_CACHE_DURATION": "1",
    }
    os.environ |= faked
    with command_line(), deployed(PLACE, of_postgres=faked) as site:
        bad_luck.kill_postgres(site)  # so that it comes back with that clock
        site.wait()
        module = import_module("local_setup.writers")  # it reads tables, which are known from here on
        decisions = module.sent_decisions(DEEDS * len(moments()))
        for name, moment in moments().items():
            ours = [decisions.pop() for _ in range(DEEDS)]
            print(f"| {name} | {told(site, module, ours, moment)} |", flush=True)
    MOVED.unlink()


def move(by: timedelta) -> None:
    MOVED.write_text(f"+{by.total_seconds():.0f}\n")
    MOVED.chmod(0o644)


def moments() -> dict[str, datetime]:
    year = datetime.now(UTC).year + 1
    return {
        "midnight in winter": datetime(year, 1, 16, tzinfo=UTC),
        "summer time begins": last_sunday(year, 3),
        "the financial year ends (midnight in London, 11 p.m. in UTC)": datetime(year, 3, 31, 23, tzinfo=UTC),
        "summer time ends": last_sunday(year, 10),
    }


def last_sunday(year: int, month: int) -> datetime:
    """Its first hour in UTC, at whose end clocks change."""
    days = (week[calendar.SUNDAY] for week in calendar.monthcalendar(year, month))
    return datetime(year, month, max(days), 1, tzinfo=UTC)


def told(site: Site, module: Any, decisions: list[str], moment: datetime) -> str:
    move(moment - timedelta(seconds=BEFORE + SETTLED) - datetime.now(UTC))
    time.sleep(SETTLED)
    with module.Writers(site.port, site.password, WRITERS, decisions, seconds=BEFORE + AFTER) as writers:
        time.sleep(BEFORE + AFTER)
    published = module.Notice.objects.filter(decision__reference__in=writers.tried)
    at = dict(published.values_list("decision__reference", "published_at"))
    after = sum(each >= moment for each in at.values())
    far = sum(abs(each - moment) > timedelta(seconds=BEFORE + AFTER + SETTLED) for each in at.values())
    wrong = sum(not says_its_day(site, reference, each) for reference, each in at.items())
    parts = f"{len(at) - after} published before and {after} after it, {far} at another time, {wrong} on a wrong day"
    return f"{parts}; {writers.counted()}"


def says_its_day(site: Site, reference: str, published: datetime) -> bool:
    """Whether its page says the day on which that was in London, worked out here once more."""
    reader, day = Visitor(site.port, 60), published.astimezone(LONDON)
    page = reader.get(f"/decisions/{reference}/").text
    reader.leave()
    return f"published on {day.day} {day:%B %Y}" in page


if __name__ == "__main__":
    main()
