"""Public pages are the same for everybody: they touch no session, and a cached copy is valid while the register is
unchanged."""

import re
from collections.abc import Callable
from hashlib import sha256
from time import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import is_valid_path, reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.defaults import bad_request

from grants.refused import Discarded
from pcc_decisions.edition import Edition, edition
from public.views.answers import OFFERED

ACCOUNT_PAGES = "account/"
# Secrets, and what nobody has typed.
NEVER_SHOWN = re.compile("password|secret|token|^form_key$", re.IGNORECASE)
MIN_TYPED_LENGTH = 20
NO_TEXT = re.compile("[\0\ud800-\udfff]")
# Seconds after which nothing is still being written that bears an earlier time.
SETTLED = 60
READABLE_ELSEWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Content-Disposition",
}
MAY_BE_ASKED = READABLE_ELSEWHERE | {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


class SignInMiddleware(LoginRequiredMiddleware):
    """Deny by default, as Django's own. But if a page is open to all it does not look at who somebody is, so that the
    answer does not vary by cookie."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """To the sign-in page; but who sent a form is shown first what was typed into it, which would be lost."""
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        came_from = urlsplit(request.headers.get("Referer", "")).path or reverse(settings.LOGIN_REDIRECT_URL)
        sign_in = f"{reverse(settings.LOGIN_URL)}?{urlencode({REDIRECT_FIELD_NAME: came_from})}"
        context = {"typed": typed_texts(request), "files": bool(request.FILES), "sign_in": sign_in}
        return render(request, "signed_out.html", context, status=403)


def typed_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """Each longer text of the form, under the name of its field. Never what is secret, and
    nothing of the pages on which people change how they sign in."""
    if request.resolver_match and request.resolver_match.route.startswith(ACCOUNT_PAGES):
        return []
    texts = ((name, str(text)) for name, text in request.POST.items() if not NEVER_SHOWN.search(name))
    return [(name.replace("_", " ").capitalize(), text) for name, text in texts if len(text) >= MIN_TYPED_LENGTH]


class EditionMiddleware:
    """Gives public pages the edition of the register as their ETag, and when it last changed; answers 304 to a reader
    who has that edition. Pages of other sites may read what is public, but for pages themselves (CORS).

    A page that says itself how long it may be kept is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        own = getattr(request, "edition", None)
        if own and response.status_code == 200 and not response.has_header("Cache-Control"):
            response["ETag"] = tag_of(request, own)
            response["Last-Modified"] = http_date(own.changed_at.timestamp())
            patch_cache_control(response, public=True, no_cache=True)
        if is_public(request) and not response.get("Content-Type", "").startswith("text/html"):
            for name, value in READABLE_ELSEWHERE.items():
                response[name] = value
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        if not is_public(request):
            return None
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=MAY_BE_ASKED)
        if request.method not in ("GET", "HEAD"):
            return None
        own = request.edition = edition()  # type: ignore[attr-defined]
        if not request.headers.keys() & {"If-None-Match", "If-Modified-Since"}:
            return None
        changed = int(own.changed_at.timestamp())
        settled = changed if changed < time() - SETTLED else None
        answer = get_conditional_response(request, etag=tag_of(request, own), last_modified=settled)
        return answer if answer is not None and answer.status_code == 304 else None


def is_public(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.namespace == "public"


def tag_of(request: HttpRequest, own: Edition) -> str:
    """The edition of one page; another address, or another form of it, with the same edition is another page."""
    form = request.get_preferred_type(OFFERED)
    page = f"{own.name} {request.get_host()} {request.get_full_path()} {form}"
    return f'W/"{sha256(page.encode("utf-8", "replace")).hexdigest()[:32]}"'


class TextMiddleware:
    """Answers 404 to an address, and 400 to a request, that holds what no text can: a null character, or half a
    character. Forms say so themselves, beside the field; this is for all that no form reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if NO_TEXT.search(request.path):
            raise Http404
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        of_database = isinstance(exception, ValueError) and "NUL (0x00)" in str(exception)
        if of_database or isinstance(exception, UnicodeEncodeError):
            return bad_request(request, exception)
        return None


class DiscardedMiddleware:
    """A draft was discarded while somebody worked on it: there is no page of it to show again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, Discarded):
            return None
        messages.error(request, str(exception))
        return redirect("office:decision_list")


class FormAddressMiddleware:
    """An address that only takes what a form sends leads to the page above it when it is opened like a page: after
    signing in, or from the history of a browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "GET" or response.status_code != 405:
            return response
        return redirect(page_above(request.path))


def page_above(path: str) -> str:
    above = path.rstrip("/").rpartition("/")[0] + "/"
    return above if is_valid_path(above) else page_above(above)
