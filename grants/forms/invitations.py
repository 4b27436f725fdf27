"""Who is invited to lead a partnership, and the first password of somebody who was invited."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm

from grants.fields import BaseForm, OneLineField
from grants.models import Partnership


class LeadForm(BaseForm):
    partnership = forms.ModelChoiceField(
        Partnership.objects.all(),
        empty_label="Choose a partnership",
        error_messages={"required": "Choose the partnership", "invalid_choice": "Choose the partnership"},
    )
    name = OneLineField(label="Their name", max_length=120, error_messages={"required": "Enter their name"})
    email = forms.EmailField(
        label="Their e-mail address",
        max_length=254,
        error_messages={"required": "Enter their e-mail address", "invalid": "Enter an address like name@example.org"},
        help_text="They sign in with it. The invitation goes there, with a link to choose a password.",
    )


class FirstPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # it takes no parameter when it runs
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].error_messages["required"] = "Choose a password"
        self.fields["new_password2"].error_messages["required"] = "Type the same password again"
