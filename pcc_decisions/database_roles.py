"""What each role of the database may do, as SQL: the owner makes tables (migrations), the application works with rows,
the public role reads the public columns of published rows and nothing else.

What a trigger refuses, the application has no right to either; and no more than the owner can it switch a trigger off.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, connections

from conditions.models.returns import PUBLIC_OF_FIGURE, PUBLIC_OF_RETURN
from grants.models import Organisation, plan_take_downs, plans
from register.models import accounts

# Tables of which nothing is changed, with the columns that a redaction, or putting out of sight, may.
KEPT = {
    "register.Notice": ("document_data", "salt", "taken_down_at", "papers_down"),
    "register.YearAccount": accounts.EMPTIED,
    "register.PlanChange": (),
    "register.Timestamp": (),
    "grants.Event": (),
    "grants.KeptText": ("content", "salt"),
    "grants.PlanVersion": plans.EMPTIED,
    "grants.SecurityEntry": (),
    "conditions.Assessment": ("reasons",),
    "conditions.Interpretation": ("reasons",),
    "conditions.Payment": ("reason",),
}
# Of which some rows may go, as their triggers say: the diary of a draft that is discarded, old lines of the log.
MAY_SHRINK = ("grants.Event", "grants.KeptText", "grants.SecurityEntry")
# What the public pages read whole.
PUBLIC = (
    *("register.Notice", "register.YearAccount", "register.Listing", "register.ListedAward", "register.AwardTotal"),
    *("register.ListedMaker", "register.ListedPriority", "register.ListedStrand", "register.ListedVariationLine"),
    *("register.ListedWord", "register.PlannedDecision", "register.PlanChange", "register.Body", "register.Meeting"),
    *("register.MeetingItem", "register.Recommendation", "register.Timestamp", "conditions.Assessment"),
    *("conditions.Interpretation", "conditions.PaymentDue", "conditions.AwardInForce", "conditions.AwardResult"),
    *("conditions.AwardEnd", "grants.Allocation", "grants.FundingStream", "grants.Organisation", "grants.OtherName"),
    *("grants.Partnership", "grants.Plan", "grants.PlanVersion", "grants.Post", "grants.Priority", "grants.Principle"),
    *("grants.SocTheme", "grants.StandardMeasure", "grants.PublicEdition", "grants.SampleMark", "public.Place"),
    "public.SearchTerm",
)
# What joins them to each other, and to what follows.
PUBLIC_JOINS = (
    *("register.MeetingItem.decisions", "register.MeetingItem.conditions", "register.MeetingItem.partnerships"),
    *("register.MeetingItem.plans", "grants.FundingStream.soc_themes", "grants.Partnership.soc_themes"),
    "conditions.Obligation.bound_awards",
)
# Of these it reads some columns alone; the others are empty for it: what is being worked on, why, and by whom.
PUBLIC_PARTS = {
    "grants.Decision": ("id", "reference", "published_at"),
    "grants.Award": ("id", "decision_id", "number"),
    "grants.StoredFile": ("id", "content", "content_type", "size", "sha256"),
    "grants.PlanTakeDown": plan_take_downs.PUBLIC_COLUMNS,
    "register.AccountTakeDown": accounts.PUBLIC_COLUMNS,
    "register.Redaction": ("id", "notice_id", "reasons_of_id", "asked_at", "carried_out_at"),
    "register.ScrutinyEntry": ("id", "kind", "deed", "thing_id", "published_at"),
    "conditions.Condition": ("id", "decision_id", "number"),
    "conditions.Obligation": (
        *(
            "id",
            "condition_id",
            "reference",
            "decision_title",
            "award_id",
            "partnership_id",
            "year",
            "occurrence_number",
        ),
        *(
            "occurrence_label",
            "due_on",
            "later_date_id",
            "terms_data",
            "award_title",
            "award_amount",
            "award_starts_on",
        ),
        *("award_ends_on", "is_withheld", "is_taken_down", "lapsed_at", "settled", "required", "evidenced"),
        *("evidenced_in_kind", "in_kind_apart", "turn", "turn_since", "last_sent_at", "streams"),
    ),
    "conditions.StandingTotal": (
        *("id", "cell", "year", "partnership_id", "is_withheld", "streams", "kind", "settled", "turn", "turn_since"),
        *("due_on", "number", "required", "evidenced", "evidenced_in_kind", "covered", "missing", "match_grant"),
    ),
    "conditions.LaterDate": (
        "id",
        "obligation_id",
        "published_due_on",
        "instead_of",
        "granted_on",
        "answer_reason",
        "answered_at",
    ),
    "conditions.Payment": ("id", "award_id", "amount", "paid_on", "reason", "reverses_id", "recorded_at"),
    "conditions.MonitoringReturn": PUBLIC_OF_RETURN,
    "conditions.ReturnFigure": PUBLIC_OF_FIGURE,
}
OF_A_PUBLISHED_DECISION = (
    "EXISTS (SELECT FROM grants_decision d WHERE d.id = decision_id AND d.published_at IS NOT NULL)"
)
# Rows that it reads, where that is not all: what has been published, and nobody who is an individual. The rest does not
# exist for it.
ROWS = {
    "grants.Decision": "published_at IS NOT NULL",
    "grants.Award": OF_A_PUBLISHED_DECISION,
    "grants.Organisation": f"kind <> '{Organisation.Kind.INDIVIDUAL}'",
    "grants.OtherName": (
        "organisation_id IS NULL OR EXISTS (SELECT FROM grants_organisation o WHERE o.id = organisation_id)"
    ),
    "conditions.Condition": OF_A_PUBLISHED_DECISION,
    "register.ScrutinyEntry": "published_at IS NOT NULL",
    "conditions.LaterDate": "granted_on IS NOT NULL",
    "conditions.MonitoringReturn": "accepted_at IS NOT NULL",
    "conditions.ReturnFigure": (
        "EXISTS (SELECT FROM conditions_monitoringreturn r WHERE r.id = monitoring_return_id"
        " AND r.accepted_at IS NOT NULL)"
    ),
}
# Where its connections look first: a view for each table of which it reads a part, in the table's own shape.
VIEWS = "published"
MIGRATIONS = "django_migrations"


def making(application: str, public: str) -> Iterator[str]:
    """To be run once by a superuser; the passwords are given with \\password."""
    for name, options in ((application, "LOGIN BYPASSRLS"), (public, "LOGIN")):
        exists = f"SELECT FROM pg_roles WHERE rolname = '{name}'"
        yield f"DO $$ BEGIN IF NOT EXISTS ({exists}) THEN CREATE ROLE {name} {options}; END IF; END $$"
    yield f"ALTER ROLE {public} SET default_transaction_read_only = on"
    yield f"ALTER ROLE {public} SET search_path = {VIEWS}, public"


def granting(application: str, public: str) -> Iterator[str]:
    """To be run by the owner, and again after each migration."""
    yield f"GRANT USAGE ON SCHEMA public TO {application}, {public}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {application}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {application}"
    yield f"REVOKE INSERT, UPDATE, DELETE ON {MIGRATIONS} FROM {application}"
    for name, columns in KEPT.items():
        refused = "UPDATE" if name in MAY_SHRINK else "UPDATE, DELETE"
        yield f"REVOKE {refused} ON {table(name)} FROM {application}"
        if columns:
            yield f"GRANT UPDATE ({', '.join(columns)}) ON {table(name)} TO {application}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {public}"
    yield f"GRANT SELECT ON {', '.join([*map(table, PUBLIC), *map(joining, PUBLIC_JOINS), MIGRATIONS])} TO {public}"
    yield from views(public)
    for name, rows in ROWS.items():
        yield f"ALTER TABLE {table(name)} ENABLE ROW LEVEL SECURITY"
        yield f"DROP POLICY IF EXISTS what_is_published ON {table(name)}"
        yield f"CREATE POLICY what_is_published ON {table(name)} FOR SELECT USING ({rows})"


def views(public: str) -> Iterator[str]:
    """They do what whoever reads them may do, so they add nothing to the rights on columns and rows. Their schema is
    the owner's, whose migrations take it away."""
    yield f"DROP SCHEMA IF EXISTS {VIEWS} CASCADE"
    owner = f"(SELECT tableowner FROM pg_tables WHERE tablename = '{MIGRATIONS}')"  # noqa: S608 - names of our own
    yield f"DO $$ BEGIN EXECUTE format('CREATE SCHEMA {VIEWS} AUTHORIZATION %I', {owner}); END $$"
    yield f"GRANT USAGE ON SCHEMA {VIEWS} TO {public}"
    for name, columns in PUBLIC_PARTS.items():
        yield f"GRANT SELECT ({', '.join(columns)}) ON {table(name)} TO {public}"
        shown = f"SELECT {', '.join(shape(name, columns))} FROM public.{table(name)}"  # noqa: S608 - names of our own
        yield f"CREATE VIEW {VIEWS}.{table(name)} WITH (security_invoker = on) AS {shown}"
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA {VIEWS} TO {public}"


def shape(name: str, columns: Iterable[str]) -> Iterator[str]:
    """Every column, so that the application finds its table; one that is not public is empty."""
    for field in apps.get_model(name)._meta.local_fields:
        yield field.column if field.column in columns else f"NULL::{field.db_type(connection)} AS {field.column}"


def taken_away(*, using: str, plan: Sequence[Any], **_sent: Any) -> None:
    """No column can be changed that a view shows: before a migration the views go, until the SQL is run again."""
    if plan:
        with connections[using].cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {VIEWS} CASCADE")


def table(name: str) -> str:
    return str(apps.get_model(name)._meta.db_table)


def joining(name: str) -> str:
    """The table of what is many to many, like "register.MeetingItem.plans"."""
    model, _, field = name.rpartition(".")
    many: Any = apps.get_model(model)._meta.get_field(field)
    return str(many.remote_field.through._meta.db_table)
