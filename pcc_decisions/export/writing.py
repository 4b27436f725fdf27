"""Writing the copy: each page and file of the register, the search, and the digests of all of it."""

import hashlib
from collections import deque
from pathlib import Path, PurePosixPath
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from grants.formatting import day
from grants.years import london_today
from pcc_decisions.export.addresses import file_of, first_addresses
from pcc_decisions.export.pages import SEARCH, copied
from public.open_data.sources import SOURCES
from public.open_data.writing import as_json

INDEX = PurePosixPath("search-index.js")
SCRIPT = f"{settings.STATIC_URL}js/copy-search.js"
README, DIGESTS = PurePosixPath("README.txt"), "SHA256SUMS"
OF_INDEX = ("reference", "title", "summary", "recipients", "decided_on", "total")


class Copy:
    """A folder that the register is copied into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made_on = day(london_today())
        self.client = Client(headers={"host": urlsplit(settings.SITE_ADDRESS).netloc})
        self.waiting: deque[str] = deque()
        self.seen: set[str] = set()

    def write(self) -> int:
        """Everything; gives the number of files."""
        for address in first_addresses():
            self.ask_for(address)
        for source in SOURCES.values():
            for ending in ("csv", "xlsx", "json"):
                self.ask_for(f"/data/{source.table.name}.{ending}")
        self.ask_for(SCRIPT)
        while self.waiting:
            self.take(self.waiting.popleft())
        self.write_search()
        told = render_to_string("export/readme.txt", {"made_on": self.made_on, "site": settings.SITE_ADDRESS})
        self.put(README, [told.encode()])
        return self.write_digests()

    def ask_for(self, address: str) -> None:
        if address not in self.seen:
            self.seen.add(address)
            self.waiting.append(address)

    def take(self, address: str) -> None:
        if address.startswith(settings.STATIC_URL):
            self.put(file_of(address), [static(address)])
            return
        secure = settings.SITE_ADDRESS.startswith("https:")
        answer = cast(HttpResponseBase, self.client.get(address, follow=True, secure=secure))
        if answer.status_code >= 500:
            raise RuntimeError(f"{address} answered {answer.status_code}.")
        if answer.get("Content-Type", "").startswith("text/html"):
            self.put_page(file_of(address), answer.content.decode(), address)  # type: ignore[attr-defined]
        else:
            self.put(file_of(address), parts_of(answer))

    def put_page(self, file: PurePosixPath, markup: str, address: str) -> None:
        page, links = copied(markup, address, made_on=self.made_on)
        for link in links:
            self.ask_for(link)
        self.put(file, [page.encode()])

    def put(self, file: PurePosixPath, parts: Any) -> None:
        place = self.folder / file
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as written:
            for part in parts:
                written.write(part)

    def write_search(self) -> None:
        """The page that searches the copy, and the list in which it does."""
        page = render_to_string("export/search.html", {"index": INDEX, "script": SCRIPT}, RequestFactory().get("/"))
        self.put_page(SEARCH, page, "/")
        source = SOURCES["decisions"]
        form = source.blank_form()
        rows = (source.table.record(row) for row in source.rows(source.listed(form), form))
        lines = (as_json([row[name] for name in OF_INDEX]) + ",\n" for row in rows)
        self.put(INDEX, (line.encode() for line in ("window.decisions = [\n", *lines, "];\n")))

    def write_digests(self) -> int:
        """The digest of every file, as `sha256sum --check` reads them."""
        files = sorted(file for file in self.folder.rglob("*") if file.is_file())
        lines = [f"{digest(file)}  {file.relative_to(self.folder).as_posix()}\n" for file in files]
        (self.folder / DIGESTS).write_text("".join(lines))
        return len(files)


def parts_of(answer: HttpResponseBase) -> Any:
    return answer.streaming_content if isinstance(answer, StreamingHttpResponse) else [answer.content]  # type: ignore[attr-defined]


def digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def static(address: str) -> bytes:
    """A file of the look, as it is served."""
    name = address.removeprefix(settings.STATIC_URL)
    if found := finders.find(name):
        return Path(found).read_bytes()
    with staticfiles_storage.open(name) as file:
        return bytes(file.read())
