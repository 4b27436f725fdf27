"""The list of decisions, with whatever is known of them."""

from typing import Any

from django.db.models import Case, DateTimeField, F, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from grants.models import Award, Decision, VariationLine
from grants.record import OTHER_MONEY
from register.office_lists.declared import ListColumn, ListFilter, OfficeList, at, field_is, text_at
from register.office_lists.filters import owner_filter, partnership_filter, stream_filter, year_filter
from register.office_lists.sums import NOTHING, POUNDS, days_since, sum_of

State = Decision.State


SINCE = Case(
    When(state=State.DRAFT, then=F("created_at")),
    When(state=State.SENT, then=F("sent_at")),
    When(state=State.APPROVED, then=F("approved_at")),
    default=None,
    output_field=DateTimeField(null=True),
)
OTHER = Case(
    *(When(kind=kind, then=Coalesce(F(amount), NOTHING)) for kind, (_, amount, _) in OTHER_MONEY.items()),
    default=NOTHING,
    output_field=POUNDS,
)


def decisions() -> QuerySet[Decision]:
    money = sum_of(Award.objects.all(), "amount", by="decision") + OTHER
    money += sum_of(VariationLine.objects.all(), F("new_amount") - F("base_amount"), by="decision")
    return Decision.objects.select_related("owner").annotate(sum=money, since=SINCE)


def decision_words(words: str) -> Q:
    """By any of its numbers, here or elsewhere, its title, or whom it pays."""
    numbers = Q(reference__icontains=words) | Q(external_reference__iexact=words) | Q(own_number__iexact=words)
    elsewhere = Q(published_elsewhere_url__iregex=rf"=0*{int(words)}(\D|$)") if words.isdecimal() else Q()
    paid = Award.objects.filter(named("recipient__", words)).values("decision")
    others = Q(supplier__icontains=words) | Q(giver__icontains=words)
    return numbers | Q(title__icontains=words) | Q(pk__in=paid) | others | elsewhere


def named(path: str, words: str) -> Q:
    """An organisation at the end of the path is called so, by any of its names or identifiers."""
    names = ("name__icontains", "other_names__name__icontains", "merged__name__icontains")
    numbers = ("identifier__iexact", "registration_number__iexact")
    asked = Q()
    for lookup in (*names, *numbers):
        asked |= Q(**{path + lookup: words})
    return asked


def with_award(lookup: str) -> Any:
    return lambda value: Q(pk__in=Award.objects.filter(**{lookup: value}).values("decision"))


DECISIONS = OfficeList(
    name="decisions",
    title="Decisions of the office",
    row_name="decision",
    about="Amounts are those of the decision as the office works on it: of a variation, the difference it makes.",
    find="Find by reference, a number elsewhere, title or recipient",
    rows=decisions,
    words=decision_words,
    address=lambda decision: reverse("office:decision_detail", args=[decision.reference]),
    columns=(
        ListColumn("Reference", at("reference"), "reference"),
        ListColumn("Title", at("title"), "title", is_prose=True),
        ListColumn("Number elsewhere", at("external_reference"), "external_reference"),
        ListColumn("Decided on", at("decided_on"), "decided_on"),
        ListColumn("Amount", at("sum"), "sum"),
        ListColumn("State", at("get_state_display"), "state"),
        ListColumn("Owner", text_at("owner"), "owner__name"),
        ListColumn("Days in this state", lambda decision: days_since(decision.since), "since"),
    ),
    filters=(
        ListFilter("state", "State", "Any state", lambda: State.choices, field_is("state")),
        ListFilter("kind", "Kind", "All kinds", lambda: Decision.Kind.choices, field_is("kind")),
        stream_filter(with_award("stream__slug")),
        year_filter(with_award("year")),
        partnership_filter(with_award("partnership__slug")),
        owner_filter("Owner", field_is("owner")),
    ),
    page="decision_list",
)
