"""What is kept added up is what adding up gives, however it came about."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from conditions.actions.standings import standing_faults
from conditions.standing import of_awards
from conditions.tallies import figures
from grants.models import FundingStream, Partnership
from grants.years import london_today
from public.browse.money import Narrowing, money_of
from register.models import AwardTotal, ListedAward, ListedVariationLine, Listing
from register.models.listing import DIFFERENCE, NOT_ENDED
from tests.histories.driver import Disagreement

BY = ("year", "stream", "partnership")


def totals_are_kept() -> None:
    """After each step: cell by cell, as a GROUP BY over the awards and their variation lines."""
    cells = ListedAward.objects.order_by().values_list(*BY)
    lines = ListedVariationLine.objects.standing().order_by().values_list(*(f"award__listed__{each}" for each in BY))
    varied = defaultdict(Decimal) | {tuple(of): by for *of, by in lines.annotate(by=Sum(DIFFERENCE))}
    right = {
        tuple(of): (rows, number, decided, varied[tuple(of)], stands)
        for *of, rows, number, decided, stands in cells.annotate(
            rows=Count("pk"), number=Count("pk", filter=NOT_ENDED), decided=Sum("amount"), stands=Sum("current_amount")
        )
    }
    columns = ("awards", "in_force", "amount", "varied_amount", "current_amount")
    kept = {tuple(row[:3]): row[3:] for row in AwardTotal.objects.values_list(*BY, *columns)}
    if kept != right:
        raise Disagreement(f"The totals are {kept}, and the awards come to {right}.")
    if faults := list(standing_faults()):
        raise Disagreement("\n".join(faults))


def sums_are_those_of_the_slow_way() -> None:
    """At the end: what pages say of each partnership, stream and year, and of two of them together."""
    years = [year for year in AwardTotal.objects.values_list("year", flat=True).distinct() if year]
    subjects = [{"partnership": each} for each in Partnership.objects.all()]
    subjects += [{"stream": each} for each in FundingStream.objects.all()]
    subjects += [{"year": year} for year in years]
    subjects += [{"partnership": AwardTotal.objects.exclude(partnership=None)[0].partnership, "year": years[0]}]
    for of in subjects:
        decisions = Listing.objects.about(**of)
        said = (Narrowing(of).money, Listing.objects.number_about(**of))
        right = (money_of(decisions, Narrowing(of)), decisions.count())
        if said != right:
            raise Disagreement(f"{of}: {said}, and one by one {right}.")
        every = Listing.objects.in_year(of["year"]) if of.keys() == {"year"} else decisions
        said, right = Listing.objects.newest_about(3, **of).newest_first(), every.newest_first()[:3]
        if len(of) == 1 and [*said] != [*right]:
            raise Disagreement(f"{of}: the newest are {[*said]}, and among all {[*right]}.")
        asked, kept = Narrowing(of).conditions
        slowly = of_awards(Narrowing(of).awards.values("award"))
        for today in (london_today(), london_today() + timedelta(days=1), date(2024, 4, 1)):
            said, right = figures(kept, today=today), figures(slowly, today=today)
            if said != right or {*asked.values_list("pk")} != {*slowly.values_list("pk")}:
                raise Disagreement(f"{of} on {today}: {said}, and one by one {right}.")
    for year in years:
        said, right = Listing.objects.number_in_year(year), Listing.objects.in_year(year).count()
        if said != right:
            raise Disagreement(f"{year}: {said} decisions, and one by one {right}.")
