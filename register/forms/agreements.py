"""The shape of what is typed about agreements."""

from collections.abc import Iterable
from typing import Any

from django import forms

from conditions.agreement_fields import FIELD
from conditions.models import AgreementTemplate, AwardInForce
from grants.fields import BaseForm, DayField, UploadField
from grants.years import FinancialYear


class AgreementForm(BaseForm):
    template = forms.ModelChoiceField(
        AgreementTemplate.objects.none(),
        label="Template",
        empty_label=None,
        help_text="An administrator keeps the templates.",
        error_messages={"required": "Choose a template"},
    )
    year = forms.ChoiceField(label="Which awards", required=False)
    recipients = forms.MultipleChoiceField(
        label="With whom",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one recipient"},
    )

    def __init__(self, awards: Iterable[AwardInForce], *args: Any, is_variation: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(awards)
        years = sorted({each.year for each in found if each.year}, key=lambda year: year.start)
        self.by_id = {str(each.award.recipient_id): each.award.recipient for each in found}
        templates = AgreementTemplate.objects.filter(is_current=True)
        fitting = (each.pk for each in templates if ("changes" in FIELD.findall(each.text)) == is_variation)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        self.fields["template"].initial = next(fitting, None)
        in_years = [(str(each), f"Those for {each}") for each in years]
        self.fields["year"].choices = [("", "All that are in force"), *in_years]  # type: ignore[attr-defined]
        of_names = [(key, each.name) for key, each in self.by_id.items() if each]
        self.fields["recipients"].choices = of_names  # type: ignore[attr-defined]

    def clean_year(self) -> FinancialYear | None:
        year = self.cleaned_data["year"]
        return FinancialYear.parse(year) if year else None

    def clean_recipients(self) -> list[Any]:
        return [self.by_id[each] for each in self.cleaned_data["recipients"]]


class SentForm(BaseForm):
    sent_on = DayField(label="Sent on", not_after_today=True, error_messages={"required": "Enter the day"})


class SignedForm(BaseForm):
    signed_on = DayField(
        label="Signed on",
        not_after_today=True,
        help_text="The day on which both sides had signed.",
        error_messages={"required": "Enter the day"},
    )
    upload = UploadField(
        label="Signed copy",
        required=False,
        kinds=("PDF", "DOCX", "ODT", "PNG", "JPEG"),
        help_text="PDF, DOCX, ODT, PNG or JPEG, up to 20 MB, for the office alone. It may follow later.",
    )
