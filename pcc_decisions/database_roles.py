"""What each role of the database may do, as SQL: the owner makes tables (migrations), the application works with rows,
the public role reads the register and nothing else.

What a trigger refuses, the application has no right to either; and no more than the owner can it switch a trigger off.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps

from conditions.models.returns import PUBLIC_OF_FIGURE, PUBLIC_OF_RETURN
from grants.models import plan_take_downs, plans
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
# What the public pages read.
PUBLIC = (
    *("register.Notice", "register.YearAccount", "register.Redaction", "register.Listing", "register.ListedAward"),
    *("register.AwardTotal", "conditions.StandingTotal"),
    *("register.ListedMaker", "register.ListedPriority", "register.ListedStrand", "register.ListedVariationLine"),
    *("register.ListedWord", "register.PlannedDecision", "register.PlanChange", "register.Body", "register.Meeting"),
    *("register.MeetingItem", "register.Recommendation", "register.ScrutinyEntry", "register.Timestamp"),
    *("conditions.Obligation", "conditions.Condition", "conditions.Assessment", "conditions.Interpretation"),
    *("conditions.LaterDate", "conditions.Payment", "conditions.PaymentDue", "conditions.AwardInForce"),
    *(
        "conditions.AwardResult",
        "conditions.AwardEnd",
        "grants.Decision",
        "grants.Award",
        "grants.Allocation",
        "grants.FundingStream",
    ),
    *(
        "grants.Organisation",
        "grants.OtherName",
        "grants.Partnership",
        "grants.Plan",
        "grants.PlanVersion",
        "grants.Post",
    ),
    *("grants.Priority", "grants.Principle", "grants.SocTheme", "grants.StandardMeasure", "grants.StoredFile"),
    *("grants.PublicEdition", "grants.SampleMark", "public.Place", "public.SearchTerm"),
)
# Of these only some columns: not why something was taken down, and by whom; nor what a return says to the office.
PUBLIC_PARTS = {
    "grants.PlanTakeDown": plan_take_downs.PUBLIC_COLUMNS,
    "register.AccountTakeDown": accounts.PUBLIC_COLUMNS,
    "conditions.MonitoringReturn": PUBLIC_OF_RETURN,
    "conditions.ReturnFigure": PUBLIC_OF_FIGURE,
}
OF_A_PUBLISHED_DECISION = (
    "EXISTS (SELECT FROM grants_decision d WHERE d.id = decision_id AND d.published_at IS NOT NULL)"
)
# Rows of working tables that it reads: what has been published. The rest does not exist for it.
PUBLISHED = {
    "grants.Decision": "published_at IS NOT NULL",
    "grants.Award": OF_A_PUBLISHED_DECISION,
    "conditions.Condition": OF_A_PUBLISHED_DECISION,
    "register.ScrutinyEntry": "published_at IS NOT NULL",
    "conditions.MonitoringReturn": "accepted_at IS NOT NULL",
    "conditions.ReturnFigure": (
        "EXISTS (SELECT FROM conditions_monitoringreturn r WHERE r.id = monitoring_return_id"
        " AND r.accepted_at IS NOT NULL)"
    ),
}
MIGRATIONS = "django_migrations"


def making(application: str, public: str) -> Iterator[str]:
    """To be run once by a superuser; the passwords are given with \\password."""
    for name, options in ((application, "LOGIN BYPASSRLS"), (public, "LOGIN")):
        exists = f"SELECT FROM pg_roles WHERE rolname = '{name}'"
        yield f"DO $$ BEGIN IF NOT EXISTS ({exists}) THEN CREATE ROLE {name} {options}; END IF; END $$"
    yield f"ALTER ROLE {public} SET default_transaction_read_only = on"


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
    yield f"GRANT SELECT ON {', '.join([*tables(PUBLIC), MIGRATIONS])} TO {public}"
    for name, columns in PUBLIC_PARTS.items():
        yield f"GRANT SELECT ({', '.join(columns)}) ON {table(name)} TO {public}"
    for name, rows in PUBLISHED.items():
        yield f"ALTER TABLE {table(name)} ENABLE ROW LEVEL SECURITY"
        yield f"DROP POLICY IF EXISTS what_is_published ON {table(name)}"
        yield f"CREATE POLICY what_is_published ON {table(name)} FOR SELECT TO {public} USING ({rows})"


def table(name: str) -> str:
    return str(apps.get_model(name)._meta.db_table)


def tables(names: Iterable[str]) -> Iterator[str]:
    """With those that join them to each other, many to many."""
    named = [apps.get_model(name) for name in names]
    for model in named:
        yield model._meta.db_table
        joins: Any = [field for field in model._meta.local_many_to_many if field.related_model in named]
        yield from (field.remote_field.through._meta.db_table for field in joins)
