"""What may happen to conditions: the only code of this package that writes."""
