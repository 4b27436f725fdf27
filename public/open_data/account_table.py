"""The yearly accounts as a table of open data: the figures of each, objective by objective, as they were on its day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from public.open_data.columns import CellKind, DataColumn, DataTable
from public.open_data.tables import address
from register.account_document import AccountFigures
from register.models import YearAccount

NUMBER, POUNDS, DAY = CellKind.NUMBER, CellKind.POUNDS, CellKind.DAY


@dataclass(frozen=True)
class AccountRow:
    """One line of an account: an objective, or what `objective` says where it is none."""

    account: YearAccount
    drawn_up_on: object
    objective: str
    figures: AccountFigures
    slug: str = ""
    plan: str = ""

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


YEARLY_ACCOUNTS = DataTable(
    "yearly-accounts",
    "Yearly accounts",
    "The newest account of each financial year, a row for each objective; figures as they were on the day on which it "
    "was drawn up. A decision may serve several objectives: only the rows of all decisions may be added up.",
    (
        DataColumn("financial_year", "1 April to 31 March, written 2023/24.", "account.year", CellKind.YEAR),
        DataColumn("version", "The version of the account.", "account.version", NUMBER),
        DataColumn("drawn_up_on", "The day of its figures.", "drawn_up_on", DAY),
        DataColumn("objective", "The name of the objective, or which decisions the row is of.", "objective"),
        DataColumn("plan", "The plan of the objective.", "plan"),
        DataColumn("slug", "The short name of the objective.", "slug", refers_to="objectives"),
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
        DataColumn("late", "Decisions published late, by the rule of this register.", "figures.late", NUMBER),
        DataColumn("exceeding", "Decisions past an allocation or a limit.", "figures.exceeding", NUMBER),
        DataColumn("recommended", "Recommendations made in the year.", "figures.recommendations.made", NUMBER),
        DataColumn("accepted", "Of these, accepted.", "figures.recommendations.accepted", NUMBER),
        DataColumn("accepted_in_part", "Of these, accepted in part.", "figures.recommendations.in_part", NUMBER),
        DataColumn("not_accepted", "Of these, not accepted.", "figures.recommendations.not_accepted", NUMBER),
        DataColumn("unanswered", "Of these, without a response.", "figures.recommendations.unanswered", NUMBER),
        DataColumn("url", "The page of the account.", "url"),
    ),
)
