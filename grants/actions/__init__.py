"""What may happen to decisions, awards, people and reference data: the only code of this package that writes."""
