"""Forms that change what somebody else may be changing too."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms

from grants.fields import BaseForm
from grants.models import Event
from grants.refused import Discarded, Refused, Stale


class ChangeForm(BaseForm):
    """Carries the revision that was shown. Where that has been changed since, `newer_events` are the changes, what was
    typed is kept, and saving again replaces them."""

    revision = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "Open the page again"})
    newer_events: Sequence[Event] = ()

    def run(self, action: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Where a form leaves out its revision, nothing that somebody else wrote can be replaced by it."""
        shown = {"revision": self.cleaned_data["revision"]} if "revision" in self.fields else {}
        try:
            action(*args, **kwargs | shown)
        except Discarded:
            raise  # no page can show it again
        except Refused as refusal:
            self.add_error(None, list(refusal.sentences))
            if isinstance(refusal, Stale):
                self.newer_events = refusal.events
                self.data = self.data.copy()  # type: ignore[attr-defined]
                self.data["revision"] = str(refusal.revision)  # type: ignore[index]
        return self.is_valid()
