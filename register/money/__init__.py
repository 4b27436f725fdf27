"""Money under control (domain §5): what is committed, what is left, and what a variation makes of an amount."""
