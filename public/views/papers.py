"""Background papers, as far as the notice that stands lists them."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from grants.access import public
from grants.files import attachment
from grants.models.files import StoredFile
from register.models import Listing


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
