"""The admin pages of this floor."""

from . import people, records, reference

__all__ = ["people", "records", "reference"]
