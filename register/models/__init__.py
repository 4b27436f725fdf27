"""What has been published.

Public pages read the notices, the listing, office data and conditions/standing.py, and nothing else.
"""

from .accounts import AccountDraft, AccountTakeDown, YearAccount
from .approvals import ApprovedDocument
from .award_totals import AwardTotal
from .forward_plan import PlanChange, PlannedDecision
from .listing import (
    ListedAward,
    ListedMaker,
    ListedPriority,
    ListedStrand,
    ListedVariationLine,
    ListedWord,
    Listing,
    ListingQuerySet,
)
from .notices import Notice, Redaction
from .public_lists import PublicList
from .saved_views import SavedView
from .scrutiny import Body, Meeting, MeetingItem, Recommendation, RecommendationQuerySet, ScrutinyEntry
from .subsidies import SubsidyEntry
from .take_downs import TakeDown
from .timestamps import Timestamp
from .withdrawals import Withdrawal

__all__ = [
    "AccountDraft",
    "AccountTakeDown",
    "ApprovedDocument",
    "AwardTotal",
    "Body",
    "ListedAward",
    "ListedMaker",
    "ListedPriority",
    "ListedStrand",
    "ListedVariationLine",
    "ListedWord",
    "Listing",
    "ListingQuerySet",
    "Meeting",
    "MeetingItem",
    "Notice",
    "PlanChange",
    "PlannedDecision",
    "PublicList",
    "Recommendation",
    "RecommendationQuerySet",
    "Redaction",
    "SavedView",
    "ScrutinyEntry",
    "SubsidyEntry",
    "TakeDown",
    "Timestamp",
    "Withdrawal",
    "YearAccount",
]
