"""E-mail subscriptions to lists of the register."""
