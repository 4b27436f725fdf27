"""The site map of a process that serves the public pages alone (PCC_SITE=public): it reads the code of no others."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from pcc_decisions import health
from pcc_decisions.public_pages import public_pages


def elsewhere(request: HttpRequest) -> HttpResponse:
    """A page that public pages lead to, and that another process has."""
    raise Http404


urlpatterns = [
    path("", include((public_pages, "public"))),
    path("sign-in/", elsewhere, name="account_login"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

handler500 = "pcc_decisions.error_pages.server_error_page"
