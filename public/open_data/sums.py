"""Awards added up, and things compared, as tables of open data; made for a question, and so in no data package
and, having no key to read on from, in no list of the API."""

from public.open_data.columns import CellKind, DataColumn, DataTable

AWARD_SUMS = DataTable(
    "award-sums",
    "Sums of awards",
    "The awards that a question finds, added up by what it asks for.",
    (
        DataColumn("value", "What the row is about, as filters have it; empty where it has no name.", "value"),
        DataColumn("name", "The same, as people call it.", "label"),
        DataColumn("awards", "How many awards; those that have ended are not counted.", "count", CellKind.NUMBER),
        DataColumn("ended", "How many others have ended.", "ended", CellKind.NUMBER),
        DataColumn(
            "amount_awarded",
            "As decided: the sum of what their own decisions awarded, in pounds.",
            "money.decided",
            CellKind.POUNDS,
        ),
        DataColumn("amount", "As it stands: the sum of current amounts, in pounds.", "money.stands", CellKind.POUNDS),
    ),
)

COMPARISON = DataTable(
    "comparison",
    "Comparison",
    "Partnerships, funding streams or financial years beside each other.",
    (
        DataColumn("value", "What the row is about, as filters have it.", "value"),
        DataColumn("name", "The same, as people call it.", "label"),
        DataColumn("decisions", "How many decisions make or change its awards.", "decision_count", CellKind.NUMBER),
        DataColumn("awards", "How many awards; those that have ended are not counted.", "award_count", CellKind.NUMBER),
        DataColumn(
            "decided_total",
            "As decided: its awards, and the differences that variations make of them, in pounds.",
            "money.decided",
            CellKind.POUNDS,
        ),
        DataColumn(
            "total", "As it stands: its awards at their current amounts, in pounds.", "money.stands", CellKind.POUNDS
        ),
        DataColumn("population", "How many people the district has, where known.", "place.population", CellKind.NUMBER),
        DataColumn("population_source", "Who counted or estimated them.", "place.population_source"),
        DataColumn("population_on", "The day that figure is about.", "place.population_on", CellKind.DAY),
        DataColumn(
            "per_head", "The total by the population, in pounds, rounded to the penny.", "per_head", CellKind.POUNDS
        ),
        DataColumn("conditions_met", "Conditions found met.", "conditions.met.number", CellKind.NUMBER),
        DataColumn("conditions_not_met", "Conditions found not met.", "conditions.not_met.number", CellKind.NUMBER),
        DataColumn("conditions_waived", "Conditions waived.", "conditions.waived.number", CellKind.NUMBER),
        DataColumn(
            "conditions_past_due",
            "Conditions past due and without a finding.",
            "conditions.past_due.number",
            CellKind.NUMBER,
        ),
        DataColumn(
            "past_due_with_office",
            "How many of these are with the office.",
            "conditions.past_due.with_office",
            CellKind.NUMBER,
        ),
        DataColumn(
            "conditions_due_soon", "Conditions due within 28 days.", "conditions.due_soon.number", CellKind.NUMBER
        ),
        DataColumn("conditions_not_yet_due", "Conditions due later.", "conditions.not_yet_due.number", CellKind.NUMBER),
        DataColumn("match_required", "The match required, in pounds.", "match.required", CellKind.POUNDS),
        DataColumn(
            "match_evidenced", "The match evidenced, surplus included, in pounds.", "match.evidenced", CellKind.POUNDS
        ),
        DataColumn(
            "match_per_pound",
            "Pounds of evidenced match for each pound of awards that require match.",
            "match.leverage",
            CellKind.POUNDS,
        ),
        DataColumn(
            "median_days",
            "The median of days from decision to first publication; a half where it is between two days.",
            "days",
            CellKind.NUMBER,
        ),
    ),
    key=("value",),
)
