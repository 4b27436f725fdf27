"""A form that is sent once more, after its person has been told what is new."""

from grants.fields import HouseForm


def renew(form: HouseForm, **hidden: int) -> None:
    """The person has now been told what is new: sending the form again goes through. What she typed stays."""
    data = form.data.copy()  # type: ignore[attr-defined]
    for name, value in hidden.items():
        data[name] = str(value)
    form.data = data
