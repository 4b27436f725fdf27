"""Readers of a server, so many at once, each asking again as soon as it has its answer; several servers take turns, so
that what else the machine does slows all of them."""

import contextlib
import os
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from statistics import quantiles
from time import monotonic, sleep
from typing import IO

import psutil

from local_setup.visitor import TRUSTING

CONNECTIONS, TURN, PATIENCE = 16, 1.0, 60  # readers at once; seconds; seconds
ANSWERED = ("HTTP/1.1 200", "HTTP/1.1 304")


@dataclass
class Served:
    """By one server, at one address or at one after the other: how long each answer took, the seconds of the turns, and
    those of its processor."""

    processes: list[psutil.Process]
    port: int
    paths: Iterator[str] = field(default_factory=lambda: repeat("/"))
    host: str = "localhost"
    tag: str = ""
    is_tls: bool = False
    seconds: float = 0
    processor: float = 0
    took: list[float] = field(default_factory=list)
    failed: int = 0

    def turn(self, seconds: float = TURN) -> None:
        before, start = processor_of(self.processes), monotonic()
        with ThreadPoolExecutor(CONNECTIONS) as readers:
            list(readers.map(self.read, [start + seconds] * CONNECTIONS))
        self.seconds += monotonic() - start
        self.processor += processor_of(self.processes) - before

    def read(self, until: float) -> None:
        while monotonic() < until:
            with connected(self.port, is_tls=self.is_tls) as connection, connection.makefile("rb") as answers:
                while monotonic() < until and self.is_kept(connection, answers):
                    pass

    def is_kept(self, connection: socket.socket, answers: IO[bytes]) -> bool:
        """One answer; whether the connection may be asked again."""
        start = monotonic()
        connection.sendall(asked(next(self.paths), self.host, self.tag))
        status, headers, _ = receive(answers)
        self.took.append(monotonic() - start)
        self.failed += not status.startswith(ANSWERED)
        return headers.get("connection") != "close"

    @property
    def rate(self) -> float:
        """Answers a second."""
        return (len(self.took) - self.failed) / self.seconds

    @property
    def points(self) -> tuple[float, float, float]:
        """p50, p95 and p99, in milliseconds."""
        found = quantiles(self.took, n=100) if len(self.took) > 1 else self.took * 99
        return found[49] * 1000, found[94] * 1000, found[98] * 1000

    @property
    def each(self) -> float:
        """Milliseconds of its processor for one answer."""
        return 1000 * self.processor / len(self.took)


def with_children(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def processor_of(processes: list[psutil.Process]) -> float:
    return sum(sum(each.cpu_times()[:2]) for each in processes)


def memory_of(processes: list[psutil.Process]) -> float:
    """MB, each page of memory that several share counted once."""
    return sum(each.memory_full_info().pss for each in processes) / 1e6


def connected(port: int, *, is_tls: bool = False) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return TRUSTING.wrap_socket(connection) if is_tls else connection


def asked(path: str, host: str, tag: str = "") -> bytes:
    condition = f"If-None-Match: {tag}\r\n" if tag else ""
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n{condition}\r\n".encode()


def receive(answers: IO[bytes]) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body of one answer."""
    status = answers.readline().decode()
    headers = {}
    while line := answers.readline().decode().strip():
        name, _, value = line.partition(": ")
        headers[name.lower()] = value
    if headers.get("transfer-encoding") == "chunked":
        return status, headers, b"".join(chunks(answers))
    return status, headers, answers.read(int(headers.get("content-length", 0)))


def chunks(answers: IO[bytes]) -> Iterator[bytes]:
    while size := int(answers.readline(), 16):
        yield answers.read(size)
        answers.readline()
    answers.readline()


def once(port: int, path: str, host: str, *, is_tls: bool = False) -> tuple[str, dict[str, str], bytes]:
    with connected(port, is_tls=is_tls) as connection, connection.makefile("rb") as answers:
        connection.sendall(asked(path, host))
        return receive(answers)


@contextlib.contextmanager
def running(command: list[str], port: int) -> Iterator[psutil.Process]:
    """From when it answers until the block ends."""
    server = subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    end = monotonic() + PATIENCE
    while not is_open(port):
        if monotonic() > end:
            raise SystemExit(f"Nothing answers on port {port}; what was printed above says why.")
        sleep(0.05)


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def table(headings: tuple[str, ...], rows: list[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
