"""Everything that passes the one-way door, and what leads up to it: the only code that writes here."""

from .approval import approve, return_decision, send_for_approval
from .copying import copy
from .following import ask_to_follow, confirm, send_digests, stop_following
from .importing import FromNotice, draft_from_notice, draft_from_notices
from .listing import rebuild_listing
from .past import draft_next, draft_spreadsheet, recheck, take_spreadsheet, undo_next
from .past_publishing import acknowledge_finds, finds_of, publish_next, send_spreadsheet, try_refused
from .publishing import publish, withdraw
from .redacting import ask_for_redaction, redact
from .varying import vary_awards
from .withholding import acknowledge, lift, withhold

__all__ = [
    "FromNotice",
    "acknowledge",
    "acknowledge_finds",
    "approve",
    "ask_for_redaction",
    "ask_to_follow",
    "confirm",
    "copy",
    "draft_from_notice",
    "draft_from_notices",
    "draft_next",
    "draft_spreadsheet",
    "finds_of",
    "lift",
    "publish",
    "publish_next",
    "rebuild_listing",
    "recheck",
    "redact",
    "return_decision",
    "send_digests",
    "send_for_approval",
    "send_spreadsheet",
    "stop_following",
    "take_spreadsheet",
    "try_refused",
    "undo_next",
    "vary_awards",
    "withdraw",
    "withhold",
]
