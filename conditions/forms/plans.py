"""The shape of what is chosen to send a plan as evidence."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from conditions.forms.fields import with_layout
from grants.forms.decisions import KeyedForm
from grants.models import PlanVersion


class PlanSendForm(KeyedForm):
    version = forms.ModelChoiceField(
        PlanVersion.objects.none(),
        label="Plan",
        empty_label="Choose",
        error_messages={"required": "Choose the plan", "invalid_choice": "Choose a plan from the list"},
    )

    helper = with_layout("version", "form_key")

    def __init__(self, *args: Any, offered: QuerySet[PlanVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = offered  # type: ignore[attr-defined]
