"""The register of the bench served as deploy/ says: two servers of each kind by their units, with the roles of the
database, and the shipped configuration of nginx, whose limits of questions from one address alone are lifted."""

import gzip
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from itertools import count, repeat
from pathlib import Path
from time import monotonic, sleep
from typing import Self

import psutil
from django.core.management import call_command

from local_setup.deployed import KINDS, as_superuser, server
from local_setup.deployed import Served as Server
from local_setup.proxy import NAME, NGINX, free_ports, written
from local_setup.serving import (
    PATIENCE,
    Served,
    asked,
    chunks,
    connected,
    memory_of,
    once,
    running,
    table,
    with_children,
)
from pcc_decisions.kept_pages import MOMENT

# The peer of what nginx passes on: the same bytes from a file, in the same nginx, in the clear and encrypted.
SAME_BYTES = """
server {{ listen 127.0.0.1:{plain}; listen 127.0.0.1:{encrypted} ssl http2; root {folder};
  ssl_certificate {folder}/certificate.pem; ssl_certificate_key {folder}/key.pem; default_type text/html;
  keepalive_requests 1000000; }}
"""
LIMITS = {r"rate=\d+r/s": "rate=1000000r/s", r"limit_conn pcc_visitors 40": "limit_conn pcc_visitors 4000"}
TIMES = ("p50 ms", "p95 ms", "p99 ms")
UNCHANGED = ("a home page that has not changed", "answers a second", "of nginx", *TIMES, "processor ms")
PAGES = (
    "asked again by 16 readers",
    "answers a second",
    *TIMES,
    "Datasette's p50 ms",
    "its p99 ms",
    "times as many answers",
)
Peer = tuple[list[psutil.Process], int]
NEW_PAGES = 10.0  # seconds of pages that nobody has asked for
LINKED = re.compile(rb'<(?:link rel="stylesheet"|link rel="icon"|script|img)[^>]*(?:href|src)="(/[^"]+)"')


@dataclass
class Site:
    ports: dict[int, int]
    servers: list[Server]
    nginx: list[psutil.Process] = field(default_factory=list)

    @property
    def processes(self) -> list[psutil.Process]:
        return [each for server in self.servers for each in with_children(psutil.Process(server.process.pid))]

    @property
    def public(self) -> list[psutil.Process]:
        return with_children(psutil.Process(self.servers[1].process.pid))


def environment(folder: Path) -> dict[str, str]:
    return {
        "PCC_DEVELOPMENT": "0",
        "PCC_SECRET_KEY": secrets.token_urlsafe(60),
        "PCC_ALLOWED_HOSTS": NAME,
        "PCC_SITE_ADDRESS": f"https://{NAME}",
        "PCC_HTTPS_REDIRECT": "0",
        "PCC_FILES_DIR": str(folder / "papers"),
    }


@contextmanager
def served(url: str, folder: Path) -> Iterator[Site]:
    roles = StringIO()
    call_command("database_roles", stdout=roles)
    as_superuser(url, roles.getvalue())
    given = environment(folder)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, env=os.environ | given, check=True)
    site = Site(free_ports(80, 443, *KINDS, 1, 2), [])
    try:
        site.servers = [server(kind, site.ports[port], url, folder / "log", **given) for port, kind in KINDS.items()]
        with running([str(NGINX), "-c", str(configuration(folder, site.ports))], site.ports[443]) as nginx:
            site.nginx = with_children(nginx)
            wait_for_pages(site)
            yield site
    finally:
        for each in site.servers:
            each.stop()


def configuration(folder: Path, ports: dict[int, int]) -> Path:
    file = written(folder, ports)
    text = file.read_text()
    for limit, lifted in LIMITS.items():
        text = re.sub(limit, lifted, text)
    same = SAME_BYTES.format(plain=ports[1], encrypted=ports[2], folder=folder)
    file.write_text(text.replace("limit_req_zone", f"{same}\nlimit_req_zone", 1))
    return file


def wait_for_pages(site: Site) -> None:
    end = monotonic() + PATIENCE
    while not once(site.ports[443], "/", NAME, is_tls=True)[0].startswith("HTTP/1.1 200"):
        if monotonic() > end:
            sys.exit("The site did not come up.")
        sleep(0.1)


def unchanged(site: Site, folder: Path, rounds: int) -> str:
    """A page that was asked for before, and those same bytes from nginx."""
    _, headers, body = once(site.ports[8001], "/", NAME)
    (folder / "page").write_bytes(body)
    (folder / "page").chmod(0o644)
    direct, whole = site.ports[8001], [*site.nginx, *site.processes]
    file = {"paths": repeat("/page"), "host": NAME}
    plain = Served(site.nginx, site.ports[1], **file)  # type: ignore[arg-type]
    encrypted = Served(site.nginx, site.ports[2], **file, is_tls=True)  # type: ignore[arg-type]
    kinds = {
        "sent by one server of the application": (Served(site.public, direct, host=NAME), plain),
        "answered 304 by it": (Served(site.public, direct, host=NAME, tag=headers["etag"]), plain),
        "the same bytes sent by nginx": (plain, plain),
        "through the shipped nginx, encrypted": (Served(whole, site.ports[443], host=NAME, is_tls=True), encrypted),
        "the same bytes sent by nginx, encrypted": (encrypted, encrypted),
    }
    for _ in range(rounds):
        for each, _ in kinds.values():
            each.turn()
    return table(UNCHANGED, [row(name, each, beside) for name, (each, beside) in kinds.items()])


