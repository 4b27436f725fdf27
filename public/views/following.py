"""Following a list by e-mail. The only public pages that write; they need neither an account nor a cookie.

In place of the token of a cookie they check what the browser says of where a form came from (Sec-Fetch-Site, or
Origin); after the link in an e-mail, its secret token.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from grants.access import public
from grants.models.subscriptions import Subscription
from grants.networks import asker
from public.actions import ask_to_follow, confirm, stop_following
from public.forms.following import FollowForm
from public.forms.queries import DecisionSearch
from public.limits import DAY, HOUR, within

LETTERS_PER_ADDRESS, REQUESTS_PER_NETWORK = 5, 30
TOO_OFTEN = "Too many requests came from your network in the last hour. Try again later."


def require_same_site(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form that changes something must have been sent from a page of this site; else 403."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not came_from_here(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return csrf_exempt(checked)


def came_from_here(request: HttpRequest) -> bool:
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


@public
@require_same_site
def follow(request: HttpRequest) -> HttpResponse:
    """The list to follow is the one in the address of the page. The answer does not show which addresses are known."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    wanted = DecisionSearch(request.GET)
    context = {
        "form": form,
        "wanted": wanted,
        "filters": [(wanted.named(n), wanted.written(n)) for n in wanted.filters],
    }
    if not wanted.is_valid():
        return render(request, "public/follow.html", context, status=400)
    if request.method == "POST" and form.is_valid():
        if not within("follow-from", asker(request), most=REQUESTS_PER_NETWORK, seconds=HOUR):
            form.add_error(None, TOO_OFTEN)
            return render(request, "public/follow.html", context, status=429)
        if form.run(request_to_follow, wanted.search.query, **form.cleaned_data):
            return redirect("public:follow_sent")
    return render(request, "public/follow.html", context)


def request_to_follow(query: str, *, email: str, frequency: str) -> None:
    """Send the e-mail, unless the address has had its number for today: the answer is the same."""
    if within("follow-to", email.lower(), most=LETTERS_PER_ADDRESS, seconds=DAY):
        ask_to_follow(email=email, query=query, frequency=frequency)


@public
def follow_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "public/follow_sent.html")


@public
@csrf_exempt
@never_cache
def follow_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Where the e-mail leads. A press of the button confirms, since programs that look at e-mails follow links too.

    Nothing is kept of what has ended, so a link that opens nothing is always answered as one that did once.
    """
    subscription = Subscription.objects.filter(token=token).first()
    if subscription and request.method == "POST":
        subscription = confirm(subscription)
    context = {"subscription": subscription}
    return render(request, "public/follow_confirm.html", context, status=200 if subscription else 410)


@public
@csrf_exempt
@never_cache
def follow_stop(request: HttpRequest, token: str) -> HttpResponse:
    """One press, or one request of a mail program (RFC 8058), ends it; ended twice, it says the same."""
    if request.method == "POST":
        stop_following(token)
    return render(request, "public/follow_stop.html", {"stopped": request.method == "POST"})
