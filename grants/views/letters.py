"""Where the link at the end of every letter leads."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from grants.access import public
from grants.actions.letters import choose_letters
from grants.letters import person_of


@public
@never_cache
def letter_choice(request: HttpRequest, token: str) -> HttpResponse:
    """Letters or none, for anybody with the link, without signing in. Looking changes nothing: mail programs look."""
    person = person_of(token)
    if person is None:
        raise Http404("This link is not valid.")
    if request.method == "POST":
        choose_letters(person, wants=request.POST.get("letters") == "digest")
        return redirect("letter_choice", token)
    context = {"email": person.email, "wanted": person.gets_letters}
    return render(request, "letters/letter_choice.html", context)
