"""The terms of a condition in words."""

from calendar import month_name, monthrange

from django.utils.text import get_text_list

from conditions.match import Basis, InKind
from conditions.models import MatchSource, Per
from conditions.schedule import Schedule
from conditions.terms import ConditionTerms, MatchTerms
from grants.formatting import day, pounds

ORDINARY_YEAR = 2023  # one without a 29 February
OF_THE_AWARD = "the award’s own dates, or else its financial year"


def basis(match: MatchTerms) -> str:
    """What a match is a figure of: "100% of the grant", "20% of the total cost of the project", "a fixed £5,000.00"."""
    if match.basis == Basis.FIXED:
        return f"a fixed {pounds(match.figure)}"
    whole = "the grant" if match.basis == Basis.GRANT_PERCENT else "the total cost of the project"
    return f"{match.figure.normalize():f}% of {whole}"


def without_conditions(kind: str) -> str:
    """Said of a decision of this kind that lists no condition: money that is received may have those of the giver."""
    own = " of its own" if kind == "external" else ""
    return f"No conditions{own} are attached to this decision."


def sources(match: MatchTerms) -> str:
    """Who may contribute, on one line."""
    return get_text_list([str(MatchSource(source).label).lower() for source in match.sources], "or")


def in_kind_rule(match: MatchTerms) -> str:
    """Whether staff time, goods and premises count, and up to what share of the match."""
    cap = f", up to {match.in_kind_cap.normalize():f}% of the match" if match.in_kind_cap else ""
    return f"{InKind(match.in_kind).label}{cap}"


def match_period(match: MatchTerms) -> str:
    """The days between which it must be spent, as the condition states them; what it leaves open is the award's."""
    starts, ends = day(match.starts_on), day(match.ends_on)
    if not (starts or ends):
        return f"within {OF_THE_AWARD}, and until the due date at least"
    if not ends:
        return f"from {starts} to the last day of {OF_THE_AWARD}, or to the due date if that is later"
    return f"from {starts or f'the first day of {OF_THE_AWARD}'} to {ends}"


def how_often(terms: ConditionTerms) -> str:
    """When a condition falls due: "each year, on a date: 31 March"."""
    label = str(Schedule(terms.schedule).label)
    yearly = day_of_year(terms.due_day, terms.due_month) if terms.due_day and terms.due_month else ""
    when = day(terms.due_on) or yearly or (f"{terms.due_days} days" if terms.due_days else "")
    return f"{label}: {when}" if when else label


def day_of_year(number: int, month: int) -> str:
    """A day of every year; one that no such month of an ordinary year has is its last."""
    is_last = number > monthrange(ORDINARY_YEAR, month)[1]
    return f"the last day of {month_name[month]}" if is_last else f"{number} {month_name[month]}"


def falls_due_for(per: str) -> str:
    return str(Per(per).label)
