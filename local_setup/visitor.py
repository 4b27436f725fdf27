"""Somebody with a browser of their own in front of a site that is served on this machine: an address of the loopback
network, cookies, forms."""

import http.client
import re
import ssl
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple
from urllib.parse import urlencode

from local_setup.proxy import NAME

TRUSTING = ssl._create_unverified_context()  # noqa: S323, SLF001 - the certificate was made for this test
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
HIDDEN = re.compile(r"<input\b[^>]*>")
ATTRIBUTE = re.compile(r'\b(name|value|type|action|formaction)="([^"]*)"')
NO_ANSWER = 0


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Visitor:
    """Number so-and-so, asking the proxy at that port."""

    port: int
    number: int
    patience: float = 30
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPSConnection | None = None

    @property
    def address(self) -> str:
        return f"127.9.{self.number // 250}.{self.number % 250 + 1}"

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, values: dict[str, str]) -> Answer:
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{NAME}"}
        return self.ask("POST", path, urlencode(values), form | {"Referer": f"https://{NAME}{path}"})

    def ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        """Status 0 where there was no answer."""
        given = {"Host": NAME, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        try:
            connection = self.connection = self.connection or self.connected()
            connection.request(method, path, body, given | headers)
            answered = connection.getresponse()
            content = answered.read()
        except (OSError, http.client.HTTPException):
            self.leave()
            return Answer(NO_ANSWER, {}, "")
        for each in answered.headers.get_all("Set-Cookie") or ():
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        said = {name.lower(): value for name, value in answered.headers.items()}
        return Answer(answered.status, said, content.decode(errors="replace"))

    def connected(self) -> http.client.HTTPSConnection:
        return http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=self.patience, context=TRUSTING, source_address=(self.address, 0)
        )

    def leave(self) -> None:
        if self.connection:
            self.connection.close()
        self.connection = None

    def sign_in(self, email: str, password: str) -> Answer:
        page = self.get("/sign-in/")
        return self.post("/sign-in/", fields(page.text, "password") | {"login": email, "password": password})


def fields(page: str, marked: str) -> dict[str, str]:
    """What the form that has that mark sends of itself; nothing where there is no such form."""
    form = next((each for each in FORM.findall(page) if marked in each), "")
    inputs = (dict(ATTRIBUTE.findall(each)) for each in HIDDEN.findall(form))
    return {each["name"]: unescape(each.get("value", "")) for each in inputs if each.get("type") == "hidden"}
