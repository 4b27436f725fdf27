"""Triggers that several tables share: what is written once is never changed, deleted or emptied."""

import pgtrigger

REFUSE = """
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
"""


def not_emptied() -> pgtrigger.Trigger:
    """TRUNCATE is refused."""
    return pgtrigger.Trigger(
        name="not_emptied", level=pgtrigger.Statement, when=pgtrigger.Before, operation=pgtrigger.Truncate, func=REFUSE
    )


def append_only() -> tuple[pgtrigger.Trigger, ...]:
    """UPDATE, DELETE and TRUNCATE are refused."""
    changes = pgtrigger.Update | pgtrigger.Delete
    return (
        pgtrigger.Trigger(name="append_only", when=pgtrigger.Before, operation=changes, func=REFUSE),
        not_emptied(),
    )


def emptied_only(*columns: str, when: str = "TRUE", free: tuple[str, ...] = ()) -> tuple[pgtrigger.Trigger, ...]:
    """As `append_only`, except that these columns may be emptied, all of them at once, `when` that holds: redaction.
    The columns of `free` are no part of what is kept, and may change."""
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
        pgtrigger.Trigger(name="append_only", when=pgtrigger.Before, operation=changes, func=allow + REFUSE),
        not_emptied(),
    )
