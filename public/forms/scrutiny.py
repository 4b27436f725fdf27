"""Between which two dates the panel asks."""

from typing import Any

from grants.fields import DayField
from public.forms.lists import QueryForm


class DateRangeForm(QueryForm):
    button = "Show"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # `from` is a word of Python, so these two cannot stand above.
        self.fields["from"] = DayField(label="Decided from", help_text="Like 1/4/2023")
        self.fields["to"] = DayField(label="Decided up to", help_text="Like 31/3/2024")

    def clean(self) -> None:
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and first > last:
            self.add_error("from", "The first date is after the last: swap them")
