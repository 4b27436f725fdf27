"""The one question of every public page: is it useful?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve

from grants.fields import BaseForm, OneLineField

# Their addresses are the secrets of those who follow by e-mail.
SECRET = ("follow_confirm", "follow_stop")


class UsefulForm(BaseForm):
    page = OneLineField(max_length=200, widget=forms.HiddenInput)
    answer = forms.ChoiceField(choices=(("yes", "Yes"), ("no", "No")))

    def clean_page(self) -> str:
        """The address of a public page."""
        page = str(self.cleaned_data["page"])
        if not is_public_page(page):
            raise ValidationError("This is no page of the register.", code="no_page")
        return page

    @property
    def values(self) -> dict[str, Any]:
        return {"page": self.cleaned_data["page"], "is_useful": self.cleaned_data["answer"] == "yes"}


def is_public_page(page: str) -> bool:
    try:
        match = resolve(page)
    except Resolver404:
        return False
    return match.namespace == "public" and page.endswith("/") and match.url_name not in SECRET
