"""The admin pages of this floor."""

from . import letters, people, records, reference

__all__ = ["letters", "people", "records", "reference"]
