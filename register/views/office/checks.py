"""What happens between a text and the public: the personal-data scan, and withholding."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from grants.access import PersonRequest, officer
from grants.models import Decision
from register.actions.withholding import acknowledge, stop_withholding, withhold
from register.checks.scanned_texts import TextHit, hits_in, open_hits
from register.checks.text_rules import address_of
from register.forms.checks import WithholdingForm
from register.loading import with_parts
from register.notices.chain import text_digest
from register.notices.withholding import is_statutory, parts


@officer
def personal_data(request: PersonRequest, reference: str) -> HttpResponse:
    """Every hit of the scan in its sentence. The button beside a hit acknowledges that one alone."""
    decision = get_object_or_404(with_parts(), reference=reference)
    waiting = open_hits(decision)
    if request.method == "POST":
        chosen = next((each for each in waiting if request.POST.get("hit") == name_of(each)), None)
        if chosen is None:
            messages.error(request, "The text has changed since you opened the page. Look at what was found now.")
        else:
            acknowledge(decision, chosen, by=request.user)
            messages.success(request, f"You have acknowledged “{chosen.hit.text}”.")
        return redirect("office:personal_data", reference)
    context = {
        "decision": decision,
        "waiting": [(each, name_of(each), address_of(decision, each.field)) for each in waiting],
        "acknowledged": decision.acknowledgements.select_related("by") if hits_in(decision) else [],
    }
    return render(request, "office/personal_data.html", context)


def name_of(found: TextHit) -> str:
    """What the button sends: it fits these characters in this sentence of this text, and nothing else."""
    return text_digest(f"{found.field}\n{found.hit.text}\n{found.hit.sentence}")


@officer
def withholding(request: PersonRequest, reference: str) -> HttpResponse:
    """What is withheld of a decision, and a form to withhold another part; `?what=` opens the form on one."""
    decision = get_object_or_404(Decision, reference=reference)
    rows = {row.what: row for row in decision.withholdings.all()}
    if row := rows.get(request.POST.get("lift", "")):
        stop_withholding(row, by=request.user)
        messages.success(request, "It is no longer withheld: the next notice publishes it.")
        return redirect("office:withholding", reference)
    what = request.GET.get("what", "")
    form = WithholdingForm(decision, request.POST or None, initial=shown(rows.get(what)) | {"what": what})
    if form.is_valid():
        action = partial(withhold, decision, by=request.user, what=form.cleaned_data["what"])
        if form.run(action, values=form.values):
            say_withheld(request, form.cleaned_data["what"])
            return redirect("office:withholding", reference)
    named = parts(decision)
    listed = [(row, named.get(row.what, "No longer part of the decision")) for row in rows.values()]
    return render(request, "office/withholding.html", {"decision": decision, "withheld": listed, "form": form})


def shown(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("ground", "viewed_on", "viewed_by", "reason")} if row else {}


def say_withheld(request: PersonRequest, what: str) -> None:
    messages.success(request, "It is withheld. In public its heading stays, with the ground, the date and the view.")
    if is_statutory(what):
        sentence = "The Order asks for this part to be published. Make sure that the ground covers all of it."
        messages.warning(request, sentence)
