"""What every template knows: whose register this is, and whether its data is a sample."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from pcc_decisions.models import is_sample


def office(request: HttpRequest) -> dict[str, Any]:
    return {"office": settings.OFFICE, "sample": is_sample()}
