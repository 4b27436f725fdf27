"""The log of the server: a line of JSON for each request and each error. No address, no person, nothing that was typed
or asked for: requests are named by the route of their page, errors by their kind and where they happened."""

import json
import logging
import re
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from time import perf_counter
from uuid import uuid4

from django.http import HttpRequest
from django.http.response import HttpResponseBase

REQUESTS = logging.getLogger("pcc.requests")
GIVEN_ID = re.compile(r"[0-9a-f-]{8,64}")
_request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestLogMiddleware:
    """Gives each request an id, or keeps the one that the proxy has given it, and logs what became of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given, began = request.headers.get("X-Request-ID", ""), perf_counter()
        _request_id.set(given if GIVEN_ID.fullmatch(given) else uuid4().hex)
        response = self.get_response(request)
        response["X-Request-ID"] = _request_id.get()
        told = {"method": request.method, "route": route_of(request), "status": response.status_code}
        REQUESTS.info("request", extra={"told": told | {"ms": round((perf_counter() - began) * 1000)}})
        return response


def request_id() -> str:
    return _request_id.get()


def route_of(request: HttpRequest) -> str:
    """The pattern of the page's address, which names no decision and no person; empty where there is no such page."""
    return request.resolver_match.route if request.resolver_match else ""


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request_id": request_id(),
            "message": said(record),
            **getattr(record, "told", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at"] = places(record)
        return json.dumps({name: value for name, value in line.items() if value != ""}, ensure_ascii=False)


def said(record: logging.LogRecord) -> str:
    """Django's words for a failed request end in the address that was asked for, which may be a secret."""
    if record.name.startswith("django.") and record.args:
        return str(record.args[0]) if isinstance(record.args, tuple) else record.msg
    return record.getMessage()


def places(record: logging.LogRecord) -> list[str]:
    """Where it happened, the innermost call last. What the error says is left out: it may quote what was typed."""
    frames = traceback.extract_tb(record.exc_info[2]) if record.exc_info else []
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
