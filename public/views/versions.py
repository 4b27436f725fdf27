"""The notices of a decision, and what changed between them."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.vary import vary_on_headers

from grants.access import public
from public.views.answers import negotiated
from public.views.decisions import record
from register.models import Listing, Notice
from register.notices.comparison import changed_fields


@public
def version_list(request: HttpRequest, reference: str) -> HttpResponse:
    listing = get_object_or_404(Listing.objects.without_words(), reference=reference)
    notices = Notice.objects.of(reference).select_related("redaction")
    if pair := chosen(request, {notice.version for notice in notices}):
        return redirect("public:version_changes", reference, *pair)
    context = {"listing": listing, "notices": notices}
    return render(request, "public/version_list.html", context)


def chosen(request: HttpRequest, versions: set[int]) -> list[int]:
    """The two different versions that somebody asks to compare, the earlier first; empty where that makes no sense."""
    asked = {version for version in versions if str(version) in map(request.GET.get, ("earlier", "later"))}
    return sorted(asked) if len(asked) == 2 else []


@public
@vary_on_headers("Accept")
def version_detail(request: HttpRequest, reference: str, version: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.of(reference).select_related("decision"), version=version)
    if not notice.is_redacted and (answer := negotiated(request, notice)):
        return answer
    newest = get_object_or_404(Listing.objects.select_related("notice"), reference=reference).notice
    context = {"reference": reference, "notice": notice, "newest": newest}
    if notice.is_redacted:
        return render(request, "public/version_detail.html", context, status=HTTPStatus.GONE)
    return render(request, "public/version_detail.html", context | record(notice.document))


@public
def version_changes(request: HttpRequest, reference: str, earlier: int, later: int) -> HttpResponse:
    if earlier > later:
        return redirect("public:version_changes", reference, later, earlier)
    notices = {notice.version: notice for notice in Notice.objects.of(reference).filter(version__in=(earlier, later))}
    if len(notices) < 2:
        raise Http404
    first, second = notices[earlier], notices[later]
    context = {"reference": reference, "earlier": first, "later": second, "changes": None}
    hidden = [each for each in (first, second) if each.is_redacted or each.taken_down_at]
    if not hidden:
        context["changes"] = changed_fields(first.document, second.document)
    return render(request, "public/version_changes.html", context)
