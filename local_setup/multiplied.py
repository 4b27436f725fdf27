"""A register of any size: every row that the invented decisions have brought is copied, with numbers and names of its
own; the notices are chained as publishing chains them.

Copied inside the database, thousands of decisions in a statement, so that none of them is sent to it.
"""

import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import rfc8785
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction

from conditions.models import StandingTotal
from grants.models import ReferenceCounter
from local_setup.invented import MARK, PATTERNS, Inventor, syllables
from register.models import ListedWord, Listing, Notice
from register.notices.chain import chain_digest, metadata
from register.notices.verification import newest

Model = type[models.Model]
ONCE = (ReferenceCounter, StandingTotal)  # what copies have no more of, or is added up from them
AT_ONCE = 100  # copies in one transaction
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""
OF_STATEMENTS = """
    SELECT tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger
    WHERE tgrelid = ANY(%s::regclass[]) AND NOT tgisinternal AND (tgtype & 1) = 0
"""
# It saves two thirds of the time: no row is asked whether those it names exist, and no event raises the edition.
# For a role that may say so. What adds up whole statements goes on.
UNCHECKED = "SET LOCAL session_replication_role = replica"
MAY_LEAVE_UNCHECKED = "SELECT has_parameter_privilege('session_replication_role', 'SET')"
TEXTS = ("text", "varchar", "jsonb", "tsvector")
# The copies being made: their numbers, from 1, and what stands in each of them for the mark.
COPIES = "unnest(%s::bigint[], %s::text[]) AS copies (k, word)"
LINKS = (
    "unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[]) "
    "AS links (place, new_salt, new_digest, previous, chained)"
)
LINKED = {
    "sequence": "place",
    "salt": "decode(new_salt, 'hex')",
    "document_digest": "new_digest",
    "previous_digest": "previous",
    "chain_digest": "chained",
}
Link = tuple[int, str, str, str, str]


def fill(decisions: int, inventor: Inventor, writers: int = 1) -> None:
    """Publish the patterns, and copy them until there are so many decisions, by so many connections at once."""
    before = highest()
    inventor.publish_all()
    copier = Copier(before)
    copies = decisions // PATTERNS
    batches = [range(first, min(first + AT_ONCE, copies)) for first in range(1, copies, AT_ONCE)]
    with ThreadPoolExecutor(writers) as threads, copier.swift():
        spread = threads.map if writers > 1 else map
        for first in range(0, len(batches), writers):
            chained = [(batch, copier.chained(batch)) for batch in batches[first : first + writers]]
            list(spread(copier.copy, chained))
    settle()


def highest() -> dict[Model, int]:
    """The highest number of a row in each table that numbers its rows."""
    numbered = [each for each in apps.get_models(include_auto_created=True) if is_numbered(each)]
    return {each: each._base_manager.aggregate(top=models.Max("pk"))["top"] or 0 for each in numbered}  # noqa: SLF001


def is_numbered(model: Model) -> bool:
    return isinstance(model._meta.pk, models.AutoField)


def settle() -> None:
    """The next numbers follow the highest ones, and none is given twice."""
    with connection.cursor() as cursor:
        for model, top in highest().items():
            of = [model._meta.db_table, model._meta.pk.column]
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), GREATEST(%s, nextval(pg_get_serial_sequence(%s, %s))))",
                [*of, top, *of],
            )


