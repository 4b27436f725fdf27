"""How long somebody stays signed in: twelve hours at most, and in the office an hour without opening a page."""

from collections.abc import Callable
from time import time
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from grants.models import User
from pcc_decisions.second_factor import NEEDED, needs_one

LONGEST = 12 * 3600
OFFICE_IDLE = 3600
EXACT_TO = 60  # seconds: a session is not saved more often


@receiver(user_logged_in)
def begin(request: HttpRequest, user: User, **_signal: Any) -> None:
    """What somebody may do is asked now: their sessions end when it changes (`User.sessions_ended`)."""
    idle = OFFICE_IDLE if user.works_in_office else LONGEST
    request.session[NEEDED] = needs_one(request, user)
    request.session["limits"] = {"began": time(), "seen": time(), "idle": idle}


class SessionLimitsMiddleware:
    """Stands before the sign-in, which then asks again and loses nothing that was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_arguments: Any
    ) -> HttpResponseBase | None:
        """Public pages look at no session. Whoever needs a second factor and has none gets to their account alone."""
        if not getattr(view, "login_required", True):
            return None
        limits, now = request.session.get("limits"), time()
        if not request.user.is_authenticated:
            return None
        if limits is None or now - limits["began"] > LONGEST or now - limits["seen"] > limits["idle"]:
            logout(request)
        elif now - limits["seen"] > EXACT_TO:
            request.session["limits"] = {**limits, "seen": now}
        own = request.resolver_match.route.startswith(("account/", "sign-out/"))  # type: ignore[union-attr]
        return redirect("mfa_index") if request.session.get(NEEDED) and not own else None
