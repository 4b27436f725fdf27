"""The yearly accounts as a table of open data: the figures of each, objective by objective, as they were on its day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from public.open_data.columns import CellKind, DataColumn, DataTable
from public.open_data.tables import address
from register.account_document import AccountFigures, ResultEntry
from register.models import YearAccount

NUMBER, POUNDS, DAY = CellKind.NUMBER, CellKind.POUNDS, CellKind.DAY


@dataclass(frozen=True)
class AccountRow:
    """One line of an account: an objective, or what `objective` says where it is none; and a result in it."""

    account: YearAccount
    drawn_up_on: date
    objective: str
    figures: AccountFigures
    slug: str = ""
    plan: str = ""
    result: ResultEntry | None = None

    def url(self) -> str:
        return address("year_report_version", self.account.year.slug, self.account.version)


def account_rows(accounts: Iterable[YearAccount]) -> Iterator[AccountRow]:
    """Of each account its objectives, the decisions that name none, and all together, each decision once."""
    for account in accounts:
        document = account.document
        day = document.drawn_up_on
        for each in document.objectives:
            yield AccountRow(account, day, each.name, each.figures, each.slug, each.plan)
        yield AccountRow(account, day, "No objective named", document.without_objective)
        yield AccountRow(account, day, "All decisions, each counted once", document.together)


def result_rows(accounts: Iterable[YearAccount]) -> Iterator[AccountRow]:
    """Of each line of an account, each measure that is added up."""
    for row in account_rows(accounts):
        yield from (replace(row, result=each) for each in row.figures.added_up)


WHICH = (
    DataColumn("financial_year", "1 April to 31 March, written 2023/24.", "account.year", CellKind.YEAR),
    DataColumn("version", "The version of the account.", "account.version", NUMBER),
    DataColumn("drawn_up_on", "The day of its figures.", "drawn_up_on", DAY),
    DataColumn("objective", "The name of the objective, or which decisions the row is of.", "objective"),
    DataColumn("plan", "The plan of the objective.", "plan"),
    DataColumn("slug", "The short name of the objective.", "slug", refers_to="objectives"),
)
URL = DataColumn("url", "The page of the account.", "url")

YEARLY_ACCOUNTS = DataTable(
    "yearly-accounts",
    "Yearly accounts",
    "The newest account of each financial year, a row for each objective; figures as they were on the day on which it "
    "was drawn up. A decision may serve several objectives: only the rows of all decisions may be added up.",
    (
        *WHICH,
        DataColumn("decisions", "How many decisions were taken in the year.", "figures.decisions", NUMBER),
        DataColumn("decided", "Their money as decided, in pounds.", "figures.decided", POUNDS),
        DataColumn("stands", "Their money as it stood on the day, in pounds.", "figures.stands", POUNDS),
        DataColumn("match_required", "The match required, in pounds.", "figures.match_required", POUNDS),
        DataColumn("match_evidenced", "The match evidenced, in pounds.", "figures.match_evidenced", POUNDS),
        DataColumn("match_gap", "What each award still lacked, added up, in pounds.", "figures.match_gap", POUNDS),
        DataColumn("conditions_met", "Conditions found met.", "figures.conditions.met", NUMBER),
        DataColumn("conditions_waived", "Conditions waived.", "figures.conditions.waived", NUMBER),
        DataColumn("conditions_not_met", "Conditions found not met.", "figures.conditions.not_met", NUMBER),
        DataColumn("conditions_past_due", "Past due, without a finding.", "figures.conditions.past_due", NUMBER),
        DataColumn("conditions_not_yet_due", "Not yet due.", "figures.conditions.not_yet_due", NUMBER),
        DataColumn("ended", "Awards whose end of grant report was accepted by the day.", "figures.ends.ended", NUMBER),
        DataColumn("underspend", "What was left of them, in pounds.", "figures.ends.underspend", POUNDS),
        DataColumn("underspend_returned", "What of it was returned, in pounds.", "figures.ends.returned", POUNDS),
        DataColumn(
            "underspend_carried_over",
            "What of it variations carried over, in pounds.",
            "figures.ends.carried_over",
            POUNDS,
        ),
        DataColumn(
            "underspend_repurposed", "What of it got another purpose, in pounds.", "figures.ends.repurposed", POUNDS
        ),
        DataColumn("reached", "Measures of awards that reached the target.", "figures.results.reached", NUMBER),
        DataColumn("missed", "Measures of awards that missed it.", "figures.results.missed", NUMBER),
        DataColumn("incomplete", "Those with a figure missing.", "figures.results.incomplete", NUMBER),
        DataColumn("without_target", "Those without a target.", "figures.results.without_target", NUMBER),
        DataColumn("under_way", "Those of a year that was not over.", "figures.results.under_way", NUMBER),
        DataColumn("late", "Decisions published late, by the rule of this register.", "figures.late", NUMBER),
        DataColumn("exceeding", "Decisions past an allocation or a limit.", "figures.exceeding", NUMBER),
        DataColumn("recommended", "Recommendations made in the year.", "figures.recommendations.made", NUMBER),
        DataColumn("accepted", "Of these, accepted.", "figures.recommendations.accepted", NUMBER),
        DataColumn("accepted_in_part", "Of these, accepted in part.", "figures.recommendations.in_part", NUMBER),
        DataColumn("not_accepted", "Of these, not accepted.", "figures.recommendations.not_accepted", NUMBER),
        DataColumn("unanswered", "Of these, without a response.", "figures.recommendations.unanswered", NUMBER),
        URL,
    ),
)

YEARLY_RESULTS = DataTable(
    "yearly-account-results",
    "Results in yearly accounts",
    "What awards brought about together by the measures of the office's library, in the newest account of each "
    "financial year, a row for each objective and measure; as it was on the day on which the account was drawn up.",
    (
        *WHICH,
        DataColumn("measure", "The measure, as the library calls it.", "result.name"),
        DataColumn("kind", "output: what is done; outcome: what changes.", "result.kind"),
        DataColumn("unit", "What is counted.", "result.unit"),
        DataColumn("direction", "Whether more or less is better.", "result.direction"),
        DataColumn("year_of_figures", "Of what changes, the year of the figures.", "result.year"),
        DataColumn("awards", "How many awards have the measure.", "result.awards", NUMBER),
        DataColumn("reported", "How many of them had an accepted figure.", "result.reported", NUMBER),
        DataColumn("target", "Their targets added up, where each has one.", "result.target", CellKind.DECIMAL),
        DataColumn("total", "Their accepted figures added up.", "result.total", CellKind.DECIMAL),
        URL,
    ),
)
