"""Mail servers for `make drills`: one that takes every e-mail and keeps its name, one that takes the call and says
nothing, one that is not there. Each is a context that gives its port."""

import contextlib
import re
import socket
import socketserver
import threading
from collections import Counter
from collections.abc import Iterator

NAMED = re.compile(rb"^Message-ID: (\S+)", re.MULTILINE | re.IGNORECASE)


class Taking(socketserver.ThreadingTCPServer):
    """`taken` counts the e-mails by their Message-ID."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.taken: Counter[bytes] = Counter()


class Talk(socketserver.StreamRequestHandler):
    server: Taking

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().strip().upper():
            if line == b"DATA":
                self.say("354 go on")
                self.take()
            self.say("221 goodbye" if line == b"QUIT" else "250 yes")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def take(self) -> None:
        email = b"".join(iter(self.rfile.readline, b".\r\n"))
        self.server.taken[NAMED.findall(email)[0]] += 1


@contextlib.contextmanager
def taking() -> Iterator[Taking]:
    with Taking() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


@contextlib.contextmanager
def silent() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
        yield int(server.getsockname()[1])


@contextlib.contextmanager
def absent() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])
