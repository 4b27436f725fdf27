"""The shape of what is typed into the public register."""

from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from typing import Any, cast

from crispy_forms.layout import HTML, Div
from django import forms
from django.db.models import QuerySet

from conditions.standing import CONDITION_KINDS, Obligations, of_awards, public_obligations, public_totals
from conditions.standing_states import STANDING_CHOICES
from conditions.tallies import Rows
from grants.fields import OneLineField, PoundsField
from grants.models.money import Allocation, FundingStream
from grants.models.organisations import Organisation, Partnership
from grants.models.plans import Plan, Priority
from grants.record import OTHER_MONEY
from grants.years import FinancialYear, london_today
from public.browse.filter_counts import KINDS, MOST_RECIPIENTS, RECIPIENT_KINDS, Choice
from public.browse.listed_names import listed_names
from public.browse.money import Narrowing
from public.browse.search import MOST_COUNTED, OF_ONE_AWARD, Search
from public.browse.totals import other_years
from public.forms.asking import QueryForm, SlugChoice, YearSlug, row_of, slugs, year_slugs
from register.models import ListedAward, ListedMaker, ListedPriority, ListedStrand, Listing, ListingQuerySet, PublicList

MAX_SEARCH = 200


MORE = """<details class="govuk-details"{}><summary class="govuk-details__summary"><span
class="govuk-details__summary-text">More filters, and the order</span></summary><div class="govuk-details__text">"""
FURTHER = (
    *("recipient", "recipient_kind", "priority", "soc", "decision_maker", "kind", "condition", "listed"),
    *("min", "max", "from", "to", "sort"),
)
OTHER_RECIPIENTS = "Search for the name of any other."
NOT_COUNTED = (
    '<p class="govuk-hint">Once no more than {:,} decisions are found, they are counted beside each choice.</p>'
)
LEAVES = (
    '<p class="govuk-hint">Beside each choice: the decisions that it would leave, with their money as it stands.</p>'
)
# How each filter that is about one award reads in a sentence.
BEFORE = {"recipient": "to", "recipient_kind": "to", "partnership": "to", "stream": "from", "year": "for"}
# What a decision is to say, for a condition on one of its awards to be found.
OF_ITS_DECISION = {"priority": "listing__priorities__slug", "soc": "listing__strands__slug"}
ORDERS = (("date", "Newest first"), ("amount", "Largest total first"), ("relevance", "Best match first"))


class RecipientChoice(SlugChoice):
    """One of the organisations that are paid, of which there may be very many: only the one that is asked for is looked
    up. Individuals have no page and no name here."""

    def called(self, value: str) -> str:
        rows = Organisation.objects.exclude(kind=Organisation.Kind.INDIVIDUAL).filter(listed_awards__isnull=False)
        return rows.filter(slug=value).values_list("name", flat=True).first() or ""

    def valid_value(self, value: str) -> bool:
        return bool(self.called(value))


def priority_choice() -> SlugChoice:
    return SlugChoice(rows=partial(listed_names, ListedPriority), everything="All priorities", label="Priority")


def strand_choice() -> SlugChoice:
    """The 4Ps and themes that published decisions name."""
    choice = SlugChoice(
        rows=partial(listed_names, ListedStrand), everything="All work", label="Serious and organised crime"
    )
    choice.error_messages["invalid_choice"] = "Choose one of the 4Ps or a theme from the list"
    return choice


