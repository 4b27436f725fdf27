"""The officers' pages for conditions."""

from .attaching import condition_attach, condition_edit, condition_new, condition_remove
from .findings import obligation_detail, reading_record
from .money import contribution_edit, contribution_share, payment_correct, payment_new, report_new
from .overview import obligation_list
from .review import contribution_detail, evidence_detail, evidence_file, report_detail, review_list

__all__ = [
    "condition_attach",
    "condition_edit",
    "condition_new",
    "condition_remove",
    "contribution_detail",
    "contribution_edit",
    "contribution_share",
    "evidence_detail",
    "evidence_file",
    "obligation_detail",
    "obligation_list",
    "payment_correct",
    "payment_new",
    "reading_record",
    "report_detail",
    "report_new",
    "review_list",
]
