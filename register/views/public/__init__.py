"""The pages that everybody reads. They show what has been published, reference data, and how conditions stand."""

from .browse import (
    partnership_detail,
    partnership_list,
    recipient_detail,
    recipient_list,
    stream_detail,
    stream_list,
    year_detail,
    year_list,
)
from .conditions import condition_list
from .data import (
    awards_csv,
    awards_json,
    awards_xlsx,
    conditions_csv,
    data,
    decisions_csv,
    giving_json,
    transparency_csv,
)
from .decisions import decision_detail
from .feeds import decision_feed
from .finding import decision_list, decision_list_csv, decision_list_json
from .formats import decision_json, decision_pdf, version_json
from .papers import paper_detail
from .posts_and_priorities import decision_maker_detail, decision_maker_list, priority_detail, priority_list
from .scrutiny import panel, return_detail, return_list, withheld
from .start import home
from .versions import version_changes, version_detail, version_list
from .wayfinding import sitemap

__all__ = [
    "awards_csv",
    "awards_json",
    "awards_xlsx",
    "condition_list",
    "conditions_csv",
    "data",
    "decision_detail",
    "decision_feed",
    "decision_json",
    "decision_list",
    "decision_list_csv",
    "decision_list_json",
    "decision_maker_detail",
    "decision_maker_list",
    "decision_pdf",
    "decisions_csv",
    "giving_json",
    "home",
    "panel",
    "paper_detail",
    "partnership_detail",
    "partnership_list",
    "priority_detail",
    "priority_list",
    "recipient_detail",
    "recipient_list",
    "return_detail",
    "return_list",
    "sitemap",
    "stream_detail",
    "stream_list",
    "transparency_csv",
    "version_changes",
    "version_detail",
    "version_json",
    "version_list",
    "withheld",
    "year_detail",
    "year_list",
]
