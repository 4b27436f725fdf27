"""The publish gate (domain §8): what a decision must have before it may be published, and what it is warned of."""
