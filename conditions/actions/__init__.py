"""Everything that may happen to conditions: the only code that writes here."""

from .bulk import attach_to_new
from .calendars import make_calendar_key, revoke_calendar_key
from .conditions import attach, attach_standard, attach_standards, change_condition, remove_condition
from .contributions import change_contribution, record_contribution, share_out
from .evidence import add_evidence, offer
from .findings import assess, record_reading
from .obligations import Grant, forget_terms, raise_obligations
from .payments import correct_payment, record_payment
from .reports import Figures, submit_report
from .reviews import accept, return_sent
from .standards import write_version

__all__ = [
    "Figures",
    "Grant",
    "accept",
    "add_evidence",
    "assess",
    "attach",
    "attach_standard",
    "attach_standards",
    "attach_to_new",
    "change_condition",
    "change_contribution",
    "correct_payment",
    "forget_terms",
    "make_calendar_key",
    "offer",
    "raise_obligations",
    "record_contribution",
    "record_payment",
    "record_reading",
    "remove_condition",
    "return_sent",
    "revoke_calendar_key",
    "share_out",
    "submit_report",
    "write_version",
]
