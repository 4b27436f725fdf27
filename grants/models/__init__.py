"""What is true on the ground floor: people, the diary, organisations, plans, money, decisions and their awards."""

from .decisions import Award, Decision, DecisionMaker, ReferenceCounter, VariationLine
from .diary import Event
from .money import Allocation, FundingStream
from .organisations import Organisation, Partnership
from .people import Membership, Role, User
from .plans import Plan, Principle, Priority, SocTheme
from .posts import Post

__all__ = [
    "Allocation",
    "Award",
    "Decision",
    "DecisionMaker",
    "Event",
    "FundingStream",
    "Membership",
    "Organisation",
    "Partnership",
    "Plan",
    "Post",
    "Principle",
    "Priority",
    "ReferenceCounter",
    "Role",
    "SocTheme",
    "User",
    "VariationLine",
]
