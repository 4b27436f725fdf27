"""Where the link of an invitation leads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from grants.access import public
from grants.actions.invitations import accept_invitation
from grants.forms.invitations import FirstPasswordForm
from grants.invitations import invited_by
from grants.refused import Refused


@public
@never_cache
@sensitive_post_parameters()
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose the first password; a link that does not work any more says so, and whom to ask."""
    person = invited_by(token)
    if person is None:
        return render(request, "letters/invitation.html", {"person": None}, status=410)
    form = FirstPasswordForm(person, request.POST or None)
    if not form.is_valid():
        return render(request, "letters/invitation.html", {"person": person, "form": form})
    try:
        accept_invitation(token, form.cleaned_data["new_password1"])
    except Refused:
        return render(request, "letters/invitation.html", {"person": None}, status=410)
    return render(request, "letters/invitation.html", {"person": person, "is_done": True})
