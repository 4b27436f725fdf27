"""The table of results: what each column means, and where its rows come from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from conditions.result_rows import ResultRow
from public.browse.result_rows import rows_of_results
from public.open_data.columns import CellKind, DataColumn, DataTable
from public.open_data.tables import address

RESULTS = DataTable(
    "results",
    "Results",
    "Each measure of each award in force, with its target and what the office has accepted so far. Add up only rows "
    "with the same library_measure and unit, of outcomes those of one year, and no shares.",
    (
        DataColumn("result", "The decision's reference, the number of the award, and that of the measure.", "row.key"),
        DataColumn("award", "The award, by its key in the table of awards.", "row.award_key", refers_to="awards"),
        DataColumn("decision", "The reference of the decision.", "row.award.reference", refers_to="decisions"),
        DataColumn("measure", "What is measured.", "row.terms.name"),
        DataColumn(
            "library_measure", "Its short name in the office's library; empty for another.", "row.result.standard"
        ),
        DataColumn("kind", "Output: what is done. Outcome: what changes.", "row.terms.kind"),
        DataColumn("unit", "What is counted; % for a share.", "row.terms.unit"),
        DataColumn("direction", "Whether more or less is better.", "row.terms.direction"),
        DataColumn("baseline", "What it was before, where stated.", "row.terms.baseline", CellKind.DECIMAL),
        DataColumn("target", "What is to be reached, where stated.", "row.result.target", CellKind.DECIMAL),
        DataColumn(
            "total",
            "Accepted so far: of outputs the sum of the periods, of outcomes and shares the newest figure.",
            "row.result.total",
            CellKind.DECIMAL,
        ),
        DataColumn("target_state", "Once the year is over: reached, missed, or a figure is missing.", "row.state"),
        DataColumn(
            "first_missing_on",
            "The last day of the first period without an accepted figure.",
            "row.result.first_missing_on",
            CellKind.DAY,
        ),
        DataColumn("partnership_slug", "Whose it is, if any.", "row.award.partnership.slug", refers_to="partnerships"),
        DataColumn("stream_slug", "The funding stream.", "row.award.stream.slug", refers_to="streams"),
        DataColumn("financial_year", "1 April to 31 March, written 2023/24.", "row.award.year", CellKind.YEAR),
        DataColumn("said", "What the partnership says of the newest accepted figure.", "row.said"),
        DataColumn("url", "Where its decision’s page shows it.", "url"),
    ),
    key=("result",),
)


@dataclass(frozen=True)
class ResultCells:
    row: ResultRow

    def url(self) -> str:
        return f"{address('decision_detail', self.row.award.reference)}#results"


def result_cells(found: QuerySet[Any]) -> Iterator[ResultCells]:
    return map(ResultCells, rows_of_results(found))
