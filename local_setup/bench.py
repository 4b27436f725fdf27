"""`make bench`: an invented register of SIZE decisions, and what its pages, files and deeds cost beside others.

The register is made once and kept in `.local/bench/`. Each of ROUNDS asks every page once, in another order each time,
as a reader asks who has nothing of it yet. Then it is served as deploy/ says, and asked in turns with nginx, which has
the same bytes, and with Datasette, which has the same decisions; then its awards are read in turns with `psql`, and
decisions published in turns with pgbench. With `PAGES=1` only the pages are asked, as they are made anew. What is found
is printed and, with `REPORT=1`, put into `docs/performance.md`.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from local_setup import lighthouse
from local_setup.database import LOCAL
from local_setup.deployed import as_superuser
from local_setup.places import find_place
from local_setup.postgres import DATABASE, running
from local_setup.proxy import NGINX
from pcc_decisions.command_line import command_line

REPORT = LOCAL.parent / "docs" / "performance.md"
SMALLEST, PGBENCH = 1_000, 3  # decisions; seconds
# So that a register of any size is made without a check of every row, and without a checkpoint every few seconds.
SWIFT = (
    f"GRANT SET ON PARAMETER session_replication_role TO {DATABASE}",
    "ALTER SYSTEM SET max_wal_size = '4GB'",
    "SELECT pg_reload_conf()",
)


def main() -> None:
    if not NGINX:
        sys.exit("This needs nginx: `apt install nginx`.")
    size, rounds = number("SIZE", 1_000, least=SMALLEST), number("ROUNDS", 2, least=2)
    place = LOCAL / "bench" / str(size)
    place.parent.mkdir(parents=True, exist_ok=True)
    with command_line(), running(place, durable=False) as url:
        # All the work of the database is then done by one process, whose time is read.
        single = {"PGOPTIONS": "-c max_parallel_workers_per_gather=0"}
        os.environ |= {"DATABASE_URL": url, "PCC_DEVELOPMENT": "1", **single}
        as_superuser(url, *SWIFT)
        django.setup()
        found = []
        for each in measured(place, url, size, rounds):
            print(f"{each}\n", flush=True)
            found.append(each)
    if os.environ.get("REPORT"):
        text = "\n\n".join(found)
        report(f"{size:,} decisions", f"`SIZE={size} ROUNDS={rounds} REPORT=1 make bench`. {text}\n")


def measured(place: Path, url: str, size: int, rounds: int) -> Iterator[str]:
    # These read tables, which are known from here on.
    names = ("measuring", "peers", "bench_site", "bench_writing")
    asking, peers, sites, writing = (import_module(f"local_setup.{name}") for name in names)
    yield asking.made(size)
    yield asking.table(rounds)
    yield asking.office_table(rounds)
    if os.environ.get("PAGES"):
        return
    del os.environ["PGOPTIONS"]
    writers = writing.Writing()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # for nginx, which reads as another user where it is started by root
        yield from served(place, Path(folder), url, rounds, (asking, peers, sites, writers))


def served(place: Path, folder: Path, url: str, rounds: int, modules: tuple[Any, ...]) -> Iterator[str]:
    asking, peers, sites, writers = modules
    cluster = find_place(place.resolve())
    with sites.served(url, folder) as site:
        yield sites.unchanged(site, folder, rounds)
        yield sites.first_view(site)
        yield lighthouse.home_page(site.ports[443])
        with peers.datasette(place.with_name(f"{place.name}-datasette")) as datasette:
            addresses, named = asking.addresses_here(), asking.names_here()
            theirs = {name: address.format_map(named) for name, address in peers.PAGES.items()}
            yield sites.pages(site, addresses, theirs, datasette, rounds)
        yield sites.whole_file(site, lambda: peers.copied(cluster, folder), rounds)
        yield sites.new_pages(site)
        peers.make_room()
        yield writers.told(lambda: peers.pgbench(cluster, folder, PGBENCH))
        yield sites.after(site, writers.publish_one)
        yield sites.without_the_application(site)


def number(name: str, usual: int, *, least: int) -> int:
    text = os.environ.get(name) or str(usual)
    if not text.isdecimal() or not least <= int(text) <= 1_000_000:
        sys.exit(f"{name} must be a number from {least:,} to 1,000,000, not {text!r}.")
    return int(text)


def report(heading: str, text: str) -> None:
    """Put a section in the place of the one that was measured before, or at the end."""
    before = REPORT.read_text()
    section = f"## {heading}\n\n{text}"
    kept, times = re.subn(rf"## {heading}\n.*?(?=\n## |\Z)", section.replace("\\", r"\\"), before, flags=re.DOTALL)
    REPORT.write_text(kept if times else f"{before.rstrip()}\n\n{section}")


if __name__ == "__main__":
    main()
