"""A throw-away register served as deploy/ does: two servers of each kind, by the options of their units and each
brought back as systemd would, roles of the database, the proxy in front, all on ports of its own."""

import contextlib
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import django
import psutil
import psycopg2
from django.core.management import call_command
from django.db import connections

from local_setup.database import LOCAL
from local_setup.places import find_place
from local_setup.postgres import address, kept, remove, running
from local_setup.proxy import NAME, free_ports, proxied
from local_setup.visitor import Visitor

UNITS = LOCAL.parent / "deploy" / "systemd"
GUIDE = LOCAL.parent / "docs" / "deploy.md"
SUPERUSER = re.compile(r"^       su postgres .*ALTER SYSTEM.*$", re.MULTILINE)
SETTING = re.compile(r"ALTER SYSTEM SET \w+ = '\w+'")
KINDS = {8000: "web", 8001: "public", 8002: "web", 8003: "public"}
RESTART = 0.1  # seconds, as the units say
PATIENCE = 60  # seconds
SIZE = 2**29  # bytes


@dataclass
class Served:
    """One server, which is brought back whenever it ends."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    wanted: bool = True
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.start()
        threading.Thread(target=self.bring_back, daemon=True).start()

    def start(self) -> None:
        with self.log.open("a") as log:
            self.process = subprocess.Popen(self.command, env=self.environment, stderr=log, start_new_session=True)

    def bring_back(self) -> None:
        while self.wanted:
            self.process.wait()
            self.kill()  # systemd ends what a server leaves behind
            time.sleep(RESTART)
            if self.wanted:
                self.start()

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def workers(self) -> list[psutil.Process]:
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(self.process.pid).children()
        return []

    def stop(self) -> None:
        self.wanted = False
        self.process.terminate()
        self.process.wait()


@dataclass
class Site:
    place: Path
    ports: dict[int, int]
    password: str
    servers: dict[int, Served] = field(default_factory=dict)
    keeper: subprocess.Popen[bytes] = field(init=False)

    @property
    def port(self) -> int:
        return self.ports[443]

    @property
    def as_superuser(self) -> str:
        """Beside the register: it may be closed."""
        return as_role(address(find_place(self.place.resolve())), "postgres").rpartition("/")[0] + "/postgres"

    def postgres(self) -> psutil.Process:
        return psutil.Process(int((self.place / "files" / "data" / "postmaster.pid").read_text().splitlines()[0]))

    def lose_postgres(self) -> None:
        """For good."""
        self.keeper.kill()
        self.keeper.wait()
        for each in (self.postgres(), *self.postgres().children()):
            each.kill()

    def wait(self) -> None:
        """Until it can be used again."""
        end, asking = time.monotonic() + PATIENCE, Visitor(self.port, 0, patience=5)
        while asking.get(f"/?asked={time.monotonic()}").status != 200:
            if time.monotonic() > end:
                sys.exit("The site did not come up.")
            time.sleep(0.05)
        asking.leave()


@contextlib.contextmanager
def deployed(place: Path, *, own_disk: bool = False, of_postgres: Mapping[str, str] | None = None) -> Iterator[Site]:
    """The sample, served until the block ends; this program's own database is the same, as its owner. PostgreSQL has
    that in its environment once it has been brought back."""
    with disk(place) if own_disk else folder(place), running(place, durable=True) as url:
        site = Site(place, free_ports(80, 443, *KINDS), secrets.token_urlsafe(12))
        os.environ |= {
            "DATABASE_URL": url,
            "PCC_DEVELOPMENT": "0",
            "PCC_SECRET_KEY": secrets.token_urlsafe(60),
            "PCC_ALLOWED_HOSTS": NAME,
            "PCC_SITE_ADDRESS": f"https://{NAME}",
            "PCC_HTTPS_REDIRECT": "0",
            "PCC_SECOND_FACTOR": "0",  # nobody here has a telephone
            "PCC_FILES_DIR": str(place / "papers"),
            "PCC_DEMO_PASSWORD": site.password,
        }
        furnish(url)
        for port, kind in KINDS.items():
            site.servers[port] = server(kind, site.ports[port], url, place / "servers.log")
        site.keeper = kept(place, **(of_postgres or {}))
        (place / "proxy").mkdir(exist_ok=True)
        try:
            with proxied(place / "proxy", site.ports):
                site.wait()
                yield site
        finally:
            site.keeper.kill()
            site.keeper.wait()
            for each in site.servers.values():
                each.stop()


@contextlib.contextmanager
def folder(place: Path) -> Iterator[None]:
    """A new one."""
    if place.exists():
        remove(place)
        shutil.rmtree(place)
    place.mkdir(parents=True)
    yield


@contextlib.contextmanager
def disk(place: Path) -> Iterator[None]:
    """A new one of its own, which can be full, in a file: whatever is written for good waits for two disks. An ordinary
    folder for who may mount none."""
    image = place.with_suffix(".disk")
    with image.open("wb") as file:
        file.truncate(SIZE)
    made = ["/sbin/mkfs.ext4", "-q", "-F", "-m", "0", str(image)], ["/bin/mount", "-o", "loop", str(image), str(place)]
    with folder(place):
        mounted = os.geteuid() == 0 and all(subprocess.run(each, check=False).returncode == 0 for each in made)
        try:
            yield
        finally:
            if mounted:
                subprocess.run(["/bin/umount", "--lazy", str(place)], check=False)
            image.unlink()


def furnish(url: str) -> None:
    """Tables, sample, look, and what the guide has a superuser do: roles and settings. All is on the disk then, as it
    would be of what has stood for a minute."""
    django.setup()
    quiet = Path(os.devnull).open("w")  # noqa: SIM115 - for as long as the program runs
    call_command("migrate", verbosity=0)
    for command in ("load_office_data", "load_demo"):
        call_command(command, stdout=quiet)
    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()
    roles = StringIO()
    call_command("database_roles", stdout=roles)
    settings = SETTING.findall(SUPERUSER.search(GUIDE.read_text())[0])  # type: ignore[index]
    as_superuser(url, roles.getvalue(), *settings, "SELECT pg_reload_conf()", "CHECKPOINT")


def as_superuser(url: str, *statements: str) -> None:
    with contextlib.closing(psycopg2.connect(as_role(url, "postgres"))) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        for each in statements:
            cursor.execute(each)


def as_role(url: str, role: str) -> str:
    return url.replace("//pcc_decisions@", f"//{role}@", 1)


def server(kind: str, port: int, url: str, log: Path, **environment: str) -> Served:
    unit = (UNITS / f"pcc-{kind}@.service").read_text()
    options = re.search(r"^ExecStart=\S+ (.*)$", unit, re.MULTILINE)[1]  # type: ignore[index]
    command = [sys.executable, *options.replace("%i", str(port)).split()]
    role = {"DATABASE_URL": as_role(url, "pcc_public" if kind == "public" else "pcc_app")}
    return Served(command, os.environ | role | ({"PCC_SITE": "public"} if kind == "public" else {}) | environment, log)
