"""The shape of what officers ask of a list, and of a view that they keep."""

from typing import Any

from django import forms

from grants.fields import BaseForm, OneLineField
from register.office_lists.declared import OfficeList

LONGEST = 200


class ListForm(BaseForm):
    """Words, filters and order of one list."""

    def __init__(self, *args: Any, office_list: OfficeList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"] = OneLineField(label=office_list.find, required=False, max_length=LONGEST)
        for each in office_list.filters:
            choices = [("", each.every), *each.choices()]
            self.fields[each.name] = forms.ChoiceField(label=each.label, choices=choices, required=False)
        self.fields["sort"] = forms.ChoiceField(label="Order", choices=orders(office_list), required=False)


def orders(office_list: OfficeList) -> list[tuple[str, str]]:
    labels = [(column.key, column.label) for column in office_list.columns if column.sort]
    both = [((key, f"{label}, upwards"), (f"-{key}", f"{label}, downwards")) for key, label in labels]
    return [("", "As usual"), *(each for pair in both for each in pair)]


class ViewForm(BaseForm):
    """A name for what is asked of a list at the moment."""

    name = OneLineField(label="Name of the view", max_length=60, error_messages={"required": "Give the view a name"})
    is_shared = forms.BooleanField(label="The whole office sees it", required=False)
