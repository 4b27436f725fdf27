"""Where the measures of awards stand, saved so that any number of them can be added up."""

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When

from grants.measures import SHARE, Direction, MeasureKind, MeasureTerms, ResultState
from grants.years import FinancialYear

from .awards import AwardInForce


class AwardResultQuerySet(models.QuerySet["AwardResult"]):
    def public(self) -> "AwardResultQuerySet":
        """Without those of awards whose recipient is withheld."""
        return self.filter(in_force__is_withheld=False)

    def alike(self) -> "AwardResultQuerySet":
        """Those that may be added up with others: measures of the library that are no shares, of awards that have not
        ended (domain §12)."""
        return self.filter(in_force__amount__gt=0).exclude(standard="").exclude(unit=SHARE)

    def in_state(self, state: str, today: date) -> "AwardResultQuerySet":
        """Those that stand so on a day."""
        return self.filter(states(today)[ResultState(state)], in_force__amount__gt=0)

    def with_state(self, today: date) -> "AwardResultQuerySet":
        """With `state`, empty for an award that has ended and where no target is stated."""
        known = (When(wanted, then=Value(state.value)) for state, wanted in states(today).items())
        ended = When(in_force__amount=0, then=Value(""))
        return self.annotate(state=Case(ended, *known, default=Value("")))


def states(today: date) -> dict[ResultState, Q]:
    """What is true of those that stand so on a day. Before its year is over nothing is said of how an award did."""
    more, less = Q(direction=Direction.MORE), Q(direction=Direction.LESS)
    is_over = Q(in_force__year__lt=FinancialYear.of(today))
    reached = more & Q(total__gte=F("target")) | less & Q(total__lte=F("target"), is_complete=True)
    missed = more & Q(total__lt=F("target")) | less & Q(total__gt=F("target"))
    return {
        ResultState.UNDER_WAY: ~is_over,
        ResultState.REACHED: is_over & reached,
        ResultState.MISSED: is_over & missed & Q(is_complete=True),
        ResultState.INCOMPLETE: is_over & Q(is_complete=False) & ~(more & Q(total__gte=F("target"))),
    }


class AwardResult(models.Model):
    """One measure of an award in force: its target beside the figures that were accepted. Written again by each
    publication and each acceptance (`actions/results.py`); it holds no text that is not in the notice."""

    in_force = models.ForeignKey(AwardInForce, models.CASCADE, related_name="results")
    number = models.PositiveSmallIntegerField("number of the measure")
    standard = models.SlugField("short name in the library", max_length=80, blank=True)
    kind = models.CharField(max_length=10, choices=MeasureKind)
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=4, choices=Direction)
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    # Of what is done, the sum over the periods; of what changes, the newest figure.
    total = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    # No figure is missing that the total at the end needs.
    is_complete = models.BooleanField()
    # The last day of the first period that has no accepted figure.
    first_missing_on = models.DateField(null=True)

    objects = AwardResultQuerySet.as_manager()

    class Meta:
        ordering = ("in_force__reference", "in_force__award__number", "number")
        constraints = (models.UniqueConstraint("in_force", "number", name="one_result_per_measure_of_an_award"),)

    def __str__(self) -> str:
        return f"{self.in_force}, measure {self.number}"

    @property
    def terms(self) -> MeasureTerms:
        return next(each for each in self.in_force.measures if each.number == self.number)
