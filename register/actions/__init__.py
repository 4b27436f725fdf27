"""Everything that passes the one-way door, and what leads up to it: the only code that writes here."""

from .approval import approve, return_decision, send_for_approval
from .importing import draft_from_notice
from .listing import rebuild_listing
from .publishing import publish, withdraw
from .varying import vary_awards

__all__ = [
    "approve",
    "draft_from_notice",
    "publish",
    "rebuild_listing",
    "return_decision",
    "send_for_approval",
    "vary_awards",
    "withdraw",
]
