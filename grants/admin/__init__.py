"""The admin pages of this floor."""

from . import letters, office_data, people, records, security_log

__all__ = ["letters", "office_data", "people", "records", "security_log"]
