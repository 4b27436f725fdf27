"""Pages of the office as its tests open them."""

from uuid import uuid4

import pytest

from grants.models import Decision


@pytest.fixture
def beside(reference, olu, signed_in):
    """Olu at the page of a notice: `send` posts what the page shows, with changes."""
    client = signed_in(olu)

    class Page:
        def __init__(self, text: str) -> None:
            client.post(
                "/office/decisions/new/from-a-notice/", {"text": text, "beside": "on", "form_key": str(uuid4())}
            )
            self.decision = Decision.objects.latest("pk")
            self.address = f"/office/decisions/{self.decision.reference}/notice/"

        def get(self):
            self.answer = client.get(self.address)
            self.form = self.answer.context["form"]
            return self.answer.content.decode()

        def send(self, **typed: str):
            self.get()
            shown = {name: self.form[name].value() for name in self.form.fields}
            shown = {name: as_typed(self.form[name], value) for name, value in shown.items()}
            self.answer = client.post(self.address, {name: v for name, v in (shown | typed).items() if v is not None})
            self.decision.refresh_from_db()
            return self.answer

        def field(self, kind: str, words: str) -> str:
            """The name of the field that answers what these words ask."""
            self.get()
            left = next(left for left in self.form.left if words in (left.get("name"), left["text"]))
            return f"{kind}_{left['digest']}"

        def label(self, words: str) -> str:
            """The name of the field that says what a label means."""
            self.get()
            asked = [left["digest"] for left in self.form.asking("label") if left["name"] == words]
            return f"label_{asked[0]}" if asked else self.maybe(words)

        def maybe(self, label: str) -> str:
            self.get()
            return f"maybe_{[each.label for each in self.form.possible].index(label)}"

    return Page


def as_typed(field, value):
    value = field.field.prepare_value(value)
    return ("on" if value else None) if field.widget_type == "checkbox" else "" if value is None else str(value)
