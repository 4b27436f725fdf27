"""What answers say to browsers."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from time import time

import pytest
from django.test import Client

from tests import stories


def test_a_public_page_sets_no_cookie_and_may_run_nothing_foreign(published, client):
    answer = client.get("/decisions/GM-2024-0001/")
    assert not answer.cookies
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")


def test_public_data_may_be_shown_elsewhere(published, client):
    assert client.get("/data/awards.csv")["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_proxy_keeps_for_seconds_what_is_the_same_for_everybody(published, client, olu, signed_in):
    assert int(client.get("/decisions/GM-2024-0001/")["X-Accel-Expires"].removeprefix("@")) <= time()
    assert "X-Accel-Expires" not in client.get("/decisions/GM-1999-0001/")
    assert "X-Accel-Expires" not in signed_in(olu).get("/office/")


@pytest.mark.parametrize(
    ("reader", "address"),
    [
        ("olu", "/office/"),
        ("olu", "/office/lists/decisions.csv"),
        ("mo", "/partners/manchester/"),
        ("ann", "/admin/"),
        ("mo", "/account/password/change/"),
        (None, "/sign-in/"),
        (None, "/office/"),
    ],
)
def test_what_only_some_may_read_is_kept_nowhere(request, client, signed_in, olu, mo, ann, reader, address):
    reading = signed_in(request.getfixturevalue(reader)) if reader else client
    assert reading.get(address)["Cache-Control"] == "private, no-store"


def modifiers(answer) -> Iterator[int]:
    """What MDN's Observatory adds to 100 for an answer, or takes off it, by its published rules; of cookies, redirects
    and foreign scripts there are none to look at here."""
    policy = dict(rule.strip().partition(" ")[::2] for rule in answer["Content-Security-Policy"].split(";"))
    closed = all(policy[name] for name in ("base-uri", "form-action", "frame-ancestors"))
    yield 10 if policy["default-src"] == "'none'" and closed and "unsafe" not in str(policy) else -20
    hsts = int(answer["Strict-Transport-Security"].partition("max-age=")[2].partition(";")[0])
    yield 0 if hsts >= 180 * 24 * 3600 else -10
    yield 5 if answer["Referrer-Policy"] in ("no-referrer", "same-origin", "strict-origin") else -5
    yield 0 if answer["X-Content-Type-Options"] == "nosniff" else -5
    yield 5 if policy["frame-ancestors"] == "'none'" else -20
    yield 10 if answer["Cross-Origin-Resource-Policy"] == "same-origin" else 0
    yield -50 if answer.get("Access-Control-Allow-Origin") == "*" and "text/html" in answer["Content-Type"] else 0
    yield -20 if any(not (each["secure"] and each["httponly"]) for each in answer.cookies.values()) else 0


@pytest.mark.parametrize("address", ["/", "/decisions/GM-2024-0001/", "/sign-in/", "/no-such-page/"])
def test_observatory_would_give_an_a_plus(published, settings, address):
    settings.SECURE_HSTS_SECONDS, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE = 365 * 86400, True, True
    assert 100 + sum(modifiers(Client().get(address, secure=True))) >= 100 + 30  # 100 is an A+


AS_DEPLOYED = """
import django, json
from django.conf import settings
django.setup()
names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
         "SESSION_COOKIE_PATH", "CSRF_COOKIE_PATH", "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN", "MESSAGE_STORAGE",
         "KNOWN_COOKIE_NAME")
print(json.dumps([getattr(settings, name) for name in names]))
"""


def test_cookies_belong_to_one_host_in_production():
    environment = {**os.environ, "PCC_DEVELOPMENT": "", "PCC_SECRET_KEY": "long and random"}
    environment["DJANGO_SETTINGS_MODULE"] = "pcc_decisions.settings"
    said = subprocess.run([sys.executable, "-c", AS_DEPLOYED], env=environment, capture_output=True, check=True)
    session, csrf, *secure, session_path, csrf_path, session_domain, csrf_domain, messages, known = json.loads(
        said.stdout
    )
    assert (session, csrf, secure) == ("__Host-session", "__Host-csrf", [True, True])
    assert (session_path, csrf_path, session_domain, csrf_domain) == ("/", "/", None, None)
    assert messages.endswith("SessionStorage")  # which is no cookie
    assert known == "__Host-known"


def test_signing_in_sets_the_cookies_that_the_privacy_page_names_and_no_other(olu, settings):
    settings.KNOWN_COOKIE_NAME, settings.DEVELOPMENT = "__Host-known", False
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    visitor = Client()
    visitor.get("/sign-in/", secure=True)
    visitor.post("/sign-in/", {"login": olu.email, "password": stories.PASSWORD}, secure=True)
    assert set(visitor.cookies) == {"__Host-session", "__Host-csrf", "__Host-known"}
    for each in visitor.cookies.values():
        assert (each["secure"], each["httponly"], each["path"], each["domain"]) == (True, True, "/", "")
