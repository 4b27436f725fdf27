"""The shape of what is typed in a financial report."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Fieldset

from conditions.actions.reports import AwardFigures
from conditions.forms.fields import prose, sum_of, with_layout
from grants.fields import PoundsField
from grants.forms.decisions import KeyedForm
from grants.models import Award

FIGURES = {"actual": "Actual spend", "projected": "Projected spend", "underspend": "Unallocated underspend"}


class ReportForm(KeyedForm):
    """A financial report, with the figures of each award."""

    statement = prose(
        "What the report covers",
        "Like “Actual spend to 31 January, projected spend to 31 March”. No names of people who are helped.",
        missing="Say what the report covers",
    )

    def __init__(self, *args: Any, awards: Iterable[Award], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.awards = list(awards)
        self.helper = with_layout("statement", *map(self.add_figures, self.awards), "form_key")

    def add_figures(self, award: Award) -> Fieldset:
        names = {f"{name}_{award.pk}": label for name, label in FIGURES.items()}
        for name, label in names.items():
            missing = f"Enter the {label.lower()} on award {award.number}, or 0 where there is none"
            self.fields[name] = PoundsField(label=label, allow_zero=True, error_messages={"required": missing})
        return Fieldset(f"Award {award.number}: {award.in_force.title}", *map(sum_of, names))

    @property
    def arguments(self) -> dict[str, Any]:
        """What the action takes: the statement, the figures of each award, the key."""
        given = self.cleaned_data
        figures = {award: AwardFigures(*(given[f"{name}_{award.pk}"] for name in FIGURES)) for award in self.awards}
        return {"statement": given["statement"], "figures": figures, "form_key": given["form_key"]}
