"""What every template knows: whose register this is, whether its data is a sample, its own address, and the
picture that other sites show with a link to it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static

from grants.models.sample import is_sample


def office(request: HttpRequest) -> dict[str, Any]:
    card = settings.SITE_ADDRESS.rstrip("/") + static("images/card.png")
    return {"office": settings.OFFICE, "sample": is_sample(), "page_address": request.path, "card": card}
