"""Who wants to hear of new decisions."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms

from grants.fields import BaseForm
from grants.models.subscriptions import Subscription
from public.forms.asking import BUTTON


class FollowForm(BaseForm):
    """Who wants to hear of new decisions, and how often. It has no cookie: the view asks where it came from."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="Used for these e-mails only, and deleted when you stop them.",
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address, like name@example.org",
            "max_length": "Enter an e-mail address of 254 characters or fewer",
        },
    )
    frequency = forms.ChoiceField(
        choices=Subscription.Frequency.choices,
        initial=Subscription.Frequency.DAILY,
        label="How often",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often", "invalid_choice": "Choose how often from the list"},
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.disable_csrf = True
        helper.layout = Layout("email", "frequency", HTML(BUTTON.format("Follow")))
        return helper
