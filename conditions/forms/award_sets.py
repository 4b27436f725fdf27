"""Choosing awards by the set: all of a funding stream, a year, a partnership, or of several of these at once."""

from collections.abc import Iterable
from operator import attrgetter, itemgetter
from typing import Any

from crispy_forms.layout import HTML
from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from conditions.forms.fields import RevisionForm
from grants.models import Award, Decision

AWARD_SET = HTML('{% include "office/_award_set.html" %}')
ADD, ONLY, TAKE_AWAY = "add", "only", "take-away"
FEW = 3  # awards, which are quicker ticked one by one
PARTS = {"stream": "Funding stream", "year": "Financial year", "partnership": "Partnership"}


class AwardChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django takes none when it runs
    def label_from_instance(self, award: Award) -> str:
        return f"Award {award.number}: £{award.amount:,.2f} to {distinct(award)}"


class AwardSetForm(RevisionForm):
    """A form with `awards` of a decision, whose boxes send the `key` of each. Its buttons “Add these”, “Only these” and
    “Take these away” change what is ticked and save nothing; a browser with scripts does the same at once
    (static/js/award-set.js)."""

    key = "pk"

    def __init__(self, *args: Any, awards: Iterable[Award], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.award_facts = {str(attrgetter(self.key)(award)): facts_of(award) for award in awards}
        for part, label in PARTS.items():
            named = {facts_of(award)[part]: str(getattr(award, part)) for award in awards if getattr(award, part)}
            choices = [("", "Any"), *sorted(named.items(), key=itemgetter(1))]
            self.fields[f"set_{part}"] = forms.ChoiceField(label=label, choices=choices, required=False)
        if self.is_choosing:
            self.data = self.with_set(self.data)  # type: ignore[arg-type]

    @property
    def has_award_sets(self) -> bool:
        return len(self.award_facts) > FEW

    @property
    def is_choosing(self) -> bool:
        """It was sent to change what is ticked."""
        return self.is_bound and self.data.get("award_set") in (ADD, ONLY, TAKE_AWAY)

    def is_valid(self) -> bool:
        return not self.is_choosing and super().is_valid()

    def full_clean(self) -> None:
        if self.is_choosing:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def with_set(self, sent: QueryDict) -> QueryDict:
        """What was sent, with the set that it names ticked or not."""
        wanted = {part: sent.get(f"set_{part}") for part in PARTS}
        named = {
            key
            for key, facts in self.award_facts.items()
            if all(not value or facts[part] == value for part, value in wanted.items())
        }
        ticked = set(sent.getlist("awards"))
        data = sent.copy()
        outcomes = {ADD: ticked | named, ONLY: named, TAKE_AWAY: ticked - named}
        data.setlist("awards", sorted(outcomes[str(sent["award_set"])]))
        data["binds_all"] = "some"
        return data


class BindingForm(AwardSetForm):
    """A form of what binds all awards of a decision, or those that are chosen."""

    binds_all = forms.TypedChoiceField(
        label="Applies to",
        choices=(("all", "All awards of the decision"), ("some", "The awards chosen below")),
        coerce=lambda answer: answer == "all",
        initial="all",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which awards it applies to"},
    )
    awards = AwardChoice(
        Award.objects.none(), label="Chosen awards", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        awards = decision.awards.select_related("recipient", "stream", "partnership")
        super().__init__(*args, awards=awards, **kwargs)
        self.fields["awards"].queryset = awards  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("binds_all") is not False:
            self.errors.pop("awards", None)
            given["awards"] = []
        elif not given.get("awards") and "awards" not in self.errors:
            self.add_error("awards", "Choose at least one award, or all of them")
        return given


def facts_of(award: Award) -> dict[str, str]:
    return {
        "stream": str(award.stream_id or ""),
        "year": award.year.slug if award.year else "",
        "partnership": str(award.partnership_id or ""),
    }


def distinct(award: Award) -> str:
    """What tells an award from others of the same recipient."""
    return ", ".join(str(part) for part in (award.recipient or "nobody yet", award.stream, award.year) if part)
