"""What leads to a notice, and what may happen to one: the only code of this package that writes."""
