"""What else is called so: partnerships, recipients, streams, priorities, posts and years, each with a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils.text import capfirst, slugify

from grants.models.money import FundingStream
from grants.models.organisations import Organisation, Partnership
from grants.models.plans import Priority
from grants.models.soc import FourPs, SocTheme
from public.search.question import Question
from register.models import ListedAward, ListedMaker, Listing

MOST = 8
LABELS = {
    "partnership": "partnership",
    "recipient": "recipient",
    "stream": "funding stream",
    "priority": "priority",
    "soc": "serious and organised crime",
    "decision_maker": "decision maker",
    "year": "financial year",
}


@dataclass(frozen=True)
class Also:
    kind: str
    slug: str
    name: str

    @property
    def label(self) -> str:
        return LABELS[self.kind]

    @property
    def address(self) -> str:
        return reverse(f"public:{self.kind}_detail", args=[self.slug])


def also(question: Question) -> list[Also]:
    """What is called so, the shortest names first."""
    if not question.is_name:
        return []
    if year := question.year:
        return [Also("year", year.slug, str(year))] if Listing.objects.in_year(year).exists() else []
    first, *others = named(question)
    found = {Also(*row) for row in first.union(*others)} | {*strands_named(question)}
    return sorted(found, key=lambda each: (len(each.name), each.name, each.kind))[:MOST]


def strands_named(question: Question) -> Iterator[Also]:
    """The one of the 4Ps that is all that was typed, and themes that are called so."""
    yield from (Also("soc", each.value, each.label) for each in FourPs if each.value == question.text.strip().lower())
    themes = SocTheme.objects.annotate(names=SearchVector("name", config="english")).filter(names=question.for_names)
    yield from (Also("soc", slugify(each.name), capfirst(each.name)) for each in themes)


def named(question: Question) -> Iterator[QuerySet[Any, Any]]:
    """Of each kind, what is called so, also by another name: its kind, its slug and its name."""
    paid = Organisation.objects.exclude(kind=Organisation.Kind.INDIVIDUAL)
    paid = paid.filter(Exists(ListedAward.objects.filter(recipient=OuterRef("pk"))))
    also_known = ("other_names__name",)
    for kind, rows, name, others in (
        ("partnership", Partnership.objects.all(), "name", ("district", "gss_code", "csp_code", *also_known)),
        ("recipient", paid, "name", ("identifier", "merged__name", *also_known)),
        ("stream", FundingStream.objects.all(), "name", also_known),
        ("priority", Priority.objects.all(), "name", ()),
        ("decision_maker", ListedMaker.objects.all(), "title", ()),
    ):
        names = rows.order_by().annotate(names=SearchVector(name, *others, config="english"), of_kind=Value(kind))
        yield names.filter(names=question.for_names).values_list("of_kind", F("slug"), F(name))
