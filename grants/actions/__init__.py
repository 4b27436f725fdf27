"""What may happen to decisions, awards, people and office data: the only code of this package that writes."""
