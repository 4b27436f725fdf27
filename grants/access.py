"""Who may open a page. Every view is decorated with exactly one of these; without one a page is closed
(LoginRequiredMiddleware), and tests/test_architecture.py sees to it that none is forgotten.

Guards say who may open a page, never which rows it shows: that is the scopes' part.
"""

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from grants.models import User

View = Callable[..., HttpResponseBase]


class PersonRequest(HttpRequest):
    """A request that a guard other than `public` has let through: somebody has signed in."""

    user: User


def public(view: View) -> View:
    """Anyone may open it, signed in or not, and sees the same."""
    view.audience = "public"  # type: ignore[attr-defined]
    return login_not_required(view)


def signed_in(view: View) -> View:
    """Anybody with an account."""
    view.audience = "signed in"  # type: ignore[attr-defined]
    return view


def _guard(audience: str, may: Callable[[User], bool]) -> Callable[[View], View]:
    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.audience = audience  # type: ignore[attr-defined]
        return guarded

    return guard


in_office = _guard("office", lambda person: person.works_in_office)
officer = _guard("officer", lambda person: person.is_officer or person.is_approver)
approver = _guard("approver", lambda person: person.is_approver)
administrator = _guard("administrator", lambda person: person.is_administrator)


def partner(view: View) -> View:
    """A lead of the partnership that the address names; for everybody else the page is not found.

    The view is given the partnership in place of the slug.
    """

    @wraps(view)
    def guarded(request: PersonRequest, partnership: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_active:
            raise Http404
        led = get_object_or_404(request.user.partnerships, slug=partnership)
        return view(request, led, *args, **kwargs)

    guarded.audience = "partner"  # type: ignore[attr-defined]
    return guarded


def fresh(view: View) -> View:
    """Who sends this says again who it is, if that was more than 15 minutes ago; then it goes on with what was sent."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            ask_again(request)
        return view(request, *args, **kwargs)

    guarded.is_fresh = True  # type: ignore[attr-defined]
    return guarded


def ask_again(request: HttpRequest) -> None:
    """Lead to the page that asks who it is, unless that was said lately; it leads back."""
    if settings.ASKS_AGAIN and not said_lately(request):
        raise ReauthenticationRequired


def said_lately(request: HttpRequest) -> bool:
    """Who it is, by a password or a second factor."""
    said = [each["at"] for each in get_authentication_records(request, request.user)]
    return bool(said) and time() - max(said) <= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def gave_two_elsewhere(request: HttpRequest, person: User) -> bool:
    """Whether this session began with a Microsoft account that was asked for a second factor there."""
    return any(each.get("has_two") for each in get_authentication_records(request, person))


def by_button(view: View) -> View:
    """What a button of a decision sends. Opened as a link, or by the browser after signing in, it leads back there."""

    @wraps(view)
    def guarded(request: HttpRequest, reference: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return redirect("office:decision_detail", reference)
        return view(request, reference, *args, **kwargs)

    return guarded
