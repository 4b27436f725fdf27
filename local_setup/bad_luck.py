"""What is done to a served site. Each takes the site; what lasts is over when it returns."""

import time
from random import Random

from local_setup.deployed import Site

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
    sessions = [each for each in site.postgres().children() if "pcc_app" in " ".join(each.cmdline())]
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


KILLS = {
    "a worker": kill_worker,
    "a server of each kind": kill_server,
    "a session of PostgreSQL": kill_session,
    "PostgreSQL whole": kill_postgres,
}
