"""What every answer says to browsers, besides what Django's own middleware says: what no page here ever needs, who may
show what, and that nothing of what only some may read is kept."""

from collections.abc import Callable
from time import time
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from pcc_decisions.middleware import is_public

WRITING = ("/follow/", "/useful/")
NOT_NEEDED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "local-fonts", "magnetometer"),
    *("microphone", "midi", "otp-credentials", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb"),
    "xr-spatial-tracking",  # and not web-share, of which Chromium on Linux complains that it does not know it
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in NOT_NEEDED)


def kept_by_proxy() -> str:
    """Until when the proxy in front may keep an answer, and it alone: browsers ask each time. Until this second ends: a
    whole one from now, which it counts in whole seconds, could be two."""
    return f"@{int(time())}"


class PublicOnlyMiddleware:
    """Where PCC_SITE is "public", there are no other pages; those that write something are left to the application."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        is_reading = request.method in ("GET", "HEAD", "OPTIONS") and not request.path.startswith(WRITING)
        if settings.PUBLIC_ONLY and not (is_public(request) and is_reading):
            raise Http404


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS
        response["Cross-Origin-Embedder-Policy"] = "require-corp"
        # What other sites may read (CORS) they may also show; nothing else.
        shown_elsewhere = response.has_header("Access-Control-Allow-Origin") and is_public(request)
        response["Cross-Origin-Resource-Policy"] = "cross-origin" if shown_elsewhere else "same-origin"
        if request.resolver_match and not is_public(request):
            response["Cache-Control"] = "private, no-store"
        elif response.status_code == 200 and "public" in response.get("Cache-Control", "") and not response.cookies:
            response["X-Accel-Expires"] = kept_by_proxy()
        return response
