"""Middleware for the tests: a page that asks the database again for each row, where once would do, fails."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from zeal.listeners import zeal_context


def asked_once(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Only where something is read: an action locks, checks and records one row after the other."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with zeal_context():
            return get_response(request)

    return middleware
