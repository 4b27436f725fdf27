"""What answers say to browsers."""

import json
import os
import subprocess
import sys
from time import time

import pytest


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


AS_DEPLOYED = """
import django, json
from django.conf import settings
django.setup()
names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
         "SESSION_COOKIE_PATH", "CSRF_COOKIE_PATH", "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN", "MESSAGE_STORAGE")
print(json.dumps([getattr(settings, name) for name in names]))
"""


def test_cookies_belong_to_one_host_in_production():
    environment = {**os.environ, "PCC_DEVELOPMENT": "", "PCC_SECRET_KEY": "long and random"}
    environment["DJANGO_SETTINGS_MODULE"] = "pcc_decisions.settings"
    said = subprocess.run([sys.executable, "-c", AS_DEPLOYED], env=environment, capture_output=True, check=True)
    session, csrf, *secure, session_path, csrf_path, session_domain, csrf_domain, messages = json.loads(said.stdout)
    assert (session, csrf, secure) == ("__Host-session", "__Host-csrf", [True, True])
    assert (session_path, csrf_path, session_domain, csrf_domain) == ("/", "/", None, None)
    assert messages.endswith("SessionStorage")  # no third cookie
