"""The sign-in forms of django-allauth, with this project's labels and errors."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm

ADDRESS = "E-mail address"


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = ADDRESS
        self.fields["password"].help_text = ""  # its link would stand between the two fields, where Tab stops


class PasswordForgottenForm(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = ADDRESS
