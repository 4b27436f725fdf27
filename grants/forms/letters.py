"""Which letters a person wants."""

from typing import Any

from django import forms

from grants.fields import BaseForm
from grants.models import Letter, User

WHEN = (("daily", "In the one e-mail of the day"), ("at_once", "At once"))


class LetterForm(BaseForm):
    """Those that the person may be sent, each to be wanted or not."""

    kinds = forms.MultipleChoiceField(
        label="Letters about", required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    comments = forms.ChoiceField(
        label="When comments that name you, and answers to you, are sent", choices=WHEN, widget=forms.RadioSelect
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        self.offered = offered(person)
        wanted = [kind for kind in self.offered if kind not in person.declined_letters]
        when = "at_once" if person.comments_at_once else "daily"
        super().__init__(*args, **kwargs)
        self.initial = {"kinds": wanted, "comments": when}
        self.fields["kinds"].choices = [(kind.value, kind.label) for kind in self.offered]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        declined = [kind.value for kind in self.offered if kind not in self.cleaned_data["kinds"]]
        return {"declined": declined, "comments_at_once": self.cleaned_data["comments"] == "at_once"}


def offered(person: User) -> tuple[Letter.Kind, ...]:
    in_office = Letter.TO_OFFICE if person.works_in_office else ()
    return tuple(dict.fromkeys([*in_office, *(Letter.TO_LEADS if person.partnerships.exists() else ())]))
