"""What people ask of the register as a whole, which is no word of a decision, and the page that answers it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from public.search.reading import Typed
from register.models import PublicList
from register.search_words import alike

MOST = 3


class Answer(NamedTuple):
    """A page of the site, by the name of its address, with what that names and the question it is opened with."""

    label: str
    page: str
    args: tuple[str, ...] = ()
    query: str = ""

    @property
    def address(self) -> str:
        address = reverse(f"public:{self.page}", args=self.args)
        part = "#results" if self.page == "award_list" else ""  # past its form, which fills the screen of a telephone
        return f"{address}?{self.query}{part}" if self.query else address


LARGEST = Answer("Awards, the largest first", "award_list", query="sort=amount")
PAST_DUE = Answer("Conditions past due", "condition_list", query="standing=past_due")
NOT_MET = Answer("Conditions found not met, and what followed", "condition_list", query="standing=not_met")
LATE = Answer("Decisions published late", "list_detail", (PublicList.LATE,))
WITHDRAWN = Answer("Decisions that were withdrawn", "list_detail", (PublicList.WITHDRAWN,))
CORRECTED = Answer("Decisions that were corrected", "list_detail", (PublicList.CORRECTED,))
WITHHELD = Answer("Decisions of which something is withheld", "list_detail", (PublicList.WITHHELD,))
KEY = Answer("Key decisions, and the notice given of them", "list_detail", (PublicList.KEY,))
OPEN_CALL = Answer("Grants made after an open call for applications", "list_detail", (PublicList.OPEN_CALL,))
COMPARE = Answer("Partnerships, funding streams or years side by side", "compare")
KINDS = Answer("Awards added up by kind of recipient", "award_list", query="by=recipient_kind")
RECIPIENTS = Answer("Awards added up by recipient", "award_list", query="by=recipient")
STREAMS = Answer("Funding streams, with what was allocated and awarded", "stream_list")
MAKERS = Answer("Decision makers", "decision_maker_list")
OTHER_MONEY = Answer("Contracts and other money that is no grant", "other_money")
SCRUTINY = Answer("Scrutiny: who considered decisions, when, and what they recommended", "body_list")
RECOMMENDATIONS = Answer("Recommendations, and what was answered", "recommendation_list")
ANSWERED = Answer(
    "Recommendations that were answered, with the responses", "recommendation_list", query="show=answered"
)
UNANSWERED = Answer("Recommendations past their date without a response", "recommendation_list", query="show=past")
UNCONSIDERED = Answer("Decisions that no body has considered", "unconsidered_list")
SHARES = Answer("How shares were set, decision by decision", "list_detail", (PublicList.SHARES,))
OBJECTIVES = Answer("Priorities of plans, with the decisions that serve them", "priority_list")
YEARS = Answer("Yearly accounts: what was decided in a year, and what came of it", "year_list")
FORWARD = Answer("Forward plan: decisions that are intended", "forward_plan")
SOC = Answer("Serious and organised crime: the 4Ps and its themes", "soc_list")
PLANS = Answer("Plans and strategies, with the decisions that serve them", "plan_list")
MATCH = Answer("Conditions on match funding", "condition_list", query="kind=match")
RESULTS = Answer("What each grant has brought about", "result_list")
MISSED = Answer("Grants that missed their targets, and why", "result_list", query="target=missed")
PANEL = Answer("Decisions between two dates, for the panel", "panel")
DATA = Answer("The register as files", "data")
FOLLOW = Answer("New decisions by e-mail", "follow")
GUIDE: dict[str, Answer] = {
    **dict.fromkeys(("biggest", "largest", "highest", "most money", "top"), LARGEST),
    **dict.fromkeys(("overdue", "past due", "late conditions", "missed deadline", "missed deadlines"), PAST_DUE),
    **dict.fromkeys(("not met", "not meet", "not kept", "breached", "broken conditions", "failed"), NOT_MET),
    **dict.fromkeys(("clawback", "claw back", "repayment", "repayments", "repaid", "paid back"), NOT_MET),
    **dict.fromkeys(("match funding", "matched funding"), MATCH),
    **dict.fromkeys(("late decisions", "published late", "late publication", "delayed"), LATE),
    **dict.fromkeys(("withdrawn", "cancelled", "scrapped", "revoked"), WITHDRAWN),
    **dict.fromkeys(("corrected", "corrections", "mistakes"), CORRECTED),
    **dict.fromkeys(("withheld", "redacted", "secret", "confidential", "exempt"), WITHHELD),
    **dict.fromkeys(("key decision", "key decisions"), KEY),
    **dict.fromkeys(("apply", "applying", "open call", "open calls"), OPEN_CALL),
    **dict.fromkeys(("compare", "compared", "comparison", "versus", "vs", "per head", "per person"), COMPARE),
    **dict.fromkeys(("charities", "charity", "kind of recipient"), KINDS),
    **dict.fromkeys(("who got", "who gets", "who received", "who was paid", "recipients"), RECIPIENTS),
    **dict.fromkeys(("unspent", "underspend", "underspent", "left over", "budget", "allocations"), STREAMS),
    **dict.fromkeys(("who decides", "who decided", "decision maker", "decision makers"), MAKERS),
    **dict.fromkeys(("contract", "contracts", "procurement", "suppliers"), OTHER_MONEY),
    "panel": PANEL,
    **dict.fromkeys(("result", "results", "outcome", "outcomes", "targets"), RESULTS),
    **dict.fromkeys(("missed target", "missed targets", "missed their targets"), MISSED),
    **dict.fromkeys(("scrutiny", "scrutinised", "meeting", "meetings", "meet", "committee", "committees"), SCRUTINY),
    **dict.fromkeys(("recommendation", "recommendations", "recommended", "panel say", "panel said"), RECOMMENDATIONS),
    **dict.fromkeys(("answered", "response", "responses", "responded"), ANSWERED),
    **dict.fromkeys(("unanswered", "not answered", "no response"), UNANSWERED),
    **dict.fromkeys(("no body", "nobody looked", "not considered", "unconsidered", "not scrutinised"), UNCONSIDERED),
    **dict.fromkeys(("shares set", "share set", "divided", "split", "formula"), SHARES),
    **dict.fromkeys(("objective", "objectives", "priority", "priorities"), OBJECTIVES),
    **dict.fromkeys(
        ("yearly account", "yearly accounts", "annual report", "achieve", "achieved", "came of it", "came of the year"),
        YEARS,
    ),
    **dict.fromkeys(("forward plan", "upcoming", "planned decisions", "future decisions", "next decisions"), FORWARD),
    **dict.fromkeys(("plans", "strategy", "strategies", "police and crime plan", "crime plan"), PLANS),
    **dict.fromkeys(("soc", "organised crime", "4ps", "4 ps", "four ps"), SOC),
    **dict.fromkeys(("csv", "excel", "spreadsheet", "download", "api", "open data"), DATA),
    **dict.fromkeys(("email", "e-mail", "alerts", "subscribe", "newsletter"), FOLLOW),
}
PHRASES = {tuple(alike(word) for word in phrase.replace("-", " ").split()): answer for phrase, answer in GUIDE.items()}
WORDS = frozenset(word for phrase in PHRASES for word in phrase)
LONGEST = max(map(len, PHRASES))


def guide(typed: Sequence[Typed]) -> list[Answer]:
    """The pages that answer what was typed, in its order; nothing for what is in quotation marks or not wanted."""
    return list(dict.fromkeys([*between_days(typed), *answers(typed)]))[:MOST]


def between_days(typed: Sequence[Typed]) -> Iterator[Answer]:
    """Two days ask for what was decided between them."""
    days = [day for each in typed if (day := each.day)]
    if len(days) == 2:
        yield PANEL._replace(query=urlencode({"from": min(days), "to": max(days)}))


def answers(typed: Sequence[Typed]) -> Iterator[Answer]:
    said = [word for each in typed for word in (each.words if each.is_plain else ("",))]
    for start in range(len(said)):
        for end in range(start + 1, start + LONGEST + 1):
            if answer := PHRASES.get(tuple(said[start:end])):
                yield answer
