"""What has been published, and what was brought in to be published.

Public pages read the notices, the listing, reference data and conditions/standing.py, and nothing else.
"""

from .following import Subscription, new_token
from .imported import ImportedDecision, ImportedNotice, SpreadsheetImport
from .listing import ListedAward, ListedMaker, ListedPriority, ListedVariation, Listing, ListingQuerySet, search_query
from .notices import Notice, Redaction

__all__ = [
    "ImportedDecision",
    "ImportedNotice",
    "ListedAward",
    "ListedMaker",
    "ListedPriority",
    "ListedVariation",
    "Listing",
    "ListingQuerySet",
    "Notice",
    "Redaction",
    "SpreadsheetImport",
    "Subscription",
    "new_token",
    "search_query",
]
