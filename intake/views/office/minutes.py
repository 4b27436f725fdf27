"""Meetings and items from minutes, pasted."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from grants.access import PersonRequest, officer
from grants.refused import Refused
from intake.actions.minutes import enter_minutes
from intake.forms.minutes import MinutesAnswersForm, MinutesForm
from intake.notices.minutes import Minutes
from register.models import Body


@officer
def scrutiny_from_minutes(request: PersonRequest) -> HttpResponse:
    """First the text; then what was read of it beside what was not, to be confirmed and answered."""
    pasted = MinutesForm(request.POST or None)
    if not pasted.is_valid():
        return render(request, "office/scrutiny_from_minutes.html", {"form": pasted})
    reading = pasted.reading
    is_answered = "enter" in request.POST
    initial = {"text": request.POST["text"], "held_on": reading.held_on, "body": called(reading)}
    form = MinutesAnswersForm(reading, request.POST if is_answered else None, initial=initial)
    if form.is_valid():
        try:
            return redirect("office:scrutiny_entry", enter_minutes(by=request.user, **form.arguments).pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "office/scrutiny_from_minutes.html", {"form": form, "reading": reading})


def called(reading: Minutes) -> Body | None:
    """The body of that name, where it is known."""
    return Body.objects.standing().filter(name__iexact=reading.body).first()
