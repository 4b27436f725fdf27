"""What is downloaded of a published decision: the PDF, the data with the digests that prove it, and papers."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string

from grants.access import public
from grants.files import attachment
from grants.models.files import StoredFile
from public.views.decisions import canonical
from register.models import Listing, Notice
from register.notices.as_data import as_data
from register.notices.pdf import pdf


@public
def decision_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    notice = newest(reference)
    if notice is None:
        return redirect("public:decision_pdf", canonical(reference), permanent=True)
    sample = render_to_string("includes/sample_words.html", request=request).strip()
    response = HttpResponse(pdf(notice, sample=sample), content_type="application/pdf")
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


@public
def paper_detail(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """The file of a paper, as a download. A link has no page here, nor has what is withheld or was taken off."""
    listing = get_object_or_404(Listing.objects.select_related("notice"), reference=reference)
    papers = listing.notice.document.papers
    paper = next((paper for paper in papers if paper.number == number and paper.sha256), None)
    stored = StoredFile.objects.filter(sha256=paper.sha256, name=paper.file_name).first() if paper else None
    if stored is None:
        raise Http404
    return attachment(stored)
