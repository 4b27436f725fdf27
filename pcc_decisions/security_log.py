"""What of requests is in the security log: signing in and out, what was refused to somebody who had signed in, and
files that were taken out of what is not public."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from grants.actions.security_log import note
from grants.models import User
from grants.networks import asker
from pcc_decisions.logs import route_of


class SecurityLogMiddleware:
    """Stands inside the sign-in, which knows who somebody is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        what = what_happened(request, response)
        if what and isinstance(request.user, User):
            note(what, by=request.user, about=request.path, network=asker(request))
        return response


def what_happened(request: HttpRequest, response: HttpResponseBase) -> str:
    """Of a page that is not public: empty where it is nothing for the log."""
    if route_of(request) == "" or getattr(request.resolver_match, "namespace", "") == "public":
        return ""
    if response.status_code == 403:
        return "was refused"
    return "took out" if response.get("Content-Disposition", "").startswith("attachment") else ""


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    note("signed in", by=user, network=asker(request))


@receiver(user_logged_out)
def note_sign_out(request: HttpRequest, user: User | None, **_signal: Any) -> None:
    if user:
        note("signed out", by=user, network=asker(request))


@receiver(user_login_failed)
def note_refused_sign_in(credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: Any) -> None:
    """Under the account that was tried. What was typed where there is none is not kept: it may be a password."""
    tried = credentials.get("email") or credentials.get("username") or ""
    account = User.objects.filter(email__iexact=tried).first()
    note("was refused the sign-in", by=account, network=asker(request) if request else "")
