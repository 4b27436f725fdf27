"""The first password of somebody who was invited."""

from typing import Any

from django.contrib.auth.forms import SetPasswordForm


class FirstPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # it takes no parameter when it runs
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].error_messages["required"] = "Choose a password"
        self.fields["new_password2"].error_messages["required"] = "Type the same password again"
