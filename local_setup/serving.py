"""What a page costs that has not changed, from the application server that docs/deploy.md starts, and from an nginx
that has its bytes as a file; in turns, so that what else the machine does slows both."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import IO

import psutil

CONNECTIONS, TURN, PATIENCE = 16, 2.0, 30  # readers at once; seconds; seconds
APPLICATION = ("--interface=wsgi", "--no-ws", "--workers=2", "--log-level=error")
NGINX = """
worker_processes 2; daemon off; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 64; }}
http {{
  access_log off; keepalive_requests 1000000; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}; default_type text/html; }}
}}
"""
HEADINGS = ("a home page that has not changed", "answers a second", "processor ms", "MB in all")


@dataclass
class Served:
    """By one server: answers, seconds on the clock, and seconds of its processor."""

    process: psutil.Process
    port: int
    path: str = "/"
    tag: str = ""
    answers: int = 0
    seconds: float = 0
    times: list[float] = field(default_factory=list)

    @property
    def family(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    @property
    def processor(self) -> float:
        return sum(sum(each.cpu_times()[:2]) for each in self.family)

    def turn(self) -> None:
        """So many readers at once, each asking again as soon as it has its answer."""
        before, start = self.processor, monotonic()
        with ThreadPoolExecutor(CONNECTIONS) as readers:
            self.answers += sum(readers.map(self.read, [start + TURN] * CONNECTIONS))
        self.seconds += monotonic() - start
        self.times.append(self.processor - before)

    def read(self, until: float) -> int:
        request = asked(self.path, self.tag)
        count = 0
        with socket.create_connection(("127.0.0.1", self.port)) as connection, connection.makefile("rb") as answers:
            while monotonic() < until:
                connection.sendall(request)
                status = receive(answers)[0]
                if not status.startswith(("HTTP/1.1 200", "HTTP/1.1 304")):
                    raise ConnectionError(f"{self.path} answered {status}")
                count += 1
        return count

    @property
    def cells(self) -> list[str]:
        memory = sum(each.memory_full_info().pss for each in self.family) / 1e6
        return [f"{self.answers / self.seconds:,.0f}", f"{1000 * sum(self.times) / self.answers:.2f}", f"{memory:,.0f}"]


def receive(answers: IO[bytes]) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body of one answer."""
    status = answers.readline().decode()
    headers = {}
    while line := answers.readline().decode().strip():
        name, _, value = line.partition(": ")
        headers[name.lower()] = value
    return status, headers, answers.read(int(headers.get("content-length", 0)))


def asked(path: str, tag: str = "") -> bytes:
    condition = f"If-None-Match: {tag}\r\n" if tag else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n{condition}\r\n".encode()


def once(port: int) -> tuple[str, dict[str, str], bytes]:
    with socket.create_connection(("127.0.0.1", port)) as connection, connection.makefile("rb") as answers:
        connection.sendall(asked("/"))
        return receive(answers)


def table(rounds: int) -> str:
    """Of the register that DATABASE_URL names."""
    with tempfile.TemporaryDirectory() as folder, application() as (process, port):
        _, headers, body = once(port)
        Path(folder).chmod(0o755)  # for nginx, which reads as another user where it is started by root
        Path(folder, "page").write_bytes(body)
        served = {
            "sent by the application": Served(process, port),
            "answered 304 by it": Served(process, port, tag=headers["etag"]),
        }
        with nginx(folder) as found:
            if found:
                served["the same bytes sent by nginx"] = Served(*found, path="/page")
            for _ in range(rounds):
                for each in served.values():
                    each.turn()
            rows = [HEADINGS, ["---"] * len(HEADINGS), *([name, *each.cells] for name, each in served.items())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


@contextmanager
def application() -> Iterator[tuple[psutil.Process, int]]:
    port = free_port()
    command = [sys.executable, "-m", "granian", *APPLICATION, f"--port={port}", "pcc_decisions.wsgi:application"]
    with running(command, port) as process:
        yield process, port


@contextmanager
def nginx(folder: str) -> Iterator[tuple[psutil.Process, int] | None]:
    """None where the machine has none."""
    program, port = shutil.which("nginx"), free_port()
    if not program:
        yield None
        return
    settings = Path(folder, "nginx.conf")
    settings.write_text(NGINX.format(folder=folder, port=port))
    with running([program, "-c", str(settings)], port) as process:
        yield process, port


@contextmanager
def running(command: list[str], port: int) -> Iterator[psutil.Process]:
    """From when it answers until the block ends."""
    server = subprocess.Popen(command, env=os.environ | {"PCC_DEVELOPMENT": "1"})
    try:
        deadline = monotonic() + PATIENCE
        while not is_open(port) and server.poll() is None and monotonic() < deadline:
            sleep(0.1)
        yield psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait()


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