class Copier:
    """Copies the rows that were added since the tables ended at `before`. In copy `k` each number is higher by `k`
    times the highest number of its table."""

    def __init__(self, before: dict[Model, int]) -> None:
        self.before = before
        after = highest()
        self.steps = {each: after[each] for each in after if after[each] > before[each] and each not in ONCE}
        self.notices = list(Notice.objects.select_related("decision"))
        self.documents = [rfc8785.dumps(each.document_data) for each in self.notices]
        last = newest()
        self.length, self.digest = (last.sequence, last.chain_digest) if last else (0, "")
        self.is_unchecked = False

    @contextmanager
    def swift(self) -> Iterator[None]:
        """Indexes are made when all rows are there, which takes a fraction of the time; constraints stay."""
        tables = [[each._meta.db_table for each in self.steps]]
        with connection.cursor() as cursor:
            cursor.execute(MAY_LEAVE_UNCHECKED)
            self.is_unchecked = cursor.fetchone()[0]
            if not self.is_unchecked:
                yield
                return
            cursor.execute(OF_STATEMENTS, tables)
            triggers = [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for table, name in cursor.fetchall()]
            cursor.execute(INDEXES, tables)
            indexes = dict(cursor.fetchall())
            cursor.execute("; ".join([*triggers, *(f"DROP INDEX {name}" for name in indexes)]))
            yield
            cursor.execute("; ".join(["SET maintenance_work_mem = '512MB'", *indexes.values()]))
            cursor.execute("; ".join(each.replace(" ALWAYS", "") for each in triggers))

    def chained(self, numbers: Sequence[int]) -> list[Link]:
        return [link for k in numbers for link in self.links(k, syllables(k))]

    @transaction.atomic
    def copy(self, chained: tuple[Sequence[int], list[Link]]) -> None:
        numbers, links = chained
        copies: list[Any] = [[*numbers], [syllables(each) for each in numbers]]
        with connection.cursor() as cursor:
            if self.is_unchecked:
                cursor.execute(UNCHECKED)
            for model in self.steps:
                linked = [list(column) for column in zip(*links, strict=True)] if model is Notice else []
                cursor.execute(self.statement(model), [*copies, *linked])
            cursor.execute(self.words(), copies)

    def statement(self, model: Model) -> str:
        fields = {str(each.column): self.copied(each) for each in model._meta.concrete_fields}
        for each in model._meta.private_fields:
            if isinstance(each, GenericForeignKey):
                fields[each.fk_field] = self.of_any_table(each)
        table, pk = model._meta.db_table, model._meta.pk.column
        source = f"{table}, {COPIES}"
        if model is Listing:
            fields["first_sequence"] = f"first_sequence + k * {self.length}"
        if model is Notice:
            fields |= LINKED
            source = f"{table} CROSS JOIN {COPIES} JOIN {LINKS} ON place = sequence + k * {self.length}"
        return (
            f"INSERT INTO {table} ({', '.join(fields)}) SELECT {', '.join(fields.values())} FROM {source} "  # noqa: S608 - names of our tables
            f"WHERE {table}.{pk} > {self.before[model]} AND {table}.{pk} <= {self.steps[model]}"
        )

    def copied(self, field: Any) -> str:
        """What stands in a column of a copy."""
        target = field.model if field.primary_key else field.related_model
        if target in self.steps:
            column, step = field.column, self.steps[target]
            return f"{column} + CASE WHEN {column} > {self.before[target]} THEN k * {step} ELSE 0 END"
        kind = field.db_type(connection)
        return f"{renamed_in_sql(field.column)}::{kind}" if kind.startswith(TEXTS) else str(field.column)

    def of_any_table(self, field: GenericForeignKey) -> str:
        kinds = ContentType.objects.get_for_models(*self.steps)
        cases = " ".join(f"WHEN {kinds[model].pk} THEN k * {step}" for model, step in self.steps.items())
        return f"{field.fk_field} + CASE {field.ct_field}_id {cases} ELSE 0 END"

    def links(self, k: int, word: str) -> Iterator[Link]:
        """Of the notices of one copy: their places in the chain, salts and digests."""
        for notice, document in zip(self.notices, self.documents, strict=True):
            salt, previous = secrets.token_bytes(16), self.digest
            digest = sha256(salt + renamed(document.decode(), word).encode()).hexdigest()
            facts = metadata(
                sequence=notice.sequence + k * self.length,
                reference=renamed(notice.reference, word),
                version=notice.version,
                kind=notice.kind,
                note=renamed(notice.note, word),
                published_at=notice.published_at,
            )
            self.digest = chain_digest(previous, digest, facts)
            yield facts["sequence"], salt.hex(), digest, previous, self.digest

    def words(self) -> str:
        """The words of the copies alone, which may be suggested."""
        table = ListedWord._meta.db_table
        return (
            f"INSERT INTO {table} (word, stem) SELECT {renamed_in_sql('listed.word')}, {renamed_in_sql('stem')} "  # noqa: S608
            f"FROM {table} AS listed, {COPIES} WHERE listed.word LIKE '%%{MARK}%%' ON CONFLICT DO NOTHING"
        )


def renamed(text: str, word: str) -> str:
    return text.replace(MARK, word).replace(MARK.upper(), word.upper())


def renamed_in_sql(column: str) -> str:
    return f"replace(replace({column}::text, '{MARK}', copies.word), '{MARK.upper()}', upper(copies.word))"
