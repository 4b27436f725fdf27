"""Everything that may happen on the ground floor: the only code that writes there."""

from .awards import award, award_many, change_award, change_awards, remove_award, vary, vary_many
from .bulk import NewDraft, draft_past, tell_drafted
from .decisions import draft, open_for_editing, require_editor, revise, seat_decision_makers, touched
from .diary import record
from .files import store_file
from .letters import choose_letters, send_letters, try_again, write_letters
from .organisations import add_organisation
from .papers import add_paper, change_paper, remove_paper
from .public_notes import refuse_personal_data
from .reference import (
    add_membership,
    add_person,
    change_password,
    change_person,
    end_membership,
    keep_reference,
    post_titled,
)

__all__ = [
    "NewDraft",
    "add_membership",
    "add_organisation",
    "add_paper",
    "add_person",
    "award",
    "award_many",
    "change_award",
    "change_awards",
    "change_paper",
    "change_password",
    "change_person",
    "choose_letters",
    "draft",
    "draft_past",
    "end_membership",
    "keep_reference",
    "open_for_editing",
    "post_titled",
    "record",
    "refuse_personal_data",
    "remove_award",
    "remove_paper",
    "require_editor",
    "revise",
    "seat_decision_makers",
    "send_letters",
    "store_file",
    "tell_drafted",
    "touched",
    "try_again",
    "vary",
    "vary_many",
    "write_letters",
]
