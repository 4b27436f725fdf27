"""What is downloaded of a published decision: the PDF, the data with the digests that prove it, and papers."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from grants.access import public
from grants.files import attachment
from grants.models.files import StoredFile
from grants.streaming import as_sent
from public.forms.asking import QueryForm
from public.open_data.writing import as_json
from public.views.answers import notice_answer, out_of_sight, pdf_answer, refusal
from public.views.decisions import canonical
from register.models import Listing, Notice, Timestamp
from register.notices.as_data import as_data
from register.notices.pdf import pdf
from register.notices.verification import in_order


@public
def decision_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    notice = newest(reference)
    if notice is None:
        return redirect("public:decision_pdf", canonical(reference), permanent=True)
    if notice.taken_down_at:
        return out_of_sight(reference, f"The text of this decision was {notice.taken_out}.")
    return pdf_answer(request, pdf, notice, reference)


@public
def decision_json(request: HttpRequest, reference: str) -> HttpResponse:
    notice = newest(reference)
    if notice is None:
        return redirect("public:decision_json", canonical(reference), permanent=True)
    return notice_answer(notice)


@public
def version_json(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.of(reference).select_related("decision"), version=version)
    return notice_answer(notice)


def newest(reference: str) -> Notice | None:
    listing = Listing.objects.select_related("notice__decision").filter(reference=reference).first()
    return listing.notice if listing else None


@public
def register_jsonl(request: HttpRequest) -> HttpResponseBase:
    """Every notice, a line each, in the order of the chain; a part of them in memory at a time."""
    if refused := refusal(request, QueryForm(request.GET)):
        return refused
    lines = (as_json(as_data(notice)) + "\n" for notice in as_sent(in_order()))
    answer = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="register.jsonl"'
    return answer


@public
def register_tsr(request: HttpRequest) -> HttpResponse:
    """The newest signed timestamp of the chain, as the authority gave it."""
    stamp = Timestamp.objects.first()
    if stamp is None:
        raise Http404
    answer = HttpResponse(bytes(stamp.reply), content_type="application/timestamp-reply")
    answer["Content-Disposition"] = 'attachment; filename="register.tsr"'
    return answer


@public
def paper_detail(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """The file of a paper, as a download. A link has no page here, nor has what is withheld or was taken off, nor has
    any paper of a decision that was withdrawn."""
    standing = Listing.objects.filter(is_withdrawn=False).select_related("notice")
    listing = get_object_or_404(standing, reference=reference)
    notice = listing.notice
    if notice.taken_down_at:
        return out_of_sight(reference, f"This decision, with its papers, was {notice.taken_out}.")
    paper = next((each for each in notice.full_document.papers if each.number == number and each.sha256), None)
    if paper and paper.sha256 in notice.papers_down:
        return out_of_sight(reference, notice.papers_down[paper.sha256])
    stored = StoredFile.objects.filter(sha256=paper.sha256).order_by("pk").first() if paper else None
    if paper is None or stored is None:
        raise Http404
    return attachment(stored, paper.file_name)
