"""What decisions refer to, as tables of open data: streams with what was put into them, partnerships, organisations."""

from public.open_data.columns import CellKind, DataColumn, DataTable

SLUG = "Its short name, as its address and the filters have it."
AWARDS = "How many awards in force it has; one that was ended is none."
AWARDED = "The sum of its awards at their current amounts, in pounds."

PARTNERSHIPS = DataTable(
    "partnerships",
    "Partnerships",
    "Every community safety partnership, with what was awarded for it.",
    (
        DataColumn("slug", SLUG, "thing.slug"),
        DataColumn("name", "Its name.", "thing.name"),
        DataColumn("district", "Its district.", "thing.district"),
        DataColumn("district_code", "The GSS code of the district.", "thing.gss_code"),
        DataColumn("partnership_code", "The GSS code of the partnership, where it has one.", "thing.csp_code"),
        DataColumn("population", "How many people the district has, where known.", "thing.population", CellKind.NUMBER),
        DataColumn("population_source", "Who counted or estimated them.", "thing.population_source"),
        DataColumn("population_on", "The day that figure is about.", "thing.population_on", CellKind.DAY),
        DataColumn("accountable_body", "The council that is paid for it.", "thing.accountable_body.name"),
        DataColumn(
            "accountable_body_slug",
            "The short name of that council.",
            "thing.accountable_body.slug",
            refers_to="organisations",
        ),
        DataColumn("soc", "The 4Ps and themes of work against serious and organised crime that it names.", "strands"),
        DataColumn("soc_governance", "Who oversees that work.", "thing.soc_governance"),
        DataColumn("awards", AWARDS, "thing.award_count", CellKind.NUMBER),
        DataColumn("awarded", AWARDED, "thing.awarded", CellKind.POUNDS),
        DataColumn("url", "Its page.", "url"),
    ),
    key=("slug",),
)

FORWARD_PLAN = DataTable(
    "forward-plan",
    "Forward plan",
    "Decisions that are or were intended, and what became of each.",
    (
        DataColumn("title", "What is to be decided, in short.", "title"),
        DataColumn("about", "What it is about.", "about"),
        DataColumn("decision_maker", "Who takes it.", "post.title"),
        DataColumn("expected_by", "The day by which it is expected.", "expected_on", CellKind.DAY),
        DataColumn("is_key", "Whether it is a key decision.", "is_key", CellKind.YES_NO),
        DataColumn("why_key", "Why it is key.", "why_key"),
        DataColumn("notice_on", "When notice of it was given.", "notice_on", CellKind.DAY),
        DataColumn("clear_days", "The clear days between the two.", "clear_days", CellKind.NUMBER),
        DataColumn("stands", "What became of it, in words.", "when"),
        DataColumn("withdrawn_on", "When it was withdrawn from the plan.", "withdrawn_on", CellKind.DAY),
        DataColumn("withdrawn_reason", "Why.", "withdrawn_reason"),
        DataColumn("decision", "The published decision that it became.", "reference", refers_to="decisions"),
    ),
)

RECOMMENDATIONS = DataTable(
    "recommendations",
    "Recommendations",
    "What bodies recommended about decisions, and what was answered. What is withdrawn is left out.",
    (
        DataColumn("id", "Its number in this register.", "thing.pk", CellKind.NUMBER),
        DataColumn("body", "Who recommended it.", "thing.item.meeting.body.name"),
        DataColumn("meeting_on", "The day of the meeting.", "thing.item.meeting.held_on", CellKind.DAY),
        DataColumn("item", "The item of the meeting, with its number.", "thing.item"),
        DataColumn("number", "The number of the item and its own.", "thing.label"),
        DataColumn("recommendation", "What is recommended.", "thing.words"),
        DataColumn("to_whom", "To whom.", "thing.to_whom"),
        DataColumn("due_on", "By when a response is due, where a date was set.", "thing.due_on", CellKind.DAY),
        DataColumn("response", "What was answered; empty where no response is recorded.", "thing.get_response_display"),
        DataColumn("response_reason", "In words, and why.", "thing.response_reason"),
        DataColumn("responded_on", "When.", "thing.responded_on", CellKind.DAY),
        DataColumn("follow_up_on", "When it is to be followed up.", "thing.follow_up_on", CellKind.DAY),
        DataColumn("stands", "Where it stands, in words.", "thing.stands"),
        DataColumn("url", "Where it is read.", "url"),
    ),
    key=("id",),
)

PLANS = DataTable(
    "plans",
    "Plans and strategies",
    "Every plan or strategy: whose it is, when it is in force, and when the next version or review is due.",
    (
        DataColumn("slug", SLUG, "slug"),
        DataColumn("name", "Its name.", "name"),
        DataColumn("kind", "What kind of plan it is.", "get_kind_display"),
        DataColumn(
            "partnership_slug",
            "The short name of the partnership whose it is; empty for the office's own.",
            "partnership.slug",
            refers_to="partnerships",
        ),
        DataColumn("starts_on", "The first day on which it is in force.", "starts_on", CellKind.DAY),
        DataColumn("ends_on", "The last.", "ends_on", CellKind.DAY),
        DataColumn("was_to_end_on", "Where it was replaced early: the last as planned.", "was_to_end_on", CellKind.DAY),
        DataColumn("replaces_slug", "The short name of the plan whose place it took.", "replaces.slug"),
        DataColumn("withdrawn_on", "When it was withdrawn, if it was.", "withdrawn_on", CellKind.DAY),
        DataColumn("withdrawn_reason", "Why.", "withdrawn_reason"),
        DataColumn("next_due_on", "When the next version or review is due.", "next_due_on", CellKind.DAY),
        DataColumn("versions", "How many versions are published here.", "version_count", CellKind.NUMBER),
    ),
    key=("slug",),
)

