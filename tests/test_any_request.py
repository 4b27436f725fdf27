"""Whatever is sent to whichever address by whomever, the answer is a page, a file or a sentence, never a fault.

`EXAMPLES=10000 make test TESTS=tests/test_any_request.py` sends ten thousand; each run of the tests a few.
"""

from collections.abc import Iterator

import pytest
from django import forms
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.http import urlencode
from hypothesis import given
from hypothesis import strategies as st

from conditions.actions.contributions import record_contribution
from tests.public.small_register import build
from tests.stories import contribution, match_obligation

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")
KNOWN = {
    "slug": (
        "GM-2024-0001",
        "GM-2024-0005",
        "manchester",
        "decisions",
        "2023-24",
        "purpose",
        "csv",
        "pdf",
        "corrected",
        "zzz",
    ),
    "int": ("1", "2", "3", "0", "99999999999999999999"),
    "str": ("1", "%00", "%ED%A0%80", "%2e%2e%2f", "a" * 300, "%E2%80%AE"),
    "path": ("1/change/", "../../etc/passwd", "%00"),
    "financial_year": ("2023-24", "1999-00"),
}
HOSTILE = (
    *("", "1", "-1", "on", "2024-02-30", "GM-2024-0001", "£1e999", "9" * 30, "\0", "a\0b", "\ud800", "\u202e\u200b"),
    *("e" + "\u0301" * 500, "=1+1", "<svg onload=alert(1)>", "//evil.example", "https://evil.example/", "' OR 1=1 --"),
)
OF_DJANGO = (
    "_selected_action",
    "action",
    "index",
    "select_across",
    "_save",
    "_popup",
    "_to_field",
    "next",
    "p",
    "o",
    "e",
    "q",
    "all",
)
ADMIN_FILTERS = (
    "source__exact",
    "verb",
    "at__year",
    "id__exact",
    "by__id__exact",
    "memberships__role",
    "is_active__exact",
    "source__in",
)
CONTENT_TYPES = (
    *("multipart/form-data; boundary=B", "multipart/form-data", "multipart/form-data; boundary=", "text/plain"),
    *(
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=utf-16",
        "application/json",
        "",
        "image/svg+xml",
    ),
)
BODIES = (
    b"",
    b"\0",
    b"{",
    b'{"a": "\\ud800"}',
    b"--B\r\n",
    b"--B--\r\n",
    b"a=%00&b=%ED%A0%80&%00=1",
    b"[" * 2000,
    b"\xff\xfe\x00\xd8",
)
FILES = (
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    b"\x89PNG\r\n\x1a\n",
    b"a,b\n\0,\n",
)


def addresses(patterns, before: str = "") -> Iterator[tuple[str, ...]]:
    """Every route of the site map, admin and account pages among them, as its parts."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def subclasses(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


ROUTES = sorted(set(addresses(get_resolver().url_patterns)))
NAMES = sorted(
    {name for form in subclasses(forms.BaseForm) for name in getattr(form, "base_fields", ())} | {*OF_DJANGO}
)
"""Of every form of ours and of Django's: what may be sent by name."""


@st.composite
def paths(draw) -> str:
    """A route with something in the place of each of its parts, mostly what there is, and something asked of it."""
    route = draw(st.sampled_from(ROUTES)).removesuffix("$").removesuffix(r"\Z").replace("^", "").replace("\\", "")
    while "<" in route:
        before, _, rest = route.partition("<")
        part, _, after = rest.partition(">")
        route = before + draw(st.sampled_from(KNOWN.get(part.partition(":")[0], KNOWN["str"]))) + after
    asked = draw(st.dictionaries(st.sampled_from([*NAMES, *ADMIN_FILTERS]), st.sampled_from(HOSTILE), max_size=2))
    return f"/{route}" + (
        f"?{urlencode({n: v.encode('utf-8', 'surrogatepass') for n, v in asked.items()})}" if asked else ""
    )


@st.composite
def forms_sent(draw) -> tuple[str, bytes]:
    """A form of several parts, files among them, or a body of another kind under any name."""
    if draw(st.booleans()):
        return draw(st.sampled_from(CONTENT_TYPES)), draw(st.sampled_from(BODIES))
    typed = draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(HOSTILE), max_size=6))
    parts = [
        f'--B\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode("utf-8", "surrogatepass")
        for n, v in typed.items()
    ]
    for name in draw(st.lists(st.sampled_from(["file", "files", "paper", "notice", "email"]), max_size=2)):
        ending = draw(st.sampled_from(["pdf", "xlsx", "svg", "csv", "\0", "html"]))
        head = f'--B\r\nContent-Disposition: form-data; name="{name}"; filename="a.{ending}"\r\n'
        head += "Content-Type: text/html\r\n\r\n"
        parts.append(head.encode() + draw(st.sampled_from(FILES)) + b"\r\n")
    return "multipart/form-data; boundary=B", b"".join(parts) + b"--B--\r\n"


@pytest.fixture
def everybody(reference, mo, ann, signed_in) -> dict[str, Client]:
    """Each kind of reader with a client, where there is one of nearly everything to read and to change."""
    small = build()
    record_contribution(match_obligation(small.hotspot), by=mo, values=contribution())
    roles = {"olu": small.office.olu, "ada": small.office.ada, "mo": mo, "ann": ann}
    clients = {name: signed_in(person) for name, person in roles.items()} | {"anybody": Client()}
    for client in clients.values():
        client.raise_request_exception = False
    return clients


@given(
    who=st.sampled_from(["olu", "ada", "mo", "ann", "anybody"]),
    method=st.sampled_from(METHODS),
    path=paths(),
    sent=forms_sent(),
)
def test_no_request_is_a_fault(everybody, who, method, path, sent):
    content_type, body = sent
    with transaction.atomic():
        answer = everybody[who].generic(method, path, body, content_type, headers={"origin": "http://testserver"})
        if answer.streaming:
            list(answer.streaming_content)
        transaction.set_rollback(True)
    assert answer.status_code < 500, f"{who} {method} {path} {content_type} {body!r}: {answer.exc_info}"
    if path.startswith(CLOSED) and answer.status_code == 200:
        assert "no-store" in answer["Cache-Control"], path


CLOSED = ("/office/", "/partners/", "/admin/", "/account/", "/arrive/", "/letters/", "/invitation/", "/sign-in/")
