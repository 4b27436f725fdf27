"""Plans and strategies: what is in force, its versions, its objectives and the money that serves them."""

from mimetypes import guess_extension

from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from grants.access import public
from grants.files import attachment
from grants.models.files import StoredFile
from grants.models.plan_take_downs import PlanTakeDown
from grants.models.plans import Plan, PlanVersion
from public.browse.objectives import largest_first, served, with_results
from public.views.paging import paged


@public
def plan_list(request: HttpRequest) -> HttpResponse:
    """The office's own first, then those of partnerships by name; the newest of each first."""
    owners = F("partnership__name").asc(nulls_first=True)
    plans = (
        Plan.objects.select_related("partnership", "replaced_by")
        .prefetch_related("versions")
        .order_by(owners, "-starts_on", "name", "pk")
    )
    return render(request, "public/plan_list.html", paged(request, plans))


@public
def plan_detail(request: HttpRequest, slug: str) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.select_related("partnership", "replaces", "replaced_by"), slug=slug)
    down = Prefetch("take_downs", PlanTakeDown.objects.for_public())
    versions = list(plan.versions.select_related("file").prefetch_related(down))
    objectives = with_results(served(plan.priorities.all()))
    context = {
        "plan": plan,
        "objectives": objectives,
        "bars": largest_first(objectives),
        "no_target": "Out of public sight" if versions and versions[0].is_out_of_sight else "None recorded",
        "has_results": any(each.results for each in objectives),
        "versions": versions,
    }
    return render(request, "public/plan_detail.html", context)


@public
def plan_file(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The file of a version, as a download; of none that is out of public sight."""
    versions = PlanVersion.objects.exclude(pk__in=PlanTakeDown.objects.in_effect().values("version"))
    found = versions.filter(plan__slug=slug, number=number, plan__withdrawn_at=None)
    stored = get_object_or_404(StoredFile, planversions__in=found)
    ending = guess_extension(stored.content_type.partition(";")[0]) or ""
    return attachment(stored, f"{slug}-{number}{ending}")
