"""Everything that may happen on the ground floor: the only code that writes there."""

from .awards import award, change_award, remove_award, vary
from .decisions import draft, open_for_editing, require_editor, revise, seat_decision_makers, touched
from .diary import record
from .reference import add_membership, add_person, change_password, end_membership, keep_reference, post_titled

__all__ = [
    "add_membership",
    "add_person",
    "award",
    "change_award",
    "change_password",
    "draft",
    "end_membership",
    "keep_reference",
    "open_for_editing",
    "post_titled",
    "record",
    "remove_award",
    "require_editor",
    "revise",
    "seat_decision_makers",
    "touched",
    "vary",
]