class AwardFilter(QueryForm):
    """What may be asked of one award."""

    partnership = SlugChoice(
        rows=slugs(Partnership.objects, "name"), everything="All partnerships", label="Partnership"
    )
    stream = SlugChoice(
        rows=slugs(FundingStream.objects, "name"), everything="All funding streams", label="Funding stream"
    )
    year = YearSlug(rows=year_slugs, everything="All years", label="Financial year")
    recipient = RecipientChoice(rows=tuple, everything="All recipients", label="Recipient")
    recipient_kind = SlugChoice(
        rows=RECIPIENT_KINDS.items, everything="All kinds of recipient", label="Kind of recipient"
    )

    @cached_property
    def narrowing(self) -> Narrowing:
        """To which awards it is narrowed, leaving out what could not be understood."""
        self.is_valid()
        asked = {name: self.cleaned_data[name] for name in OF_ONE_AWARD if self.cleaned_data.get(name)}
        words = {name: self.written(name) for name in asked}
        if place := row_of(Partnership.objects, asked.get("partnership")):
            words["partnership"] = place.district
        if "recipient_kind" in words:
            words["recipient_kind"] = words["recipient_kind"].lower()
        said = [f"{before} {words[name]}" for name, before in BEFORE.items() if name in words]
        return Narrowing({OF_ONE_AWARD[name]: value for name, value in asked.items()}, " ".join(said))

    def written(self, name: str) -> str:
        """What a filter asks, as people read it."""
        value = str(self[name].value()).strip()
        field = self.fields[name]
        return (field.called(value) if isinstance(field, SlugChoice) else "") or value


