"""`make drills`: bad luck for real, on a throw-away register served as deploy/ does; prints what readers had of it.

SECONDS (20) is how long each drill lasts, READERS (100) how many read at once.
"""

import contextlib
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import django
import psutil
from django.core.management import call_command
from django.db import connections

from local_setup.database import LOCAL
from local_setup.postgres import running
from pcc_decisions.command_line import command_line

UNIT = LOCAL.parent / "deploy" / "systemd" / "pcc-web.service"
PAGES = (
    "/",
    "/decisions/",
    "/conditions/",
    "/years/",
    "/partnerships/manchester/",
    "/api/v1/",
    "/feeds/decisions.atom",
)
PLACE = LOCAL / "drills"


class Readers:
    """So many who each ask for one page after the other, by another question each time, and note what they got."""

    def __init__(self, port: int, number: int) -> None:
        self.port, self.reading = port, True
        self.got: list[tuple[float, float, int]] = []
        self.threads = [threading.Thread(target=self.read, args=(each,), daemon=True) for each in range(number)]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.reading = False
        for thread in self.threads:
            thread.join()

    def read(self, number: int) -> None:
        asked = number
        while self.reading:
            began = time.monotonic()
            status = status_of(
                self.port, f"{PAGES[asked % len(PAGES)]}?q={asked}" if asked % 3 == 0 else PAGES[asked % 7]
            )
            self.got.append((began, time.monotonic() - began, status))
            asked += 1
            time.sleep(0.05 if status == 200 else 0.2)

    def told(self, since: float) -> str:
        """What they got, and when the last one was without a page, seconds after the moment."""
        took = sorted(seconds for _, seconds, _ in self.got)
        statuses = Counter(status or "no answer" for _, _, status in self.got)
        last = max((began + seconds - since for began, seconds, status in self.got if status != 200), default=0.0)
        counts = ", ".join(f"{number:,} × {status}" for status, number in sorted(statuses.items(), key=str))
        half, nearly_all = took[len(took) // 2], took[int(len(took) * 0.95)]
        times = f"half within {half:.2f} s, 95% within {nearly_all:.2f} s, slowest {took[-1]:.1f} s"
        return f"{counts}; {times}; last refusal after {max(last, 0):.1f} s"


def status_of(port: int, path: str) -> int:
    """0 where nobody answered."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"X-Forwarded-Proto": "https"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0


@contextlib.contextmanager
def served(port: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The web server with the options of its unit, brought back after a second whenever it ends, as systemd does."""
    options = re.search(r"^ExecStart=\S+ (.*)$", UNIT.read_text(), re.MULTILINE)[1].split()  # type: ignore[index]
    command = [sys.executable, "-m", "granian", *options]
    command[command.index("--port") + 1] = str(port)
    serving, wanted = [subprocess.Popen(command)], [True]

    def bring_back() -> None:
        while wanted:
            serving[-1].wait()
            time.sleep(1)
            if wanted:
                serving.append(subprocess.Popen(command))

    threading.Thread(target=bring_back, daemon=True).start()
    wait_for(port)
    yield serving
    wanted.clear()
    serving[-1].terminate()
    serving[-1].wait()


def wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while status_of(port, "/readyz") != 200:
        if time.monotonic() > end:
            sys.exit("The server did not come up.")
        time.sleep(0.1)


def workers(serving: list[subprocess.Popen[bytes]]) -> list[psutil.Process]:
    found = psutil.Process(serving[-1].pid).children(recursive=True)
    return [each for each in found if each.name().startswith(("granian", "python"))]


def postgres() -> psutil.Process:
    pid = int((PLACE / "files" / "data" / "postmaster.pid").read_text().splitlines()[0])
    return psutil.Process(pid)


def kill_worker(serving: list[subprocess.Popen[bytes]]) -> None:
    workers(serving)[-1].kill()


def kill_server(serving: list[subprocess.Popen[bytes]]) -> None:
    for each in (*workers(serving), psutil.Process(serving[-1].pid)):
        each.kill()


def kill_backends(_serving: object) -> None:
    """PostgreSQL ends all sessions when one dies so, recovers, and takes new ones."""
    sessions = [each for each in postgres().children() if "idle" in " ".join(each.cmdline())]
    sessions[0].kill()


def freeze_database(_serving: object, seconds: float = 20) -> None:
    frozen = [postgres(), *postgres().children()]
    for each in frozen:
        each.send_signal(signal.SIGSTOP)
    time.sleep(seconds)
    for each in frozen:
        each.send_signal(signal.SIGCONT)


DRILLS: dict[str, Callable[[list[subprocess.Popen[bytes]]], None]] = {
    "nothing happens": lambda _: None,
    "a worker is killed (-9)": kill_worker,
    "the server and its workers are killed (-9)": kill_server,
    "a session of PostgreSQL is killed (-9)": kill_backends,
    "PostgreSQL is frozen for 20 seconds": freeze_database,
}


def main() -> None:
    seconds, readers = float(os.environ.get("SECONDS") or 20), int(os.environ.get("READERS") or 100)
    with command_line(), running(PLACE, durable=True) as url:
        os.environ |= {"DATABASE_URL": url, "PCC_DEVELOPMENT": "1", "PCC_DEMO_PASSWORD": secrets.token_urlsafe(12)}
        django.setup()
        for command in ("migrate", "load_office_data", "load_demo"):
            call_command(command, verbosity=0) if command == "migrate" else call_command(command)
        connections.close_all()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with served(port) as serving:
            for name, happens in DRILLS.items():
                wait_for(port)
                with Readers(port, readers) as reading:
                    time.sleep(seconds / 4)
                    since = time.monotonic()
                    happens(serving)
                    time.sleep(seconds * 3 / 4)
                print(f"| {name} | {reading.told(since)} |", flush=True)
        print(f"| the mail server takes the call and says nothing | {silent_mail()} |")


def silent_mail() -> str:
    """How long `send_letters` takes, and what becomes of the letters."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as silent:
        environment = os.environ | {"PCC_EMAIL_URL": f"smtp://127.0.0.1:{silent.getsockname()[1]}"}
        began = time.monotonic()
        sent = subprocess.run(
            [sys.executable, "manage.py", "send_letters"], env=environment, capture_output=True, text=True, check=False,
            cwd=Path(LOCAL.parent), timeout=600,
        )  # fmt: skip
    told = sent.stdout.strip() or sent.stderr.strip()[-200:]
    return f"`send_letters`: {told} after {time.monotonic() - began:.0f} s; the letters wait"


if __name__ == "__main__":
    main()
