"""Where the link at the end of every letter leads."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from grants.access import public
from grants.actions.letters import choose_letters
from grants.forms.letters import LetterForm
from grants.letters import person_of


@public
@never_cache
def letter_choice(request: HttpRequest, token: str) -> HttpResponse:
    """Which letters, or none, for anybody with the link, without signing in. Looking changes nothing: mail programs
    look."""
    person = person_of(token)
    if person is None:
        raise Http404("This link is not valid.")
    chooses = request.POST.get("letters") == "these"
    form = LetterForm(person, request.POST if chooses else None)
    if form.is_valid():
        choose_letters(person, wants=True, **form.chosen)
        return redirect(f"{reverse('letter_choice', args=[token])}?saved=yes")
    if request.method == "POST" and not chooses:
        choose_letters(person, wants=request.POST.get("letters") == "again")
        return redirect("letter_choice", token)
    context = {"email": person.email, "wanted": person.gets_letters, "form": form, "saved": "saved" in request.GET}
    return render(request, "letters/letter_choice.html", context)
