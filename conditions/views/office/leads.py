"""Who answers for each partnership, and their invitations."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from conditions.views.shared import form_page, paged
from grants.access import PersonRequest, fresh, in_office
from grants.actions.invitations import invite, invite_lead
from grants.forms.invitations import LeadForm
from grants.invitations import with_invitation
from grants.models import Membership, Partnership, User
from grants.refused import Refused


@in_office
def lead_list(request: PersonRequest) -> HttpResponse:
    """Every partnership with its leads: who has signed in, and who was invited until when."""
    current = Membership.objects.current().filter(person__is_active=True).select_related("person")
    leads = Prefetch("memberships", with_invitation(current), to_attr="leads")
    paging = paged(request, Partnership.objects.prefetch_related(leads).order_by("name"))
    still = timezone.now() - timedelta(days=settings.INVITATION_DAYS)
    context = {"still_works_since": still, "days": settings.INVITATION_DAYS}
    return render(request, "office/lead_list.html", context | paging)


@in_office
@fresh
def lead_new(request: PersonRequest) -> HttpResponse:
    """Somebody new, for the partnership that `?for=` names."""
    chosen = Partnership.objects.filter(slug=request.GET.get("for", "")).first()
    form = LeadForm(request.POST or None, initial={"partnership": chosen})
    return form_page(
        request,
        "office/lead_new.html",
        form,
        lambda **given: invite_lead(by=request.user, **given),
        done=lambda: f"{form.cleaned_data['name']} is invited.",
        back=reverse("office:lead_list"),
        days=settings.INVITATION_DAYS,
    )


@in_office
def lead_invite(request: PersonRequest, pk: int) -> HttpResponse:
    """Send the invitation, or send it again. Opened as a link, it leads back to the list."""
    if request.method != "POST":
        return redirect("office:lead_list")
    person = get_object_or_404(User, pk=pk)
    try:
        invite(person, by=request.user)
    except Refused as refusal:
        messages.error(request, f"{person}: {refusal}")
    else:
        messages.success(request, f"{person} is invited.")
    return redirect("office:lead_list")
