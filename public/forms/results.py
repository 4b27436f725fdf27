"""What may be asked of results."""

from typing import Any

from conditions.results import public_results
from grants.measures import ResultState
from grants.models.measures import StandardMeasure
from grants.models.money import FundingStream
from grants.models.organisations import Partnership
from grants.years import london_today
from public.forms.asking import QueryForm, SlugChoice, YearSlug, row_of, slugs, year_slugs
from public.forms.queries import priority_choice
from register.models import ListedPriority


class ResultFilter(QueryForm):
    button = "Show"

    partnership = SlugChoice(
        rows=slugs(Partnership.objects, "name"), everything="All partnerships", label="Partnership"
    )
    stream = SlugChoice(
        rows=slugs(FundingStream.objects, "name"), everything="All funding streams", label="Funding stream"
    )
    year = YearSlug(rows=year_slugs, everything="All years", label="Financial year")
    priority = priority_choice()
    measure = SlugChoice(rows=slugs(StandardMeasure.objects, "name"), everything="All measures", label="Measure")
    target = SlugChoice(rows=lambda: ResultState.choices, everything="Reached, missed or open", label="Target")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_dates(required=False)

    def found(self) -> Any:
        """Of a valid form: the results that meet everything asked."""
        wanted = self.cleaned_data["target"]
        return self.whatever_came_of_it().in_state(wanted, london_today()) if wanted else self.whatever_came_of_it()

    def whatever_came_of_it(self) -> Any:
        """The same, whether the target was reached or not."""
        asked = self.cleaned_data
        serving = ListedPriority.objects.filter(slug=asked["priority"]).values("listing__reference")
        found = public_results(
            partnership=row_of(Partnership.objects, asked["partnership"]),
            stream=row_of(FundingStream.objects, asked["stream"]),
            year=asked["year"],
            references=serving if asked["priority"] else None,
        )
        limits = {
            "standard": asked["measure"],
            "in_force__decided_on__gte": asked["from"],
            "in_force__decided_on__lte": asked["to"],
        }
        return found.filter(**{name: wanted for name, wanted in limits.items() if wanted})

    @property
    def wanted_state(self) -> str:
        """As people read it; empty where any is, or where what is asked is refused."""
        return dict(ResultState.choices).get(self.cleaned_data.get("target", ""), "")