class DecisionSearch(AwardFilter):
    """What may be asked of the register, by the names that addresses use."""

    action = "#results"  # on a telephone the form alone fills more than the screen
    q = OneLineField(
        required=False,
        max_length=MAX_SEARCH,
        label="Search decisions",
        help_text="Words, “a phrase”, -without, or the reference of a decision.",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    priority = priority_choice()
    soc = strand_choice()
    decision_maker = SlugChoice(
        rows=partial(listed_names, ListedMaker), everything="All decision makers", label="Decision maker"
    )
    kind = SlugChoice(rows=KINDS.items, everything="All kinds", label="Kind")
    condition = SlugChoice(rows=lambda: STANDING_CHOICES, everything="Any standing", label="Standing of a condition")
    listed = SlugChoice(rows=lambda: PublicList.choices, everything="All decisions", label="Listed for")
    min = PoundsField(required=False, allow_zero=True, label="Total from")
    max = PoundsField(required=False, allow_zero=True, label="Total up to")
    sort = forms.ChoiceField(
        choices=[("", "Best match, or newest"), *ORDERS],
        required=False,
        label="Order",
        error_messages={"invalid_choice": "Choose an order from the list"},
    )

    field_order = ("q", *OF_ONE_AWARD)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_dates(required=False)

    @cached_property
    def search(self) -> Search:
        """What was asked, leaving out what could not be understood."""
        self.is_valid()
        return Search(self.cleaned_data)

    @property
    def filters(self) -> list[str]:
        """The names of the filters that are in force, the words among them."""
        return [name for name in self.fields if name in self.search.asked and name != "sort"]

    def named(self, name: str) -> str:
        """What a filter is called beside its value."""
        return "Words" if name == "q" else str(self[name].label)

    def offer(self, choices: Mapping[str, Iterable[Choice]]) -> None:
        """Show in each list only what would leave something, given everything else that is asked. A list of
        which nothing is said shows everything, asked for once."""
        for name in self.fields.keys() - choices.keys():
            if isinstance(field := self.fields[name], SlugChoice):
                field.widget.choices = field.known
        for name, offered in choices.items():
            cast(SlugChoice, self.fields[name]).offer(offered, str(self[name].value() or ""))
        if len(list(choices["recipient"])) in (0, MOST_RECIPIENTS):
            self["recipient"].help_text = OTHER_RECIPIENTS

    @property
    def layout(self) -> list[Any]:
        return [
            "q",
            Div("partnership", "stream", "year", css_class="fields-row"),
            HTML(NOT_COUNTED.format(MOST_COUNTED) if self.search.is_large else LEAVES),
            HTML(MORE.format(" open" if {*self.search.asked, *self.errors}.intersection(FURTHER) else "")),
            Div(*FURTHER, css_class="fields-row"),
            HTML("</div></details>"),
        ]


class ConditionFilter(QueryForm):
    button = "Show"

    partnership = SlugChoice(
        rows=slugs(Partnership.objects, "name"), everything="All partnerships", label="Partnership"
    )
    stream = SlugChoice(
        rows=slugs(FundingStream.objects, "name"), everything="All funding streams", label="Funding stream"
    )
    year = YearSlug(rows=year_slugs, everything="All years", label="Financial year")
    priority = priority_choice()
    soc = strand_choice()
    kind = SlugChoice(rows=lambda: CONDITION_KINDS, everything="All kinds", label="Kind of condition")
    standing = SlugChoice(rows=lambda: STANDING_CHOICES, everything="All standings", label="Standing")

    def found(self) -> Obligations:
        """Of a valid form: the obligations in force that meet everything asked."""
        everything, wanted = self.of_any_standing(), self.cleaned_data["standing"]
        return everything.standing(wanted, london_today()) if wanted else everything

    def of_any_standing(self) -> Obligations:
        """The same, wherever they stand."""
        asked, found = self.cleaned_data, public_obligations(**self.narrowed_to)
        if of_decisions := {OF_ITS_DECISION[name]: asked[name] for name in OF_ITS_DECISION if asked[name]}:
            awards = ListedAward.objects.filter(**of_decisions)
            found = found.filter(pk__in=of_awards(awards.values("award")).values("pk"))
        return found

    def totals(self) -> Rows:
        """What is kept of how these stand, where it is; or else themselves."""
        of_decisions = any(self.cleaned_data[name] for name in OF_ITS_DECISION)
        return self.of_any_standing() if of_decisions else public_totals(**self.narrowed_to)

    @cached_property
    def narrowed_to(self) -> dict[str, Any]:
        asked = self.cleaned_data
        return {
            "partnership": row_of(Partnership.objects, asked["partnership"]),
            "stream": row_of(FundingStream.objects, asked["stream"]),
            "year": asked["year"],
            "kind": asked["kind"],
        }

    @property
    def wanted_standing(self) -> str:
        """As people read it; empty where any is."""
        return dict(STANDING_CHOICES).get(self.cleaned_data["standing"], "")

    def awards(self) -> QuerySet[Any, Any] | None:
        """Of a valid form: the awards (ids) that conditions are asked of; None where these are all."""
        asked = self.cleaned_data
        paths = {"partnership": "partnership__slug", "stream": "stream__slug", "year": "year", **OF_ITS_DECISION}
        wanted = {path: asked[name] for name, path in paths.items() if asked[name]}
        return ListedAward.objects.filter(**wanted).values("award") if wanted else None


class OtherMoneyFilter(QueryForm):
    button = "Show"

    kind = SlugChoice(rows=lambda: [(kind, KINDS[kind]) for kind in OTHER_MONEY], everything="All kinds", label="Kind")
    year = YearSlug(
        rows=lambda: ((year.slug, str(year)) for year in other_years()), everything="All years", label="Financial year"
    )

    def found(self) -> ListingQuerySet:
        """Of a valid form: the decisions about money that is no grant."""
        asked = {"kind": self.cleaned_data["kind"], "other_year": self.cleaned_data["year"]}
        found = Listing.objects.other_money().filter(**{name: value for name, value in asked.items() if value})
        return found.without_words().newest_first()


class AllocationFilter(QueryForm):
    stream = SlugChoice(
        rows=slugs(FundingStream.objects, "name"), everything="All funding streams", label="Funding stream"
    )
    year = YearSlug(
        rows=lambda: ((year.slug, str(year)) for year in allocated_years()),
        everything="All years",
        label="Financial year",
    )

    def found(self) -> QuerySet[Allocation]:
        """Of a valid form: the allocations that meet everything asked."""
        asked = {"stream__slug": self.cleaned_data["stream"], "year": self.cleaned_data["year"]}
        return Allocation.objects.filter(**{name: value for name, value in asked.items() if value})


class ObjectiveFilter(QueryForm):
    plan = SlugChoice(rows=slugs(Plan.objects, "name"), everything="All plans", label="Plan")

    def found(self) -> QuerySet[Priority]:
        """Of a valid form: the objectives of one plan, or of all."""
        plan = self.cleaned_data["plan"]
        rows = Priority.objects.select_related("plan")
        return rows.filter(plan__slug=plan) if plan else rows


def allocated_years() -> Iterable[FinancialYear]:
    return Allocation.objects.order_by("-year").values_list("year", flat=True).distinct()
