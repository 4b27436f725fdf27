"""The shape of what officers paste of a meeting, and what they say about it."""

from typing import Any

from django import forms

from conditions.forms.fields import short, with_layout
from grants.fields import BaseForm, DayField, TableField
from intake.notices.minutes import Minutes, MinutesItem, read_minutes
from intake.notices.text import LIMIT, NotANotice
from register.models import Body


class MinutesForm(BaseForm):
    text = TableField(
        label="Text of the page",
        max_length=LIMIT,
        help_text="The minutes of a meeting, or one agenda item with its decision: select all of the page and copy it.",
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        error_messages={"required": "Paste the text of the minutes or of the agenda item"},
    )

    helper = with_layout("text")
    reading: Minutes

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        try:
            self.reading = read_minutes(text)
        except NotANotice as error:
            raise forms.ValidationError(str(error)) from error
        if not self.reading.items:
            raise forms.ValidationError("No item was found in this text: items begin with a number, like “2. Grants”.")
        return text


class MinutesAnswersForm(MinutesForm):
    """What was read is confirmed, and what was not is answered."""

    body = forms.ModelChoiceField(
        Body.objects.standing(), label="Body", empty_label="Choose", error_messages={"required": "Choose the body"}
    )
    held_on = DayField(label="Date of the meeting", error_messages={"required": "Enter the date, like 31/3/2027"})
    website = forms.URLField(label="Address of its agenda or minutes", required=False, assume_scheme="https")
    items = forms.MultipleChoiceField(
        label="Items that are about decisions of this register",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one item"},
    )
    acknowledged = forms.BooleanField(label="What looks like personal data may be published", required=False)

    helper = with_layout("body", short("held_on"), "website", "items", "acknowledged", "text")

    def __init__(self, reading: Minutes, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [  # type: ignore[attr-defined]
            (str(number), item.title) for number, item in enumerate(reading.items)
        ]

    @property
    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        chosen: list[MinutesItem] = [self.reading.items[int(number)] for number in given["items"]]
        kept = {name: given[name] for name in ("body", "held_on", "website", "acknowledged")}
        return {"items": chosen, **kept}
