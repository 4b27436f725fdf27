"""Public pages that were made before, answered before Django: the outermost layer of the application.

Each server process keeps the newest it was asked for, as they are sent, compressed, within a bound of bytes. A page is
answered from there only while the edition of the register is the one that it was made of, so no answer is ever older
than what is published.
"""

import gzip
import re
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

import brotli
from django.core.handlers.wsgi import get_path_info
from django.db import Error
from django.urls import Resolver404, resolve

from pcc_decisions.edition import edition
from pcc_decisions.headers import kept_by_proxy

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Key = tuple[str, ...]

MOST_BYTES, LARGEST = 32_000_000, 1_000_000  # of all pages that a process keeps; of one of them, before compression
LONGEST_QUERY = 1_000
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
    """An answer as it is kept: `bodies` by their encoding, made once for all readers."""

    edition: str
    tag: str
    headers: Headers
    bodies: dict[str, bytes]

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))


class KeptPages:
    def __init__(self, application: Application, most_bytes: int = MOST_BYTES) -> None:
        self.application, self.most_bytes = application, most_bytes
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.size, self.lock = 0, Lock()
        self.makers: defaultdict[Key, Lock] = defaultdict(Lock)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        key = key_of(environ)
        name = edition_now() if key else ""
        if not key or not name:
            return self.application(environ, start_response)
        if page := self.find(key, name):
            return answer(page, environ, start_response)
        if environ["REQUEST_METHOD"] != "GET" or not is_public(get_path_info(environ)):
            return self.application(environ, start_response)
        with self.makers[key]:  # however many ask for it at once, one of them makes it
            if page := self.find(key, name):
                return answer(page, environ, start_response)
            made = Made(self.application, environ)
            if page := made.page(name):
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
        vary = ", ".join(filter(None, (said.get("vary"), "Accept-Encoding")))
        bodies = {"br": brotli.compress(whole, quality=5), "gzip": gzip.compress(whole, 6, mtime=0)}
        return Page(name, said["etag"], [*kept, ("Vary", vary)], bodies)


def key_of(environ: Environ) -> Key:
    """What tells one answer from another; nothing for what is always asked of Django."""
    is_read = environ["REQUEST_METHOD"] in ("GET", "HEAD") and not any(name in environ for name in NOT_FOR_US)
    if get_path_info(environ).startswith(ASK_NO_DATABASE):
        return ()
    only_a_date = "HTTP_IF_MODIFIED_SINCE" in environ and "HTTP_IF_NONE_MATCH" not in environ
    if not is_read or only_a_date or len(environ.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return ()
    return tuple(environ.get(name, "") for name in TOLD_APART)


def edition_now() -> str:
    """One row of the database; nothing if it cannot be asked, which is Django's to say."""
    try:
        return edition().name
    except Error:
        return ""


def is_public(path: str) -> bool:
    try:
        return resolve(path).namespace == "public"
    except Resolver404:
        return False


def answer(page: Page, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    tags = [each.strip() for each in environ.get("HTTP_IF_NONE_MATCH", "").split(",")]
    headers = [*page.headers, ("X-Accel-Expires", kept_by_proxy())]
    if page.tag in tags or "*" in tags:
        start_response("304 Not Modified", [pair for pair in headers if pair[0].lower() not in OF_A_BODY])
        return []
    encoding = next((each for each in page.bodies if each in accepted(environ)), "")
    body = page.bodies[encoding] if encoding else gzip.decompress(page.bodies["gzip"])
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", [*headers, ("Content-Encoding", encoding)] if encoding else headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def accepted(environ: Environ) -> set[str]:
    """The encodings that a reader names, and does not refuse."""
    named = (each.partition(";") for each in environ.get("HTTP_ACCEPT_ENCODING", "").lower().split(","))
    return {name.strip() for name, _, quality in named if not REFUSED.fullmatch(quality.strip())}


def close(body: Iterable[bytes]) -> None:
    if hasattr(body, "close"):
        body.close()
