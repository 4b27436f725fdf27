"""Every address × every role, from the map of the site: who is not let in is refused, reading and writing alike. A page
that declares no audience fails. `manage.py site_map` prints the table."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from pcc_decisions.management.commands.site_map import audience
from pcc_decisions.middleware import SignInMiddleware

pytestmark = pytest.mark.django_db

MAY = {
    "olu": {"signed in", "office", "officer"},
    "ada": {"signed in", "office", "officer", "approver"},
    "ann": {"signed in", "office", "administrator"},
    "mo": {"signed in"},
}
EVERYBODY = {"public", "partner"}.union(*MAY.values())


def pages(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[URLPattern, str]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry, audience(entry.callback, namespace)
        elif entry.app_name != "admin":
            yield from pages(entry, entry.namespace or namespace)


PAGES = list(pages(get_resolver()))


def is_refused(page: URLPattern, person: object, method: str) -> bool:
    request = RequestFactory().generic(method, "/")
    request.user = person
    try:
        page.callback(request, **dict.fromkeys(page.pattern.converters, "0"))
    except (PermissionDenied, Http404):
        return True
    return False


def test_every_page_declares_its_audience():
    assert {told for _, told in PAGES} <= EVERYBODY
    bare = {page.name for page, _ in PAGES if not hasattr(page.callback, "audience")}
    theirs = {name for name in bare if name.startswith(("account_", "mfa_", "usersessions_"))}
    assert bare == theirs  # django-allauth's, which asks for itself


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", MAY)
def test_who_is_not_let_in_is_refused(request, name, method):
    person = request.getfixturevalue(name)
    closed = [page for page, told in PAGES if told not in MAY[name] | {"public"}]
    assert len(closed) > 20
    assert [page.name for page in closed if not is_refused(page, person, method)] == []


def test_a_stranger_is_let_into_what_is_public_alone():
    guard = SignInMiddleware(lambda _: None)
    for page, told in PAGES:
        request = RequestFactory().get("/somewhere/")
        request.user = AnonymousUser()
        answer = guard.process_view(request, page.callback, (), {})
        assert (answer is None) == (told == "public"), page.name


WRITES = ("add", "change", "delete")


@pytest.mark.parametrize("name", MAY)
def test_the_office_reads_the_admin_and_administrators_alone_write_it(request, rf, name):
    asked = rf.get("/admin/")
    asked.user = request.getfixturevalue(name)
    reads, writes = set(), set()
    for page in admin.site._registry.values():
        reads |= {page.opts.model_name} if page.has_view_permission(asked) else set()
        writes |= {page.opts.model_name for each in WRITES if getattr(page, f"has_{each}_permission")(asked)}
    every = {page.opts.model_name for page in admin.site._registry.values()}
    security = {"securityentry"} if name != "ann" else set()
    assert reads == (every - security if name != "mo" else set())
    assert bool(writes) == (name == "ann")
