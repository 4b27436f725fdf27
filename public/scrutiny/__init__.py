"""The monthly statutory return, and the panel's pack."""
