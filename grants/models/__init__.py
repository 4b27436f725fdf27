"""The models of grants: people, the diary, organisations, plans, money, decisions and their awards."""

from .comments import Comment
from .decisions import Award, Decision, DecisionMaker, ReferenceCounter
from .diary import Event
from .editions import PublicEdition
from .files import StoredFile
from .kept_texts import KeptText
from .letters import Letter
from .measures import Measure, StandardMeasure
from .money import Allocation, FundingStream
from .organisations import Organisation, Partnership
from .other_names import OtherName
from .papers import InternalPaper, Paper, PaperAcknowledgement
from .people import Membership, Role, User
from .plan_drafts import PlanDraft
from .plan_take_downs import PlanTakeDown
from .plans import Plan, PlanKind, PlanVersion, Principle, Priority
from .posts import Post
from .published_rows import PublishedRows
from .sample import SampleMark
from .security_log import SecurityEntry
from .soc import FourPs, SocTheme
from .splits import Split
from .subscriptions import Subscription
from .variations import VariationLine
from .withholding import Acknowledgement, Ground, WarningAnswer, Withholding

__all__ = [
    "Acknowledgement",
    "Allocation",
    "Award",
    "Comment",
    "Decision",
    "DecisionMaker",
    "Event",
    "FourPs",
    "FundingStream",
    "Ground",
    "InternalPaper",
    "KeptText",
    "Letter",
    "Measure",
    "Membership",
    "Organisation",
    "OtherName",
    "Paper",
    "PaperAcknowledgement",
    "Partnership",
    "Plan",
    "PlanDraft",
    "PlanKind",
    "PlanTakeDown",
    "PlanVersion",
    "Post",
    "Principle",
    "Priority",
    "PublicEdition",
    "PublishedRows",
    "ReferenceCounter",
    "Role",
    "SampleMark",
    "SecurityEntry",
    "SocTheme",
    "Split",
    "StandardMeasure",
    "StoredFile",
    "Subscription",
    "User",
    "VariationLine",
    "WarningAnswer",
    "Withholding",
]
