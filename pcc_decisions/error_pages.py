"""What people see when a page breaks: 503 while the database does not answer, and 500 otherwise."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from grants.access import public

A_MINUTE = "60"


@public
def server_error_page(request: HttpRequest) -> HttpResponse:
    """Django calls this while the error that broke the page is being handled."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": A_MINUTE})
    return server_error(request)
