"""The shape of what officers type about the account of a year."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from conditions.forms.fields import RevisionForm, prose, with_layout
from grants.fields import BaseForm
from grants.models import Priority

ABOUT = "about-"
MAX_WORDS = 20_000


class AccountForm(RevisionForm):
    """The office's words: a foreword, something about each objective, and what a new version changes."""

    foreword = prose("Foreword", "What the year was about. No names of people.", max_length=MAX_WORDS)
    note = prose("What has changed and why", "Only for a new version of an account that is public. It is published.")
    acknowledged = forms.BooleanField(label="What looks like personal data may be published", required=False)

    def __init__(self, *args: Any, objectives: Iterable[Priority], is_public: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        for each in objectives:
            self.fields[f"{ABOUT}{each.slug}"] = prose(str(each), each.plan.name, max_length=MAX_WORDS)
        if not is_public:
            del self.fields["note"]
        abouts = [name for name in self.fields if name.startswith(ABOUT)]
        notes = ["note"] if is_public else []
        self.helper = with_layout("foreword", *abouts, *notes, "acknowledged", "revision")

    @property
    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        commentary = {name.removeprefix(ABOUT): text for name, text in given.items() if name.startswith(ABOUT)}
        rest = {name: value for name, value in given.items() if not name.startswith(ABOUT)}
        return {"note": "", **rest, "commentary": commentary}


class AccountPublishForm(RevisionForm):
    seen = forms.CharField(widget=forms.HiddenInput)
    acknowledged = forms.BooleanField(label="What looks like personal data may be published", required=False)

    helper = with_layout("acknowledged", "revision", "seen")


class AccountTakeDownForm(BaseForm):
    reason = prose("What has to be checked", "For the office only.", missing="Say in a sentence what has to be checked")

    helper = with_layout("reason")


class AccountRestoreForm(BaseForm):
    """A button for the take down that was shown."""

    row = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open the page again"})

    helper = with_layout("row")


def initial_of(foreword: str, commentary: Mapping[str, str], note: str) -> dict[str, str]:
    return {"foreword": foreword, "note": note, **{f"{ABOUT}{slug}": text for slug, text in commentary.items()}}
