"""The admin pages of this floor."""

from . import letters, office_data, people, records

__all__ = ["letters", "office_data", "people", "records"]
