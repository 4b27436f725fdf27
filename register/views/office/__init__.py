"""The office's own pages: its front page, its decisions, their awards, and the money."""

from .awards import award_edit, award_grid, award_new, award_remove
from .decisions import (
    decision_approve,
    decision_copy,
    decision_detail,
    decision_list,
    decision_publish,
    decision_return,
    decision_send,
    decision_withdraw,
)
from .home import home
from .many_awards import award_all_partnerships, award_paste
from .money import budget_list
from .varying import decision_vary

__all__ = [
    "award_all_partnerships",
    "award_edit",
    "award_grid",
    "award_new",
    "award_paste",
    "award_remove",
    "budget_list",
    "decision_approve",
    "decision_copy",
    "decision_detail",
    "decision_list",
    "decision_publish",
    "decision_return",
    "decision_send",
    "decision_vary",
    "decision_withdraw",
    "home",
]
