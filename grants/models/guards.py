"""Triggers that several tables share: what is written once is never changed, deleted or emptied."""

import pgtrigger

# What stands where a text was redacted.
REDACTED = "Redacted"

REFUSE = """
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
"""


def not_emptied() -> pgtrigger.Trigger:
    """TRUNCATE is refused."""
    return pgtrigger.Trigger(
        name="not_emptied", level=pgtrigger.Statement, when=pgtrigger.Before, operation=pgtrigger.Truncate, func=REFUSE
    )


# What is kept about a decision goes with it, if it is discarded before it was ever published.
OF_AN_UNPUBLISHED_DECISION = """
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM grants_decision WHERE id = OLD.decision_id AND published_at IS NULL
    ) THEN
        RETURN OLD;
    END IF;
"""


def redacted_only(column: str) -> tuple[pgtrigger.Trigger, ...]:
    """As `append_only`, except that a redaction may put its own words in the place of a text, and nothing else."""
    return append_only(
        unless=f"""
    IF TG_OP = 'UPDATE' AND OLD.{column} <> '' AND NEW.{column} LIKE '{REDACTED}: %'
            AND to_jsonb(NEW) - '{column}' = to_jsonb(OLD) - '{column}' THEN
        RETURN NEW;
    END IF;
"""
    )


def append_only(*, unless: str = "") -> tuple[pgtrigger.Trigger, ...]:
    """UPDATE, DELETE and TRUNCATE are refused; `unless` is SQL that lets some of it be."""
    changes = pgtrigger.Update | pgtrigger.Delete
    return (
        pgtrigger.Trigger(name="append_only", when=pgtrigger.Before, operation=changes, func=unless + REFUSE),
        not_emptied(),
    )


def emptied_only(
    *columns: str, when: str = "TRUE", free: tuple[str, ...] = (), unless: str = ""
) -> tuple[pgtrigger.Trigger, ...]:
    """As `append_only` (`unless` as there), except that these columns may be emptied, all of them at once, `when` that
    holds: redaction. The columns of `free` are no part of what is kept, and may change."""
    emptied = " AND ".join(f"OLD.{column} IS NOT NULL AND NEW.{column} IS NULL" for column in columns)
    rest = "".join(f" - '{column}'" for column in columns)
    allow = f"""
    IF TG_OP = 'UPDATE' AND {emptied} AND to_jsonb(NEW){rest} = to_jsonb(OLD){rest} AND {when} THEN
        RETURN NEW;
    END IF;
    """
    if free:
        kept = "".join(f" - '{column}'" for column in free)
        allow += f"""
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW){kept} = to_jsonb(OLD){kept} THEN
        RETURN NEW;
    END IF;
    """
    changes = pgtrigger.Update | pgtrigger.Delete
    return (
        pgtrigger.Trigger(name="append_only", when=pgtrigger.Before, operation=changes, func=unless + allow + REFUSE),
        not_emptied(),
    )
