"""The lists of conditions as they fall due, and of contributions."""

from typing import Any

from django.db.models import Case, Q, TextChoices, Value, When
from django.urls import reverse

from conditions.models import ConditionKind, Contribution, Obligation
from conditions.schedule import due_state
from conditions.standing_states import STANDING_CHOICES, StandingState, standing_filter
from grants.years import london_today
from register.office_lists.declared import ListColumn, ListFilter, OfficeList, at, field_is, text_at
from register.office_lists.filters import partnership_filter, stream_filter, year_filter
from register.office_lists.sums import days_since


def state_of(obligation: Obligation) -> str:
    return str(StandingState(obligation.settled or due_state(obligation.due_on, london_today())).label)


def days_past_due(obligation: Obligation) -> int | None:
    return max((london_today() - obligation.due_on).days, 0) or None if not obligation.settled else None


def what_it_asks(obligation: Obligation) -> str:
    return ": ".join(filter(None, (obligation.terms.title, obligation.occurrence_label)))


def of_stream(slug: str) -> Q:
    about = Obligation.bound_awards.through.objects.filter(award__in_force__stream__slug=slug)
    return Q(pk__in=about.values("obligation"))


CONDITIONS = OfficeList(
    name="conditions",
    title="Conditions as they fall due",
    row_name="condition",
    about="Each time that a condition falls due, as published. Amounts are those of match funding.",
    find="Find by reference or title",
    rows=lambda: Obligation.objects.in_force().select_related("partnership"),
    words=lambda words: Q(reference__icontains=words) | Q(decision_title__icontains=words),
    address=lambda obligation: reverse("office:obligation_detail", args=[obligation.pk]),
    columns=(
        ListColumn("Condition", lambda each: f"{each.reference}, condition {each.terms.number}", "reference"),
        ListColumn("What it asks", what_it_asks, is_prose=True),
        ListColumn("Partnership", text_at("partnership.district"), "partnership__district"),
        ListColumn("Financial year", text_at("year"), "year"),
        ListColumn("Due on", at("due_on"), "due_on"),
        ListColumn("Standing", state_of),
        ListColumn("Days past due", days_past_due),
        ListColumn("Whose turn", lambda each: each.turn.capitalize(), "turn"),
        ListColumn("Match required", at("required"), "required"),
        ListColumn("Match evidenced", at("evidenced"), "evidenced"),
    ),
    filters=(
        ListFilter(
            *("state", "Standing", "Any standing", lambda: STANDING_CHOICES),
            lambda state: standing_filter(state, london_today()),
        ),
        ListFilter("kind", "Kind", "All kinds", lambda: ConditionKind.choices, field_is("terms_data__kind")),
        stream_filter(of_stream),
        year_filter(lambda year: Q(year=year)),
        partnership_filter(field_is("partnership__slug")),
    ),
    order=("settled", "due_on", "pk"),  # those without a finding first
)


class Stands(TextChoices):
    WAITING = "waiting", "Waiting for the office"
    PROMISED = "promised", "Promised, not spent yet"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
    TAKEN_BACK = "taken_back", "Taken back"


STANDS = Case(
    When(taken_back_at__isnull=False, then=Value(Stands.TAKEN_BACK)),
    When(accepted_at__isnull=False, then=Value(Stands.ACCEPTED)),
    When(returned_at__isnull=False, then=Value(Stands.RETURNED)),
    When(spent_on=None, then=Value(Stands.PROMISED)),
    default=Value(Stands.WAITING),
)


def waiting_days(contribution: Contribution) -> int | None:
    return days_since(contribution.sent_at) if contribution.awaits_review and contribution.spent_on else None


def sent_for(lookup: str) -> Any:
    return lambda value: Q(pk__in=Contribution.objects.filter(**{f"shares__obligation__{lookup}": value}).values("pk"))


CONTRIBUTIONS = OfficeList(
    name="contributions",
    title="Contributions",
    row_name="contribution",
    about="What partnerships offer as match, however it is shared out. Only what is accepted counts as evidenced.",
    find="Find by what it is, or the reference of its decision",
    rows=lambda: Contribution.objects.select_related("partnership", "sent_by").annotate(stands=STANDS),
    words=lambda words: Q(description__icontains=words) | sent_for("reference__icontains")(words),
    address=lambda contribution: reverse("office:contribution_detail", args=[contribution.pk]),
    columns=(
        ListColumn("Contribution", at("description"), "description", is_prose=True),
        ListColumn("Partnership", text_at("partnership.district"), "partnership__district"),
        ListColumn("Amount", at("amount"), "amount"),
        ListColumn("Kind", lambda each: "In kind" if each.is_in_kind else "Cash", "is_in_kind"),
        ListColumn("Spent on", at("spent_on"), "spent_on"),
        ListColumn("Stands", lambda each: Stands(each.stands).label),
        ListColumn("Sent by", text_at("sent_by"), "sent_by__name"),
        ListColumn("Sent on", lambda each: london_today(each.sent_at), "sent_at"),
        ListColumn("Days waiting", waiting_days),
    ),
    filters=(
        ListFilter("state", "Stands", "All", lambda: Stands.choices, field_is("stands")),
        ListFilter(
            *("kind", "Kind", "Cash and in kind", lambda: [("cash", "Cash"), ("in-kind", "In kind")]),
            lambda kind: Q(is_in_kind=kind == "in-kind"),
        ),
        year_filter(sent_for("year")),
        partnership_filter(field_is("partnership__slug")),
    ),
)
