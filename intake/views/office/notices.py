"""Drafts from notices, pasted or saved."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions.models import Condition
from grants.access import PersonRequest, officer
from grants.formatting import pounds
from grants.models import Award, Decision, User
from grants.refused import Refused
from intake.actions.confirming import confirm_notice
from intake.actions.notices import DraftedNotice, draft_beside, draft_from_notices
from intake.actions.teaching import known_for
from intake.forms.notice_answers import NoticeAnswersForm
from intake.forms.notices import NoticeForm
from intake.models import FIELDS, ImportedNotice
from intake.notices.marked import LEFT, Part, marked
from intake.notices.notice import ParsedNotice, read_one
from intake.notices.publishers import possible_labels, publisher_of
from intake.notices.standards import stated_days
from intake.notices.text import NotANotice

READ_AGAIN = "The notice has been read again with what was taught. Check what it says."
ADDED = "What you said is an award or a condition has been added. Check what it says."


@officer
def decision_from_notice(request: PersonRequest) -> HttpResponse:
    """Read a text into drafts. A text that is no notice is refused, and may become an empty draft with the text beside
    it (`beside`); one of a decision that is here already leads there, unless somebody says why it is another."""
    form = NoticeForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            if found := read(form, by=request.user):
                return to_drafts(request, found)
        except NotANotice as error:
            form.refuse(str(error))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "office/decision_from_notice.html", {"form": form})


def read(form: NoticeForm, *, by: User) -> list[DraftedNotice]:
    """The drafts from what was given; none where its one decision is here already, which the form then says."""
    key, why_another = form.cleaned_data["form_key"], form.cleaned_data["why_another"]
    try:
        found = draft_from_notices(form.words, by=by, form_key=key, why_another=why_another)
    except NotANotice:
        if not form.cleaned_data["beside"]:
            raise
        return [DraftedNotice(draft_beside(form.words, by=by, form_key=key), is_new=True)]
    if len(found) == 1 and found[0].why:
        form.ask_why_another(found[0])
        return []
    return found


def to_drafts(request: PersonRequest, found: list[DraftedNotice]) -> HttpResponse:
    """A new draft is confirmed beside its notice; one from the same text is shown; several are listed."""
    first = found[0]
    if len(found) == 1 and first.is_new:
        return redirect("office:decision_notice", first.decision.reference)
    if len(found) == 1:
        messages.success(request, f"{first.decision.reference} was read from it before.")
        return redirect("office:decision_detail", first.decision.reference)
    references = [("new" if each.is_new else "known", each.decision.reference) for each in found]
    return redirect(f"{reverse('office:imported_notices')}?{urlencode(references)}")


@officer
def imported_notices(request: PersonRequest) -> HttpResponse:
    """What became of the decisions on a list page: `?new=` and `?known=` references."""
    asked = {name: request.GET.getlist(name) for name in ("new", "known")}
    by_reference = Decision.objects.select_related("imported_notice__texts").in_bulk(
        [*asked["new"], *asked["known"]], field_name="reference"
    )
    context = {name: [by_reference[each] for each in names if each in by_reference] for name, names in asked.items()}
    return render(request, "office/imported_notices.html", context)


@officer
def decision_notice(request: PersonRequest, reference: str) -> HttpResponse:
    """The notice behind a draft, beside its fields: what was read is confirmed, and what was not is answered."""
    imported = get_object_or_404(
        ImportedNotice.objects.select_related("decision", "texts"), decision__reference=reference
    )
    decision = imported.decision
    _, known = known_for(imported.text, imported.publisher)
    reading = read_one(imported.text, known)
    possible = possible_labels(imported.text, known.splitter)
    form = NoticeAnswersForm(imported, reading, possible, request.POST or None)
    if form.is_valid():
        answers = form.answers
        save = partial(confirm_notice, decision, answers, by=request.user, revision=form.cleaned_data["revision"])
        if form.run(save):
            is_again = (
                bool(answers.labels or answers.set_back or answers.made)
                or answers.is_of_another
                or _has_more(decision, form.awards, imported)
            )
            if not is_again and form.to_vary:
                query = urlencode({"of": form.to_vary.reference})
                return redirect(f"{reverse('office:decision_vary', args=[reference])}?{query}")
            if not is_again:
                return redirect("office:decision_detail", reference)
            messages.success(request, ADDED if answers.made else READ_AGAIN)
            return redirect("office:decision_notice", reference)
    context = {"decision": decision, "imported": imported, "form": form, "parts": parts_of(imported, reading, form)}
    context["conditions"] = [(each, later_days(each)) for each in decision.conditions.all()]
    context["is_poorly_read"] = sum(each.field is None for each in possible) * 2 > len(possible)
    context["is_by_layout"] = imported.publisher not in ("", publisher_of(imported.text, [imported.publisher]))
    return render(request, "office/decision_notice.html", context)


def later_days(condition: Condition) -> list[date]:
    """The days that a condition states after the one on which it falls due."""
    return [day for day in stated_days(condition.wording) if condition.due_on and day > condition.due_on]


def _has_more(decision: Decision, shown: Sequence[Award], imported: ImportedNotice) -> bool:
    """Whether reading again has brought what the page has not shown: all of a text, or awards."""
    now = ImportedNotice.objects.get(pk=imported.pk)
    awards = decision.awards.exclude(pk__in=[award.pk for award in shown])
    return bool(now.sources) != bool(imported.sources) or awards.exists()


def parts_of(imported: ImportedNotice, reading: ParsedNotice, form: NoticeAnswersForm) -> list[tuple[str, Part]]:
    """The text, part by part, each with what officers call the place that it went to."""
    called = dict(FIELDS) | {LEFT: "Not understood", "awards": "Award"}
    notes = {pounds(award.amount).removesuffix(".00"): f"award {award.number}" for award in form.awards}
    left = [each["text"] for each in imported.to_look_at if not each.get("name")]  # the words of a name have a place
    return [(called.get(part.place, ""), part) for part in marked(imported.text, reading.marks, left, notes)]
