"""Public pages that were made before, answered before Django: the outermost layer of the application.

Each server process keeps the newest it was asked for, as they are sent, compressed, within a bound of bytes. A page is
answered from there only while the edition of the register is the one that it was made of, so whoever was told of a
publication is shown nothing older. It saves the making: 0.04 ms of the processor for a page instead of 50 and more.
"""

import gzip
import re
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from time import monotonic, sleep
from typing import Any

import brotli
from django.core.handlers.wsgi import get_path_info
from django.db import Error
from django.urls import Resolver404, resolve

from pcc_decisions.edition import edition
from pcc_decisions.headers import kept_by_proxy
from pcc_decisions.patience import looking

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Key = tuple[str, ...]

MOST_BYTES, LARGEST = 32_000_000, 1_000_000  # of all pages that a process keeps; of one of them, before compression
# What is kept of a page beside its bodies, and the longest of what tells it apart: many small pages are no way around.
BESIDE, LONGEST_KEY = 5_000, 2_000
# Seconds for which the edition is not asked for again, which saves nearly every answer a question to the database: half
# of what it costs. Who does something is answered when they are over, and by then no server goes by the one before.
MOMENT = 0.01
READING = ("GET", "HEAD")
# What makes another answer of one address.
TOLD_APART = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT")
# Questions that Django answers: about a part, or about a date alone.
NOT_FOR_US = ("HTTP_RANGE", "HTTP_AUTHORIZATION")
# What must answer while the database does not.
ASK_NO_DATABASE = ("/healthz", "/readyz", "/static/")
COMPRESSED = ("text/", "application/json", "application/atom+xml", "application/xml")
REFUSED = re.compile(r"q=0(\.0*)?")
NOT_KEPT = (
    "content-length",
    "vary",
    "x-request-id",
    "x-accel-expires",
)  # worked out for each answer; of one question alone
OF_A_BODY = ("content-length", "content-type", "content-encoding")


@dataclass(frozen=True)
class Page:
    """An answer as it is kept: its bodies by their encoding, made once for all readers, and what is said of each."""

    edition: str
    tag: str
    headers: Headers
    bodies: dict[str, tuple[Headers, bytes]]

    @property
    def size(self) -> int:
        return BESIDE + sum(len(body) for _, body in self.bodies.values())


class Newest:
    """The name of the edition, as asked for within the last moment, counted from before the question."""

    def __init__(self) -> None:
        self.answer = (-MOMENT, "")

    def name(self) -> str:
        asked_at, name = self.answer
        return name if monotonic() - asked_at < MOMENT else self.ask()

    def ask(self) -> str:
        """One row of the database; nothing if it cannot be asked, which is Django's to say."""
        asked_at = monotonic()
        try:
            with looking():
                name = edition().name
        except Error:
            return ""
        self.answer = asked_at, name
        return name


