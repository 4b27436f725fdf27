"""The sign-in forms of django-allauth, with this project's labels and errors."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from django import forms

ADDRESS = "E-mail address"


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = ADDRESS
        self.fields["login"].error_messages["required"] = "Enter your e-mail address"
        self.fields["password"].error_messages["required"] = "Enter your password"
        self.fields["password"].help_text = ""  # its link would stand between the two fields, where Tab stops


class PasswordForgottenForm(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = ADDRESS
        self.fields["email"].error_messages["required"] = "Enter your e-mail address"


class PasskeySignInForm(LoginWebAuthnForm):
    """Whose passkey it is, the passkey says."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except forms.ValidationError as refusal:
            raise forms.ValidationError("This passkey is not known here. Sign in another way.") from refusal


class PasskeyForm(AddWebAuthnForm):
    """Each is one that lets its owner in by itself, so it must have asked who that is."""

    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "What you call it"
        self.fields["name"].help_text = "Like “telephone” or “office computer”."
        self.fields["name"].max_length = 60

    def clean_passwordless(self) -> bool:
        return True
