"""The lists of awards and of payments."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from conditions.models import Payment
from grants.models import Award, Decision
from grants.years import london_today
from register.office_lists.decisions import State, decision_words
from register.office_lists.declared import ListColumn, ListFilter, OfficeList, at, field_is, text_at
from register.office_lists.filters import owner_filter, partnership_filter, stream_filter, year_filter
from register.office_lists.sums import sum_of


def awards() -> QuerySet[Award]:
    paid = sum_of(Payment.objects.all(), "amount", by="award")
    shown = ("decision", "recipient", "partnership", "stream", "in_force")
    ends = ("end__carried_over_by", "end__repurposed_by")
    return Award.objects.select_related(*shown, *ends).annotate(paid=paid)


def award_words(words: str) -> Q:
    return Q(decision__in=Decision.objects.filter(decision_words(words)).values("pk")) | Q(title__icontains=words)


AWARDS = OfficeList(
    name="awards",
    title="Awards",
    row_name="award",
    about="Every award, those of drafts included. “As it stands” is as published, with later variations; it is empty "
    "while nothing of the award is in force.",
    find="Find by reference, number elsewhere, title or recipient",
    rows=awards,
    words=award_words,
    address=lambda award: reverse("office:decision_detail", args=[award.decision.reference]) + "#awards",
    columns=(
        ListColumn("Award", lambda award: f"{award.decision.reference}, award {award.number}", "decision__reference"),
        ListColumn("Recipient", text_at("recipient"), "recipient__name", is_prose=True),
        ListColumn("Partnership", text_at("partnership.district"), "partnership__district"),
        ListColumn("Funding stream", text_at("stream"), "stream__name"),
        ListColumn("Financial year", text_at("year"), "year"),
        ListColumn("In its decision", at("amount"), "amount"),
        ListColumn("As it stands", at("in_force.amount"), "in_force__amount"),
        ListColumn("Paid", at("paid"), "paid"),
        ListColumn("Underspend", at("end.underspend"), "end__underspend"),
        ListColumn("Not settled", at("end.unsettled"), ""),
        ListColumn("State", at("decision.get_state_display"), "decision__state"),
    ),
    filters=(
        stream_filter(field_is("stream__slug")),
        year_filter(lambda year: Q(year=year)),
        partnership_filter(field_is("partnership__slug")),
        ListFilter("state", "State of its decision", "Any state", lambda: State.choices, field_is("decision__state")),
    ),
)


PAYMENTS = OfficeList(
    name="payments",
    title="Payments made",
    row_name="payment",
    about="Money paid, as recorded. What was recorded wrongly stays, with the row below zero that takes it back.",
    find="Find by reference, number elsewhere, title or recipient",
    rows=lambda: Payment.objects.select_related(
        *("award__decision", "award__recipient", "award__stream", "award__partnership", "recorded_by")
    ),
    words=lambda words: Q(award__in=Award.objects.filter(award_words(words)).values("pk")),
    address=lambda payment: reverse("office:decision_detail", args=[payment.award.decision.reference]) + "#payments",
    columns=(
        ListColumn(
            "Award",
            lambda each: f"{each.award.decision.reference}, award {each.award.number}",
            "award__decision__reference",
        ),
        ListColumn("Recipient", text_at("award.recipient"), "award__recipient__name", is_prose=True),
        ListColumn("Funding stream", text_at("award.stream"), "award__stream__name"),
        ListColumn("Financial year", text_at("award.year"), "award__year"),
        ListColumn("Paid on", at("paid_on"), "paid_on"),
        ListColumn("Amount", at("amount"), "amount"),
        ListColumn("Recorded by", text_at("recorded_by"), "recorded_by__name"),
        ListColumn("Recorded on", lambda each: london_today(each.recorded_at), "recorded_at"),
    ),
    filters=(
        stream_filter(field_is("award__stream__slug")),
        year_filter(lambda year: Q(award__year=year)),
        partnership_filter(field_is("award__partnership__slug")),
        owner_filter("Recorded by", field_is("recorded_by")),
    ),
)
