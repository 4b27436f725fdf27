"""Variations: the shape of what officers type when a decision changes the awards of an earlier one."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from grants.fields import BaseForm, OneLineField, PercentField, PoundsField
from grants.formatting import pounds
from grants.forms.awards import AwardsForm
from grants.models import Decision
from grants.years import FinancialYearFormField
from register.models import ListedAward, Listing
from register.models.listing import ListingQuerySet
from register.money.variations import Uplift, VariationRow

SIGNED = re.compile(r"([+-]?)([0-9]{1,3}(?:\.[0-9]{1,2})?) *%?")
END = Decimal(-100)
MAX_FITTING = 20


class SignedPercentField(PercentField):
    """A change in per cent, up or down: "2.6", "+2.6%" and "-10"; -100 ends an award."""

    def read(self, text: str) -> Decimal:
        match = SIGNED.fullmatch(text.replace("−", "-"))
        if match is None or Decimal(match[1] + match[2]) < END:
            sentence = "Enter a percentage from -100 to 999, with at most two decimals, like 2.6 or -10"
            raise ValidationError(sentence, code="invalid")
        return Decimal(match[1] + match[2])


def earlier_decisions() -> ListingQuerySet:
    """Published decisions with awards that may be varied, the newest first."""
    return Listing.objects.filter(Exists(ListedAward.objects.filter(listing=OuterRef("pk"))), is_withdrawn=False)


def called(number: str) -> ListingQuerySet:
    """Those of a reference, of an office's own number, or of a number in Modern.gov."""
    numbered = Decision.objects.alias(theirs=Lower("external_reference"), own=Lower("own_number"))
    same = numbered.filter(Q(theirs=number.lower()) | Q(own=number.lower()))
    return earlier_decisions().filter(Q(reference=number.upper()) | Q(decision__in=same.values("pk")))


class EarlierDecisionForm(BaseForm):
    """Which earlier decision a variation changes: by its reference or number, or by words of its title that fit no
    other."""

    of = OneLineField(
        label="Earlier decision",
        max_length=300,
        help_text="Its reference, its number, or words of its title.",
        widget=forms.TextInput(attrs={"list": "earlier-decisions", "autocomplete": "off"}),
        error_messages={"required": "Enter the reference of the earlier decision, or words of its title"},
    )
    fitting: QuerySet[Listing] = Listing.objects.none()

    def clean_of(self) -> Listing:
        typed, earlier = self.cleaned_data["of"], earlier_decisions()
        named = called(typed)
        self.fitting = (named or earlier.filter(title__icontains=typed)).newest_first()[:MAX_FITTING]
        if not self.fitting:
            raise forms.ValidationError("There is no published decision with this reference or title that makes awards")
        if len(self.fitting) > 1:
            raise forms.ValidationError("Several published decisions fit: choose one of them")
        return self.fitting[0]


class UpliftForm(BaseForm):
    """The same change to every award of the earlier decision, or to those of one financial year: so many per cent, or
    so many pounds more for each."""

    of = forms.CharField(widget=forms.HiddenInput)
    percent = SignedPercentField(
        label="Change every amount by",
        required=False,
        help_text="Like 2.6 for a rise, or -10 for a cut. Each award is rounded half up to the penny.",
    )
    added = PoundsField(label="Or pounds more, for each", required=False)
    year = FinancialYearFormField(
        label="Only in the financial year", required=False, help_text="Like 2025/26. Leave blank for every award."
    )

    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True  # it only asks; nothing is saved
    helper.layout = Layout(
        Field("percent", css_class="govuk-input--width-5"),
        Field("added", css_class="govuk-input--width-10"),
        Field("year", css_class="govuk-input--width-5"),
        "of",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and (given["percent"] is None) == (given["added"] is None):
            self.add_error(
                "percent", "Enter a percentage, like 2.6 or -10, or the pounds more for each: one of the two"
            )
        return given

    @property
    def uplift(self) -> Uplift:
        return Uplift(**{name: self.cleaned_data[name] for name in ("percent", "added", "year")})


class AmountsForm(AwardsForm):
    """The new amount of each award of the earlier decision; what stays as it is, is no change."""

    def __init__(self, *args: Any, rows: Sequence[VariationRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.variation_rows = rows
        for row in rows:
            self.fields[name_of(row)] = PoundsField(
                label=f"New amount of award {row.award.number}",
                allow_zero=True,
                initial=row.new,
                error_messages={"required": "Enter the new amount; 0 ends the award"},
            )

    @property
    def values(self) -> dict[Any, Any]:
        """The new amounts, by the number of the award."""
        return {row.award.number: self.cleaned_data[name_of(row)] for row in self.variation_rows}

    @property
    def rows(self) -> list[tuple[VariationRow, forms.BoundField]]:
        return [(row, self[name_of(row)]) for row in self.variation_rows]


def name_of(row: VariationRow) -> str:
    return f"award_{row.award.number}"


class SupersedeForm(BaseForm):
    """Which awards of the superseded decision stand; what is not ticked ends."""

    stand = forms.TypedMultipleChoiceField(
        label="Awards that stand",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What you do not tick ends when this decision is published.",
    )

    def __init__(self, *args: Any, rows: Sequence[VariationRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(row.award, pounds(row.base)) for row in rows]
        self.fields["stand"].choices = [  # type: ignore[attr-defined]
            (award.number, f"Award {award.number}: {award.title}, {amount} to {award.recipient_name}")
            for award, amount in named
        ]