OBJECTIVES = DataTable(
    "objectives",
    "Objectives",
    "Every objective (priority) of a plan, with the decisions that serve it. A decision may serve several: then all of "
    "its money counts under each, and rows cannot be added up.",
    (
        DataColumn("slug", SLUG, "priority.slug"),
        DataColumn("name", "Its name in the newest version of the plan.", "priority.name"),
        DataColumn("plan_slug", "The short name of the plan.", "priority.plan.slug", refers_to="plans"),
        DataColumn("position", "Its place in the plan.", "priority.position", CellKind.NUMBER),
        DataColumn("is_theme", "Whether it runs through all others.", "priority.is_theme", CellKind.YES_NO),
        DataColumn("target", "What it is to reach, as the plan says.", "priority.target"),
        DataColumn("left_on", "Since when the plan leaves it out.", "priority.left_on", CellKind.DAY),
        DataColumn("decisions", "How many published decisions serve it.", "decision_count", CellKind.NUMBER),
        DataColumn("awarded_as_decided", "Their money as decided, in pounds.", "money.decided", CellKind.POUNDS),
        DataColumn("awarded", "Their money as it stands, in pounds.", "money.stands", CellKind.POUNDS),
    ),
    key=("slug",),
)

SOC = DataTable(
    "soc",
    "Serious and organised crime",
    "The 4Ps and themes of work against serious and organised crime that decisions name, with these. A decision may "
    "name several: then all of its money counts under each, and rows cannot be added up.",
    (
        DataColumn("slug", SLUG, "slug"),
        DataColumn("name", "Its name.", "name"),
        DataColumn("kind", "One of the 4Ps, or a theme.", "kind"),
        DataColumn("decisions", "How many published decisions name it.", "decision_count", CellKind.NUMBER),
        DataColumn("awarded_as_decided", "Their money as decided, in pounds.", "money.decided", CellKind.POUNDS),
        DataColumn("awarded", "Their money as it stands, in pounds.", "money.stands", CellKind.POUNDS),
        DataColumn("url", "The part of its address on this site.", "url"),
    ),
    key=("slug",),
)

STREAMS = DataTable(
    "streams",
    "Funding streams",
    "Every funding stream, with its rules and what was awarded from it.",
    (
        DataColumn("slug", SLUG, "thing.slug"),
        DataColumn("name", "Its name.", "thing.name"),
        DataColumn("source", "Where the money comes from, where stated.", "thing.source"),
        DataColumn("as_stated", "The amount as it was announced, in words.", "thing.as_stated"),
        DataColumn(
            "cap_per_award",
            "The most that one award may be, in pounds, where stated.",
            "thing.cap_per_award",
            CellKind.POUNDS,
        ),
        DataColumn("restrictions", "What it may be spent on, where stated.", "thing.restrictions"),
        DataColumn("spend_by", "By when it is to be spent.", "thing.get_spend_by_display"),
        DataColumn("in_use", "Whether awards are still made from it.", "thing.is_current", CellKind.YES_NO),
        DataColumn("soc", "The 4Ps and themes of work against serious and organised crime that it names.", "strands"),
        DataColumn("soc_governance", "Who oversees that work.", "thing.soc_governance"),
        DataColumn("awards", AWARDS, "thing.award_count", CellKind.NUMBER),
        DataColumn("awarded", AWARDED, "thing.awarded", CellKind.POUNDS),
        DataColumn("url", "Its page.", "url"),
    ),
    key=("slug",),
)

ALLOCATIONS = DataTable(
    "allocations",
    "Allocations",
    "Money put into each funding stream for a financial year. A year without a row is not recorded, which is not £0.",
    (
        DataColumn("stream_slug", "The short name of the stream.", "stream.slug", refers_to="streams"),
        DataColumn("stream", "The funding stream.", "stream.name"),
        DataColumn("financial_year", "1 April to 31 March, written 2023/24.", "year", CellKind.YEAR),
        DataColumn("release", "Which part of the year's money it is, where it came in several.", "release"),
        DataColumn("amount", "What was put in, in pounds.", "amount", CellKind.POUNDS),
        DataColumn("note", "What the office says of it.", "note"),
    ),
    key=("stream_slug", "financial_year", "release"),
)

ORGANISATIONS = DataTable(
    "organisations",
    "Organisations",
    "Every organisation that these files name: the recipients, and the accountable bodies of partnerships.",
    (
        DataColumn("slug", SLUG, "slug"),
        DataColumn("name", "Its name.", "name"),
        DataColumn("kind", "What kind of organisation it is.", "get_kind_display"),
        DataColumn("identifier", "Its organisation identifier (org-id.guide), where known.", "identifier"),
        DataColumn("registration_number", "Its charity or company number, where there is one.", "registration_number"),
    ),
    key=("slug",),
)

RECIPIENTS = DataTable(
    "recipients",
    "Recipients",
    "Every organisation with an award in force that has not ended. Individuals are not named, and have no row.",
    (
        DataColumn("slug", SLUG, "thing.slug", refers_to="organisations"),
        DataColumn("name", "Its name.", "thing.name"),
        DataColumn("kind", "What kind of organisation it is.", "thing.get_kind_display"),
        DataColumn("awards", AWARDS, "thing.award_count", CellKind.NUMBER),
        DataColumn("awarded", AWARDED, "thing.awarded", CellKind.POUNDS),
        DataColumn("first_year", "The first financial year of its awards.", "thing.first_year", CellKind.YEAR),
        DataColumn("last_year", "The last financial year of its awards.", "thing.last_year", CellKind.YEAR),
        DataColumn("url", "Its page.", "url"),
    ),
    key=("slug",),
)
