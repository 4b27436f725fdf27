"""That a subsidy is in the national database."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from conditions.views.shared import form_page
from grants.access import PersonRequest, officer
from register.actions.subsidies import record_subsidy_entry
from register.forms.subsidies import SubsidyEntryForm
from register.models import Listing, SubsidyEntry


@officer
def subsidy_entry(request: PersonRequest, reference: str) -> HttpResponse:
    subsidies = Listing.objects.without_words().filter(subsidy_due_on__isnull=False).select_related("decision")
    listing = get_object_or_404(subsidies, reference=reference)
    recorded = SubsidyEntry.objects.filter(decision=listing.decision).first()
    shown = {name: getattr(recorded, name, None) for name in SubsidyEntryForm.base_fields}
    return form_page(
        request,
        "office/subsidy_entry.html",
        SubsidyEntryForm(request.POST or None, initial=shown),
        partial(record_subsidy_entry, listing.decision, by=request.user),
        done="It is recorded.",
        back=reverse("office:decision_detail", args=[reference]),
        listing=listing,
    )
