"""What may happen to what is brought in: the only code of this package that writes."""