def row(name: str, each: Served, beside: Served) -> list[str]:
    times = (f"{point:.2f}" for point in each.points)
    return [name, f"{each.rate:,.0f}", f"{each.rate / beside.rate:.2f}", *times, f"{each.each:.3f}"]


def pages(site: Site, addresses: dict[str, str], peer: dict[str, str], datasette: Peer, rounds: int) -> str:
    """Each kind of page that Datasette has too, asked for again and again, and its page of the same. What is kept of
    all other pages is sent as these are."""
    return table(PAGES, [beside(site, name, addresses[name], at, datasette, rounds) for name, at in peer.items()])


def beside(site: Site, name: str, address: str, peer: str, datasette: Peer, rounds: int) -> list[str]:
    ours = Served(site.public, site.ports[8001], repeat(address), host=NAME)
    theirs = Served(*datasette, repeat(peer))
    once(ours.port, address, NAME)
    for _ in range(rounds):
        for each in (ours, theirs):
            each.turn()
    told = [name, f"{ours.rate:,.0f}", *(f"{point:.1f}" for point in ours.points)]
    return [*told, f"{theirs.points[0]:,.0f}", f"{theirs.points[2]:,.0f}", f"{ours.rate / max(theirs.rate, 0.01):,.0f}"]


def new_pages(site: Site) -> str:
    """Pages that nobody has asked for yet, as robots want them; and what the servers hold after that."""
    before = memory_of(site.processes)
    new = Served(site.public, site.ports[8001], Unasked(), host=NAME)
    new.turn(NEW_PAGES)
    half, most, nearly_all = new.points
    return (
        f"{len(new.took):,} pages that nobody had asked for (searches and tables, at any of their pages), 16 at once, "
        f"from one server: {new.rate:.1f} a second, p50 {half:,.0f}, p95 {most:,.0f}, p99 {nearly_all:,.0f} ms, "
        f"{new.failed} without an answer. All four servers hold {before:,.0f} MB before and "
        f"{memory_of(site.processes):,.0f} after."
    )


class Unasked:
    """Addresses of lists, none of them twice."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        number = next(self.numbers)
        words = f"q={'crime' if number % 4 else 'youth'}&page={number // 4 % 20 + 1}&seen={number}"
        return f"/{'decisions' if number % 2 else 'awards'}/?{words}"


def first_view(site: Site) -> str:
    """What a browser asks for before it shows the home page."""
    _, _, body = once(site.ports[443], "/", NAME, is_tls=True)
    linked = sorted({each.decode() for each in LINKED.findall(gzip.decompress(body))})
    sizes = [len(body), *(len(once(site.ports[443], each, NAME, is_tls=True)[2]) for each in linked)]
    return f"The first view of the home page is {sum(sizes) / 1000:.1f} KB, compressed, in {len(sizes)} answers."


def without_the_application(site: Site) -> str:
    for each in site.servers:
        each.stop()
    status = once(site.ports[443], "/", NAME, is_tls=True)[0].split()[1]
    return f"While no server of the application runs, the proxy answers {status} with the page that it has."


def tag(site: Site, port: int) -> str:
    return once(site.ports[port], "/", NAME, is_tls=port == 443)[1]["etag"]


def after(site: Site, publish: Callable[[], object]) -> str:
    """How old a page is after a publication, from the application and through the proxy that keeps it."""
    ports, before = {8001: 0.0, 443: 0.0}, tag(site, 8001)
    tag(site, 443)
    publish()
    sleep(MOMENT)  # as who publishes on a page waits
    done = monotonic()
    is_shown = tag(site, 8001) != before
    while tag(site, 443) == before and monotonic() - done < PATIENCE:
        sleep(0.01)
    ports[443] = monotonic() - done
    first = "shows" if is_shown else "DOES NOT SHOW"
    return f"The first answer after a publication {first} it; through the proxy it was seen after {ports[443]:.2f} s."


def whole_file(site: Site, copied: Callable[[], object], rounds: int) -> str:
    """All awards as CSV, and the same from `psql`."""
    ours, first, theirs, growth, size = [], [], [], 0.0, 0
    for _ in range(rounds):
        before, start = memory_of(site.public), monotonic()
        with connected(site.ports[8001]) as connection, connection.makefile("rb") as answer:
            connection.sendall(asked("/data/awards.csv", NAME))
            while answer.readline().strip():
                pass
            pieces = chunks(answer)
            size = len(next(pieces))
            first.append(monotonic() - start)
            for number, each in enumerate(pieces):
                size += len(each)
                if number % 100 == 0:
                    growth = max(growth, memory_of(site.public) - before)
        ours.append(monotonic() - start)
        start = monotonic()
        copied()
        theirs.append(monotonic() - start)
    return (
        f"All awards as CSV, {size / 1e6:.1f} MB: first bytes after {min(first):.2f} s, all after {min(ours):.1f} s, "
        f"{min(ours) / min(theirs):.1f} × `psql \\copy` ({min(theirs):.1f} s), and {growth:.0f} MB of growth."
    )
