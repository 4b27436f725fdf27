"""Words planted in every column that is private, to be looked for wherever the public reads.

What is not declared public here is private. So a new column that a public page shows fails until somebody declares it;
and a table without rows is given one, so that no column is passed over.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone

APPS = ("grants", "conditions", "register", "intake", "public")
# Tables that are public whole: what notices say, what is made of them, office data, and what is entered to be public.
WHOLE = {
    *("register.Notice", "register.YearAccount", "register.Listing", "register.ListedAward", "register.ListedMaker"),
    *("register.ListedPriority", "register.ListedStrand", "register.ListedVariationLine", "register.ListedWord"),
    *("register.PlannedDecision", "register.PlanChange", "register.Body", "register.Meeting", "register.MeetingItem"),
    *(
        "register.Recommendation",
        "register.Timestamp",
        "register.AwardTotal",
        "conditions.StandingTotal",
        "conditions.AwardEnd",
        "conditions.AwardInForce",
        "conditions.AwardResult",
        "conditions.Assessment",
    ),
    *("conditions.Interpretation", "grants.FundingStream", "grants.Organisation", "grants.Partnership", "grants.Plan"),
    *("grants.PlanVersion", "grants.Priority", "grants.Principle", "grants.Post", "grants.SocTheme"),
    *("grants.Allocation", "grants.StandardMeasure", "public.SearchTerm", "public.Place"),
}
# Columns of others that are. Of a working row it is what names it; of a file, what its content is found and checked by.
PUBLIC = {
    "grants.Decision": {"reference"},
    "grants.StoredFile": {"content", "sha256", "content_type"},
    "conditions.Obligation": {
        "reference",
        "decision_title",
        "occurrence_label",
        "terms_data",
        "award_title",
        "settled",
    },
    "conditions.Payment": {"reason"},  # why it was made too early, or paid back
    "conditions.MonitoringReturn": {"reason"},  # why a later version of accepted figures was sent
}


def plant() -> dict[str, str]:
    """Put a word of its own into every private column of every row, whatever the triggers and constraints say; gives
    the column of each word."""
    planted = {}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in list(unguarded(cursor)):
            cursor.execute(statement)
        for model in tables():
            have_a_row(model)
        for number, column in enumerate(private_columns()):
            word = f"zq{number:03}qz"
            planted[word] = str(column)
            table, said = column.model._meta.db_table, value(column, word)
            cursor.execute(f"UPDATE {table} SET {column.column} = {said}")  # noqa: S608 - names of our own
    return planted


def unguarded(cursor) -> Iterator[str]:
    """What lets any word stand anywhere, until the transaction is rolled back."""
    cursor.execute(
        "SELECT conrelid::regclass, conname FROM pg_constraint"
        " WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
    )
    yield from (f'ALTER TABLE {table} DROP CONSTRAINT "{name}"' for table, name in cursor.fetchall())
    yield from (f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER" for model in tables())


def tables() -> Iterator[type[models.Model]]:
    for app in APPS:
        yield from apps.get_app_config(app).get_models()


def private_columns() -> Iterator[models.Field]:
    for model in tables():
        if model._meta.label not in WHOLE:
            yield from (each for each in texts(model) if each.name not in PUBLIC.get(model._meta.label, ()))


def texts(model: type[models.Model]) -> Iterator[models.Field]:
    """What holds words: text, lists of it, JSON and the names of files; not what is one of a few choices."""
    for field in model._meta.local_fields:
        inner = field.base_field if isinstance(field, ArrayField) else field
        is_text = isinstance(inner, models.CharField | models.TextField | models.JSONField | models.FileField)
        if is_text and not inner.choices:
            yield field


def value(column: models.Field, word: str) -> str:
    """The SQL of it; each row has another one, where a column says that it is unique."""
    inner = column.base_field if isinstance(column, ArrayField) else column
    own = f"'{word} ' || {column.model._meta.pk.column}"
    own = f"left({own}, {inner.max_length})" if inner.max_length else own
    if isinstance(column, models.JSONField):
        return f"jsonb_build_object('{word}', {own})"
    return f"ARRAY[{own}]" if inner is not column else own


def have_a_row(model: type[models.Model]) -> models.Model:
    """Any row of it; where there is none, one that hangs on the first row of each table that it refers to."""
    manager = model._base_manager
    if not manager.exists() and model._meta.label not in WHOLE:
        fields = [each for each in model._meta.local_fields if not each.primary_key or each.is_relation]
        manager.bulk_create([model(**{each.attname: anything(each) for each in fields})])
    return manager.order_by("pk").first()


def anything(field: models.Field) -> Any:
    if isinstance(field, models.ForeignKey):
        return have_a_row(field.related_model).pk if not field.null else None
    if field.has_default() or field.null:
        return field.get_default()
    if field.choices:
        return field.choices[0][0]
    kinds = {
        models.DateTimeField: timezone.now(),
        models.DateField: date(2024, 3, 1),
        models.DecimalField: Decimal(1),
        models.BinaryField: b"1",
        models.JSONField: {},
        ArrayField: [],
        models.FileField: "1",
        models.CharField: "1",
        models.TextField: "1",
    }
    return next((each for kind, each in kinds.items() if isinstance(field, kind)), 1)
