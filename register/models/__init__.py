"""What has been published.

Public pages read the notices, the listing, office data and conditions/standing.py, and nothing else.
"""

from .listing import (
    ListedAward,
    ListedMaker,
    ListedPriority,
    ListedVariationLine,
    ListedWord,
    Listing,
    ListingQuerySet,
)
from .notices import Notice, Redaction

__all__ = [
    "ListedAward",
    "ListedMaker",
    "ListedPriority",
    "ListedVariationLine",
    "ListedWord",
    "Listing",
    "ListingQuerySet",
    "Notice",
    "Redaction",
]
