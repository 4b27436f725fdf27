"""Everything that may happen to conditions: the only code that writes here."""

from .conditions import attach, attach_standard, attach_standards, change_condition, remove_condition
from .contributions import accept, record_contribution, return_contribution, share_out
from .findings import assess, record_reading
from .library import write_version
from .obligations import follow_amounts, raise_obligations

__all__ = [
    "accept",
    "assess",
    "attach",
    "attach_standard",
    "attach_standards",
    "change_condition",
    "follow_amounts",
    "raise_obligations",
    "record_contribution",
    "record_reading",
    "remove_condition",
    "return_contribution",
    "share_out",
    "write_version",
]
