"""What is done to a served site. Each takes the site; what lasts is over when it returns."""

import contextlib
import re
import time
from random import Random

import psycopg2

from local_setup.deployed import Site
from local_setup.proxy import NAME
from local_setup.visitor import Visitor

ROLES = re.compile(r"pcc_(app|public) ")
CHANCE = Random(1)  # noqa: S311 - the same each time


def nothing(_site: Site) -> None:
    pass


def kill_worker(site: Site) -> None:
    workers = [each for server in site.servers.values() for each in server.workers()]
    CHANCE.choice(workers).kill()


def kill_server(site: Site) -> None:
    """One of each kind."""
    pair = CHANCE.choice(((8000, 8001), (8002, 8003)))
    for port in pair:
        site.servers[port].kill()


def kill_all_servers(site: Site) -> None:
    for each in site.servers.values():
        each.kill()


def kill_session(site: Site) -> None:
    """PostgreSQL ends all sessions when one dies so, recovers, and takes new ones."""
    while not (sessions := [each for each in site.postgres().children() if ROLES.search(" ".join(each.cmdline()))]):
        time.sleep(0.1)  # nobody has asked since the last one
    CHANCE.choice(sessions).kill()


def kill_postgres(site: Site) -> None:
    """Its first process, with what systemd would end after it."""
    first = site.postgres()
    family = [first, *first.children()]
    for each in family:
        each.kill()


def freeze_postgres(site: Site, seconds: float = 20) -> None:
    frozen = [site.postgres(), *site.postgres().children()]
    for each in frozen:
        each.suspend()
    time.sleep(seconds)
    for each in frozen:
        if each.is_running():
            each.resume()


def slow_postgres(site: Site, seconds: float = 15) -> None:
    """Stopped nine tenths of the time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        freeze_postgres(site, 0.09)
        time.sleep(0.01)


def refuse_sessions(site: Site, seconds: float = 8) -> None:
    """PostgreSQL lives, ends every session of the register and takes no new one."""
    with contextlib.closing(psycopg2.connect(site.as_superuser)) as opened, opened.cursor() as cursor:
        opened.autocommit = True
        cursor.execute("ALTER DATABASE pcc_decisions ALLOW_CONNECTIONS false")
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'pcc_decisions'")
        time.sleep(seconds)
        cursor.execute("ALTER DATABASE pcc_decisions ALLOW_CONNECTIONS true")


def fill_disk(site: Site, seconds: float = 10) -> None:
    """That of the database, the papers and the proxy's copies, to the last byte."""
    ballast = site.place / "ballast"
    end = time.monotonic() + seconds
    with ballast.open("wb", buffering=0) as file:
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                while file.write(bytes(2**20)):
                    pass
            time.sleep(0.05)
    ballast.unlink()


def come_slowly(site: Site, seconds: float = 12, clients: int = 150) -> None:
    """They send a line of their question every second, and never the last one."""
    slow = [Visitor(site.port, each) for each in range(200, 200 + clients)]
    for each in slow:
        with contextlib.suppress(OSError):
            each.connection = each.connected()
            each.connection.connect()
            each.connection.sock.sendall(f"GET / HTTP/1.1\r\nHost: {NAME}\r\n".encode())
    for second in range(int(seconds)):
        time.sleep(1)
        for each in slow:
            with contextlib.suppress(OSError, AttributeError):
                each.connection.sock.sendall(f"X-{second}: slow\r\n".encode())  # type: ignore[union-attr]
    for each in slow:
        each.leave()


KILLS = {
    "a worker": kill_worker,
    "a server of each kind": kill_server,
    "a session of PostgreSQL": kill_session,
    "PostgreSQL whole": kill_postgres,
}
