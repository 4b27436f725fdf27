"""A form that may be sent again after a newer change has been shown."""

from grants.fields import BaseForm


def update_revision(form: BaseForm, **hidden: int) -> None:
    """Update the form's revision, so that sending it again succeeds; what was typed is kept."""
    data = form.data.copy()  # type: ignore[attr-defined]
    for name, value in hidden.items():
        data[name] = str(value)
    form.data = data
