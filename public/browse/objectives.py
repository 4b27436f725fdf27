"""From an objective of a plan, or a strand of the work against serious and organised crime, to the decisions that name
it, and their money."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, F, OuterRef, Sum
from django.urls import reverse
from django.utils.text import capfirst, slugify

from conditions.results import ResultSum, public_results, results_together
from grants.models.money import ZERO, FundingStream
from grants.models.organisations import Partnership
from grants.models.plans import Priority
from grants.models.soc import FourPs, SocTheme
from public.browse.charts import Bar, bars
from public.browse.money import Money
from register.models import ListedAward, ListedPriority, ListedStrand, ListedVariationLine, Listing, ListingQuerySet
from register.models.listing import DIFFERENCE

MOST_OVERSEEN = 10  # decisions on the page of a strand
# The four strands of the strategy against serious and organised crime, in its order, and what each is about.
STRANDS = {
    FourPs.PURSUE: "Bringing to justice, and disrupting, those who take part in serious and organised crime.",
    FourPs.PREVENT: "Keeping people from taking part in it.",
    FourPs.PROTECT: "Making people, places and businesses harder for it to reach.",
    FourPs.PREPARE: "Reducing what harm it does where it takes place, victims' support among it.",
}


@dataclass(frozen=True)
class Objective:
    """An objective, how many published decisions serve it, and their money. A decision may serve several: then all of
    its money counts under each."""

    priority: Priority
    decision_count: int
    money: Money
    results: Sequence[ResultSum] = ()

    @property
    def url(self) -> str:
        return reverse("public:priority_detail", args=[self.priority.slug])


@dataclass(frozen=True)
class Strand:
    """One of the 4Ps or a theme, and the same of it."""

    slug: str
    name: str
    decision_count: int
    money: Money

    @property
    def is_one_of_four(self) -> bool:
        return self.slug in FourPs.values

    @property
    def kind(self) -> str:
        return "4Ps" if self.is_one_of_four else "Theme"

    @property
    def meaning(self) -> str:
        return STRANDS[FourPs(self.slug)] if self.is_one_of_four else ""

    @property
    def url(self) -> str:
        return reverse("public:soc_detail", args=[self.slug])


def served(priorities: Iterable[Priority]) -> list[Objective]:
    """Each of them with its decisions and their money, which is `money_of` these, asked for all of them at once."""
    priorities = list(priorities)
    slugs = [each.slug for each in priorities]
    counts, money = counted(ListedPriority, slugs), money_by_slug(ListedPriority, slugs)
    return [Objective(each, counts.get(each.slug, 0), money.get(each.slug, Money())) for each in priorities]


def with_results(objectives: Iterable[Objective]) -> list[Objective]:
    """Each with what its decisions have brought about, by the measures of the library: two queries for each."""
    return [
        replace(each, results=results_of_decisions(Listing.objects.filter(priorities__slug=each.priority.slug)))
        for each in objectives
    ]


def results_of_decisions(decisions: ListingQuerySet) -> list[ResultSum]:
    return results_together(public_results(references=decisions.order_by().values("reference")))


def largest_first(objectives: Iterable[Objective]) -> list[Bar]:
    """What each gets as it stands."""
    found = sorted((each for each in objectives if each.decision_count), key=lambda each: -each.money.stands)
    return bars((each.priority.name, each.url, each.money.stands) for each in found)


def strands(slug: str = "") -> list[Strand]:
    """The 4Ps, then themes: of the office, and by names of their day those of decisions. Or the one of a slug."""
    return called({each: name for each, name in strand_names() if not slug or each == slug})


def called(names: Mapping[str, str]) -> list[Strand]:
    """Each of these, by its short name and its name."""
    counts, money = counted(ListedStrand, names), money_by_slug(ListedStrand, names)
    return [Strand(each, name, counts.get(each, 0), money.get(each, Money())) for each, name in names.items()]


def strand_names() -> Iterator[tuple[str, str]]:
    yield from ((each.value, str(each.label)) for each in STRANDS)
    listed = ListedStrand.objects.order_by("slug").values_list("slug", "name").distinct()
    themes = {slug: name for slug, name in listed if slug not in FourPs.values}
    themes |= {slugify(name): name for name in SocTheme.objects.values_list("name", flat=True)}
    yield from sorted(((slug, capfirst(name)) for slug, name in themes.items()), key=lambda each: each[1])


@dataclass(frozen=True)
class Oversight:
    """Who oversees the work of a decision, a stream or a partnership, in words; empty where that is not recorded."""

    name: str
    url: str
    words: str


def oversight(slug: str, decisions: ListingQuerySet) -> Iterator[Oversight]:
    """Of the streams and partnerships that name a strand, and of the newest decisions that say who oversees them."""
    for rows, page in ((FundingStream.objects, "stream_detail"), (Partnership.objects, "partnership_detail")):
        for each in rows.prefetch_related("soc_themes"):
            if slug in dict(each.strands):
                yield Oversight(each.name, reverse(f"public:{page}", args=[each.slug]), each.soc_governance)
    said = decisions.filter(notice__document_data__record__has_key="soc_governance").without_words()
    for listing in said.select_related("notice").newest_first()[:MOST_OVERSEEN]:
        page = reverse("public:decision_detail", args=[listing.reference])
        yield Oversight(listing.title, page, listing.notice.document.text("soc_governance"))


Named = type[ListedPriority] | type[ListedStrand]


def counted(model: Named, slugs: Collection[str]) -> Mapping[str, int]:
    """How many published decisions name each."""
    return dict(model.objects.filter(slug__in=slugs).order_by().values_list("slug").annotate(Count("pk")))


def money_by_slug(model: Named, slugs: Collection[str]) -> Mapping[str, Money]:
    """What the decisions come to that name each."""
    named = model._meta.get_field("listing").remote_field.related_name
    path = f"listing__{named}__slug"
    own = ListedAward.objects.filter(**{f"{path}__in": slugs}).order_by()
    own_money = own.values_list(path).annotate(Sum("amount"), Sum("current_amount"))
    lines = ListedVariationLine.objects.standing().order_by().filter(**{f"{path}__in": slugs})
    of_own = model.objects.filter(slug=OuterRef("slug"), listing__awards__award=OuterRef("award"))
    changed = lines.values_list(path).annotate(decided=Sum(DIFFERENCE))
    apart = lines.annotate(slug=F(path)).filter(~Exists(of_own))
    money = {slug: Money(*sums) for slug, *sums in own_money}
    for slug, decided in changed:
        money[slug] = money.get(slug, Money()) + Money(decided, ZERO)
    for slug, stands in apart.values_list(path).annotate(Sum("current_difference")):
        money[slug] = money.get(slug, Money()) + Money(ZERO, stands)
    return money
