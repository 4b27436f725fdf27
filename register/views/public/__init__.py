"""The pages that everybody reads. They show what has been published, reference data, and how conditions stand."""

from .browse import (
    condition_list,
    partnership_detail,
    partnership_list,
    stream_detail,
    stream_list,
)
from .decisions import decision_detail, decision_list, home
from .versions import version_changes, version_detail, version_list

__all__ = [
    "condition_list",
    "decision_detail",
    "decision_list",
    "home",
    "partnership_detail",
    "partnership_list",
    "stream_detail",
    "stream_list",
    "version_changes",
    "version_detail",
    "version_list",
]
