"""What is downloaded of a published decision: the PDF, the data with the digests that prove it, and papers."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string

from grants.access import public
from grants.files import attachment
from grants.models.files import StoredFile
from public.views.answers import out_of_sight
from public.views.decisions import canonical
from register.models import Listing, Notice, TakeDown
from register.notices.as_data import as_data
from register.notices.pdf import pdf


@public
def decision_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    notice = newest(reference)
    if notice is None:
        return redirect("public:decision_pdf", canonical(reference), permanent=True)
    if notice.taken_down_at:
        return out_of_sight(reference, "The text of this decision", notice.taken_down_at)
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
    notice = get_object_or_404(Notice.objects.of(reference).select_related("decision"), version=version)
    return data(notice)


def newest(reference: str) -> Notice | None:
    listing = Listing.objects.select_related("notice__decision").filter(reference=reference).first()
    return listing.notice if listing else None


def data(notice: Notice) -> HttpResponse:
    if notice.taken_down_at:
        return out_of_sight(notice.decision.reference, "The text of this version", notice.taken_down_at)
    return JsonResponse(as_data(notice), json_dumps_params={"indent": 2, "ensure_ascii": False})


@public
def paper_detail(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """The file of a paper, as a download. A link has no page here, nor has what is withheld or was taken off, nor has
    any paper of a decision that was withdrawn."""
    standing = Listing.objects.filter(is_withdrawn=False).select_related("notice")
    listing = get_object_or_404(standing, reference=reference)
    papers = listing.notice.document.papers
    paper = next((paper for paper in papers if paper.number == number and paper.sha256), None)
    down = TakeDown.objects.of_papers(reference).filter(paper_sha256=paper.sha256).first() if paper else None
    if down:
        return out_of_sight(reference, "This paper", down.taken_down_at)
    stored = StoredFile.objects.filter(sha256=paper.sha256, name=paper.file_name).first() if paper else None
    if stored is None:
        raise Http404
    return attachment(stored)
