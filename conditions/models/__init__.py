"""Conditions, and whether they were met (domain §6, §7).

Conditions and match requirements are working rows of a decision. Obligations are born from a published notice and carry
its terms; contributions, shares and assessments are about obligations, so none of them ever concerns a draft.
"""

from .agreements import Agreement, AgreementTemplate
from .assessments import Assessment, Interpretation
from .awards import AwardInForce
from .calendars import CalendarKey
from .conditions import (
    REPORTING_KINDS,
    Condition,
    ConditionFields,
    ConditionKind,
    MatchRequirement,
    MatchSource,
    Per,
    StandardCondition,
)
from .contributions import Contribution, Share
from .ends import AwardEnd
from .evidence import Evidence
from .later_dates import LaterDate
from .obligations import Obligation, ObligationQuerySet
from .payments import FinanceColumn, Payment, PaymentDue, PaymentDueQuerySet
from .results import AwardResult
from .returns import MonitoringReturn, ReturnDraft, ReturnFigure
from .standing_totals import StandingTotal, StandingTotalQuerySet

__all__ = [
    "REPORTING_KINDS",
    "Agreement",
    "AgreementTemplate",
    "Assessment",
    "AwardEnd",
    "AwardInForce",
    "AwardResult",
    "CalendarKey",
    "Condition",
    "ConditionFields",
    "ConditionKind",
    "Contribution",
    "Evidence",
    "FinanceColumn",
    "Interpretation",
    "LaterDate",
    "MatchRequirement",
    "MatchSource",
    "MonitoringReturn",
    "Obligation",
    "ObligationQuerySet",
    "Payment",
    "PaymentDue",
    "PaymentDueQuerySet",
    "Per",
    "ReturnDraft",
    "ReturnFigure",
    "Share",
    "StandardCondition",
    "StandingTotal",
    "StandingTotalQuerySet",
]
