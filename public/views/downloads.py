"""A published decision in other forms: as PDF, and as data with the digests that prove it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect

from grants.access import public
from public.views.decisions import canonical
from register.models import Listing, Notice
from register.notices.as_data import as_data
from register.notices.pdf import pdf


@public
def decision_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    notice = newest(reference)
    if notice is None:
        return redirect("public:decision_pdf", canonical(reference), permanent=True)
    response = HttpResponse(pdf(notice), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{reference}.pdf"'
    return response


@public
def decision_json(request: HttpRequest, reference: str) -> HttpResponse:
    notice = newest(reference)
    if notice is None:
        return redirect("public:decision_json", canonical(reference), permanent=True)
    return data(notice)


@public
def version_json(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    return data(get_object_or_404(Notice.objects.of(reference).select_related("decision"), version=version))


def newest(reference: str) -> Notice | None:
    listing = Listing.objects.select_related("notice__decision").filter(reference=reference).first()
    return listing.notice if listing else None


def data(notice: Notice) -> JsonResponse:
    return JsonResponse(as_data(notice), json_dumps_params={"indent": 2, "ensure_ascii": False})