class KeptPages:
    def __init__(self, application: Application, most_bytes: int = MOST_BYTES) -> None:
        self.application, self.most_bytes = application, most_bytes
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.size, self.lock = 0, Lock()
        self.makers: defaultdict[Key, Lock] = defaultdict(Lock)
        self.newest = Newest()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in READING:
            done = self.application(environ, start_response)
            sleep(MOMENT)
            return done
        key = key_of(environ)
        name = self.newest.name() if key else ""
        if not name:
            return self.application(environ, start_response)
        if page := self.find(key, name):
            return answer(page, environ, start_response)
        if environ["REQUEST_METHOD"] != "GET" or not is_public(get_path_info(environ)):
            return self.application(environ, start_response)
        return self.made(key, environ, start_response)

    def made(self, key: Key, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """However many ask for a page at once, one of them makes it, and has itself asked for the edition: that also
        tells it which copy of the database to read."""
        with self.makers[key]:
            name = self.newest.ask()
            if page := self.find(key, name):
                return answer(page, environ, start_response)
            made = Made(self.application, environ)
            if page := made.page(name) if name else None:
                self.keep(key, page)
        self.makers.pop(key, None)
        return answer(page, environ, start_response) if page else made.send(start_response)

    def find(self, key: Key, name: str) -> Page | None:
        with self.lock:
            page = self.pages.get(key)
            if page is None or page.edition != name:
                return None
            self.pages.move_to_end(key)
            return page

    def keep(self, key: Key, page: Page) -> None:
        """Keep it, in place of those that nobody has asked for longest."""
        with self.lock:
            if before := self.pages.pop(key, None):
                self.size -= before.size
            self.pages[key] = page
            self.size += page.size
            while self.size > self.most_bytes:
                _, oldest = self.pages.popitem(last=False)
                self.size -= oldest.size


class Made:
    """What the application answered, before it is sent."""

    def __init__(self, application: Application, environ: Environ) -> None:
        self.started: tuple[Any, ...] = ()
        self.body = application(environ, self.start)

    def start(self, *started: Any) -> None:
        self.started = started

    def send(self, start_response: StartResponse) -> Iterable[bytes]:
        start_response(*self.started)
        return self.body

    def page(self, name: str) -> Page | None:
        """To keep: a whole answer that is the same for everybody until the next edition; None if it is not one."""
        status, headers = self.started[:2]
        said = {header.lower(): value for header, value in headers}
        is_for_all = said.get("cache-control") == "public, no-cache" and "set-cookie" not in said
        if not status.startswith("200") or not is_for_all or "cookie" in said.get("vary", "").lower():
            return None
        length = int(said.get("content-length", LARGEST + 1))  # a stream says none
        if length > LARGEST or not said["content-type"].startswith(COMPRESSED) or "content-encoding" in said:
            return None
        whole = b"".join(self.body)
        close(self.body)
        kept = [(header, value) for header, value in headers if header.lower() not in NOT_KEPT]
        kept.append(("Vary", ", ".join(filter(None, (said.get("vary"), "Accept-Encoding")))))
        bodies = {"br": brotli.compress(whole, quality=5), "gzip": gzip.compress(whole, 6, mtime=0)}
        return Page(name, said["etag"], kept, {each: (of_a_body(body, each), body) for each, body in bodies.items()})


def key_of(environ: Environ) -> Key:
    """What tells one answer from another; nothing for what is always asked of Django."""
    if environ["PATH_INFO"].startswith(ASK_NO_DATABASE) or any(name in environ for name in NOT_FOR_US):
        return ()
    only_a_date = "HTTP_IF_MODIFIED_SINCE" in environ and "HTTP_IF_NONE_MATCH" not in environ
    key = tuple(environ.get(name, "") for name in TOLD_APART)
    return () if only_a_date or sum(map(len, key)) > LONGEST_KEY else key


def is_public(path: str) -> bool:
    try:
        return resolve(path).namespace == "public"
    except Resolver404:
        return False


def answer(page: Page, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    expires = ("X-Accel-Expires", kept_by_proxy())
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags and not {page.tag, "*"}.isdisjoint(map(str.strip, tags.split(","))):
        start_response(
            "304 Not Modified", [*(pair for pair in page.headers if pair[0].lower() not in OF_A_BODY), expires]
        )
        return []
    encoding = next(filter(accepted(environ).__contains__, page.bodies), "")
    headers, body = page.bodies[encoding] if encoding else whole(page)
    start_response("200 OK", [*page.headers, *headers, expires])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def whole(page: Page) -> tuple[Headers, bytes]:
    """For who reads nothing that is compressed."""
    body = gzip.decompress(page.bodies["gzip"][1])
    return [("Content-Length", str(len(body)))], body


def of_a_body(body: bytes, encoding: str) -> Headers:
    return [("Content-Length", str(len(body))), ("Content-Encoding", encoding)]


def accepted(environ: Environ) -> set[str]:
    """The encodings that a reader names, and does not refuse."""
    named = (each.partition(";") for each in environ.get("HTTP_ACCEPT_ENCODING", "").lower().split(","))
    return {name.strip() for name, _, quality in named if not REFUSED.fullmatch(quality.strip())}


def close(body: Iterable[bytes]) -> None:
    if hasattr(body, "close"):
        body.close()
