"""The shape of what officers and approvers type when they send a decision on its way."""

from django import forms

from grants.fields import HouseForm, LineField, ProseField

LONGEST_NOTE = 2000
A_FEW_LINES = {"rows": 4}


def acknowledgement() -> forms.BooleanField:
    """For a text that is public at once: personal data in it are refused, unless this is ticked."""
    return forms.BooleanField(label="What looks like personal data in this text may be published", required=False)


class SendForm(HouseForm):
    """Nothing to type: a button."""


class ApproveForm(HouseForm):
    exceeding_reason = ProseField(
        label="Reason for exceeding the money available",
        required=False,
        max_length=LONGEST_NOTE,
        help_text="Only where a cap, an allocation or a delegation limit is exceeded. The public reads it.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
    )
    acknowledged = acknowledgement()


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
    acknowledged = acknowledgement()


class WithdrawForm(HouseForm):
    reason = ProseField(
        label="Why it is withdrawn",
        max_length=LONGEST_NOTE,
        help_text="The public reads this. The decision stays listed, marked as withdrawn.",
        widget=forms.Textarea(attrs=A_FEW_LINES),
        error_messages={"required": "Give the reason"},
    )
    acknowledged = acknowledgement()


class FindForm(HouseForm):
    """Find a decision of the office by reference, title or recipient."""

    q = LineField(label="Find by reference, title or recipient", required=False, max_length=200)
