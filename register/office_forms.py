"""The shape of what officers and approvers type when they send a decision on its way."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from grants.fields import HouseForm, LineField, PoundsField, ProseField
from grants.forms import KeyedForm
from register.models import Listing
from register.modern_gov import LIMIT

LONGEST_NOTE = 2000
A_FEW_LINES = {"rows": 4}


class NoticeForm(KeyedForm):
    """The pasted text of a notice, up to 1 MB."""

    text = ProseField(
        label="Text of the decision page",
        max_length=LIMIT,
        help_text="Open the decision in Modern.gov, select the whole page, copy it and paste it here.",
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        error_messages={"required": "Paste the text of the decision page"},
    )
    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout("text", "form_key")


class SendForm(HouseForm):
    """Nothing to type: a button."""


class ApproveForm(HouseForm):
    exceeding_reason = ProseField(
        label="Reason for exceeding the money available",
        required=False,
        max_length=LONGEST_NOTE,
        help_text="Only where a cap or an allocation is exceeded. The public reads it.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
    )


class ReturnForm(HouseForm):
    comment = ProseField(
        label="What has to be mended",
        max_length=LONGEST_NOTE,
        help_text="For the officer only.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
        error_messages={"required": "Say what has to be mended"},
    )


class PublishForm(HouseForm):
    note = ProseField(
        label="What has changed, and why",
        required=False,
        max_length=LONGEST_NOTE,
        help_text="The public reads this note beside the new version.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
    )


class WithdrawForm(HouseForm):
    reason = ProseField(
        label="Why it is withdrawn",
        max_length=LONGEST_NOTE,
        help_text="The public reads this. The decision stays listed, marked as withdrawn.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
        error_messages={"required": "Give the reason"},
    )


class FindForm(HouseForm):
    """Find a decision of the office by reference, title or recipient."""

    q = LineField(label="Find by reference, title or recipient", required=False, max_length=200)


class EarlierDecisionForm(HouseForm):
    """Which earlier decision a variation changes."""

    of = LineField(
        label="Reference of the earlier decision",
        max_length=40,
        error_messages={"required": "Enter the reference of the earlier decision"},
    )

    def clean_of(self) -> Listing:
        listing = Listing.objects.filter(reference__iexact=self.cleaned_data["of"], is_withdrawn=False).first()
        if listing is None:
            raise forms.ValidationError("There is no published decision with this reference")
        return listing


def amounts_form(listing: Listing) -> type[HouseForm]:
    """One amount for each award of the earlier decision; what stays as it is, is no change."""
    return type(
        "AmountsForm",
        (HouseForm,),
        {
            f"award_{row.number}": PoundsField(
                label=f"Award {row.number}: {row.recipient_name}, {row.year}",
                help_text=f"Now £{row.current_amount:,.2f}. 0 ends the award.",
                allow_zero=True,
                initial=row.current_amount,
            )
            for row in listing.awards.all()
        },
    )
