"""By what published decisions can be browsed: the makers, priorities and strands that they name."""

from django.db import connection

from register.models import ListedMaker, ListedPriority, ListedStrand

# From one value to the next by an index, so that as many rows are read as there are values, and not all rows.
DIFFERENT = """
    WITH RECURSIVE found AS (
        (SELECT slug, {label} AS label FROM {table} ORDER BY 1, 2 LIMIT 1)
        UNION ALL
        SELECT next.* FROM found, LATERAL (
            SELECT slug, {label} FROM {table} WHERE (slug, {label}) > (found.slug, found.label) ORDER BY 1, 2 LIMIT 1
        ) next
    )
    SELECT slug, label FROM found ORDER BY label, slug
"""
LABELS = {ListedMaker: "title", ListedPriority: "name", ListedStrand: "name"}


def listed_names(model: type[ListedMaker | ListedPriority | ListedStrand]) -> list[tuple[str, str]]:
    """Each once, by what it is called: the slug, and the name or title."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENT.format(table=model._meta.db_table, label=LABELS[model]))
        return list(cursor.fetchall())
