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
