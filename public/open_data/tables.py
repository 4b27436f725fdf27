"""What was published as tables of open data: what each column means, and where it comes from.

Every award is here once, at its current amount; pounds are exact decimals.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse

from public.open_data.columns import CellKind, DataColumn, DataTable

LICENCE = "Open Government Licence v3.0"
LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def address(name: str, *args: Any) -> str:
    """The full address of a public page."""
    return settings.SITE_ADDRESS.rstrip("/") + reverse(f"public:{name}", args=args)


DECISIONS = DataTable(
    "decisions",
    "Decisions",
    "Every published decision, from its newest notice.",
    (
        DataColumn("reference", "The reference of the decision: it never changes.", "listing.reference"),
        DataColumn("title", "The title of the decision.", "listing.title"),
        DataColumn("summary", "The decision in plain English.", "listing.summary"),
        DataColumn("kind", "What kind of decision it is.", "listing.get_kind_display"),
        DataColumn("outcome", "Its outcome.", "listing.get_outcome_display"),
        DataColumn("withdrawn", "Whether the decision was withdrawn later.", "listing.is_withdrawn", CellKind.YES_NO),
        DataColumn("decided_on", "The date of the decision.", "listing.decided_on", CellKind.DAY),
        DataColumn(
            "first_published_on",
            "When it was first published, here or elsewhere.",
            "listing.first_published_on",
            CellKind.DAY,
        ),
        DataColumn(
            "lag_days", "Calendar days from the decision to its first publication.", "listing.lag_days", CellKind.NUMBER
        ),
        DataColumn("decision_makers", "The posts that decided, under their titles on the day.", "makers"),
        DataColumn("priorities", "The plan priorities that it serves.", "priorities"),
        DataColumn("soc", "The 4Ps and themes of work against serious and organised crime that it names.", "strands"),
        DataColumn("recipients", "Who is paid. Individuals are not named.", "recipients"),
        DataColumn(
            "decided_total",
            "As decided: the sum of its awards, and the differences that its variation makes, in pounds; "
            "0 of one that was not approved, or was withdrawn.",
            "whole.decided",
            CellKind.POUNDS,
        ),
        DataColumn(
            "total",
            "As it stands: the sum of its own awards at their current amounts, in pounds. What a variation changes is "
            "in the total of the earlier decision.",
            "whole.stands",
            CellKind.POUNDS,
        ),
        DataColumn("lists", "The public lists that it is on.", "lists"),
        DataColumn("note", "What its newest version corrected, or why it was withdrawn.", "listing.notice.public_note"),
        DataColumn("key_notice_on", "When notice of a key decision was first given.", "key_notice_on", CellKind.DAY),
        DataColumn("of_what", "What the list is narrowed to, if it is.", "of_what"),
        DataColumn(
            "of_which", "The part of decided_total that is of that, in pounds.", "part.decided", CellKind.POUNDS
        ),
        DataColumn("of_which_stands", "The part of total that is of that, in pounds.", "part.stands", CellKind.POUNDS),
        DataColumn("url", "Its page.", "url"),
    ),
    key=("reference",),
)

AWARDS = DataTable(
    "awards",
    "Awards",
    "Every award of a decision that stands, once, at its current amount. One that has ended is listed at 0.",
    (
        DataColumn("award", "The decision's reference and the number of the award in it.", "key"),
        DataColumn("decision", "The reference of the decision.", "award.listing.reference", refers_to="decisions"),
        DataColumn("title", "The title of the award.", "award.title"),
        DataColumn("purpose", "What the decision's money is for.", "purpose"),
        DataColumn("recipient", "Who is paid. Individuals are not named.", "award.recipient_name"),
        DataColumn(
            "recipient_slug",
            "The short name of the recipient; empty for individuals, and where it is withheld.",
            "named_recipient.slug",
            refers_to="organisations",
        ),
        DataColumn(
            "recipient_kind", "What kind of organisation it is; empty where that is withheld.", "recipient_kind"
        ),
        DataColumn("recipient_identifier", "The recipient's organisation identifier.", "named_recipient.identifier"),
        DataColumn("partnership", "The community safety partnership it is for, if any.", "award.partnership.name"),
        DataColumn(
            "partnership_slug",
            "The short name of that partnership.",
            "award.partnership.slug",
            refers_to="partnerships",
        ),
        DataColumn("district_code", "The GSS code of that partnership's district.", "award.partnership.gss_code"),
        DataColumn("stream", "The funding stream it comes from.", "award.stream.name"),
        DataColumn("stream_slug", "The short name of that stream.", "award.stream.slug", refers_to="streams"),
        DataColumn("financial_year", "1 April to 31 March, written 2023/24.", "award.year", CellKind.YEAR),
        DataColumn("decided_on", "The date of the decision.", "award.listing.decided_on", CellKind.DAY),
        DataColumn("starts_on", "The first day the award is for, where stated.", "award.starts_on", CellKind.DAY),
        DataColumn("ends_on", "The last day the award is for, where stated.", "award.ends_on", CellKind.DAY),
        DataColumn("amount_awarded", "What its own decision awarded, in pounds.", "award.amount", CellKind.POUNDS),
        DataColumn(
            "amount", "Its current amount, after all variations, in pounds.", "award.current_amount", CellKind.POUNDS
        ),
        DataColumn(
            "ended",
            "Whether it has been ended, so that it no longer counts as an award.",
            "award.is_ended",
            CellKind.YES_NO,
        ),
        DataColumn("url", "The page of its decision.", "url"),
    ),
    key=("award",),
)

# The columns of the grants register that the Local Government Transparency Code 2015 asks for (domain §2).
TRANSPARENCY = DataTable(
    "transparency-code",
    "Grants register of the Transparency Code",
    "The columns that the Local Government Transparency Code 2015 asks for, and no others.",
    (
        DataColumn("Date awarded", "The date of the decision.", "award.listing.decided_on", CellKind.DAY),
        DataColumn("Period", "The days the grant is for, or else its financial year.", "period"),
        DataColumn("Department", "The body that awarded it.", "department"),
        DataColumn("Beneficiary", "Who is paid. Individuals are not named.", "award.recipient_name"),
        DataColumn(
            "Registration number",
            "The charity or company number, where there is one.",
            "named_recipient.registration_number",
        ),
        DataColumn("Purpose", "What the money is for.", "purpose_or_title"),
        DataColumn("Amount", "In pounds, as it stands now.", "award.current_amount", CellKind.POUNDS),
    ),
)

CONDITIONS = DataTable(
    "conditions",
    "Conditions",
    "Every condition for each award, or each partnership and year, and where it stands today.",
    (
        DataColumn(
            "obligation",
            "The number of this one condition for this award, or partnership and year.",
            "standing.obligation_id",
            CellKind.NUMBER,
        ),
        DataColumn("decision", "The reference of the decision.", "standing.reference", refers_to="decisions"),
        DataColumn(
            "condition", "The number of the condition in the decision.", "standing.terms.number", CellKind.NUMBER
        ),
        DataColumn("code", "The code of the standard condition, if it is one.", "standing.terms.code"),
        DataColumn("title", "The condition, in short.", "standing.terms.title"),
        DataColumn("occurrence", "Which time it is, where it falls due several times.", "standing.occurrence_label"),
        DataColumn("wording", "The condition, as the decision words it.", "standing.terms.wording"),
        DataColumn(
            "award",
            "The award, as the awards file calls it; empty where it is for a partnership and year.",
            "award",
            refers_to="awards",
        ),
        DataColumn("recipients", "Who is paid. Individuals are not named.", "recipients"),
        DataColumn("partnership", "The partnership that answers for it.", "standing.partnership_name"),
        DataColumn(
            "partnership_slug",
            "The short name of that partnership.",
            "standing.partnership_slug",
            refers_to="partnerships",
        ),
        DataColumn("financial_year", "The year it is for.", "standing.year", CellKind.YEAR),
        DataColumn("due_on", "When it falls due.", "standing.due_on", CellKind.DAY),
        DataColumn(
            "published_due_on",
            "Of a later date that the office has granted: when it fell due before, as published.",
            "standing.later_date.published_due_on",
            CellKind.DAY,
        ),
        DataColumn("later_date_reason", "Why the office granted it.", "standing.later_date.reason"),
        DataColumn(
            "due_set_by_office",
            "Whether the office set that date, because the decision states none.",
            "standing.terms.due_set_by_office",
            CellKind.YES_NO,
        ),
        DataColumn("standing", "Where it stands today.", "standing.label"),
        DataColumn("in_words", "The same in words, with what has been sent and when.", "standing.sentences"),
        DataColumn("turn", "Whose turn it is: the partnership’s, the office’s, or nobody’s.", "standing.turn.label"),
        DataColumn("turn_since", "Since when.", "standing.turn_since", CellKind.DAY),
        DataColumn(
            "last_sent_on", "When the partnership last sent something for it.", "standing.last_sent_on", CellKind.DAY
        ),
        DataColumn("match_required", "The match required, in pounds.", "standing.match.required", CellKind.POUNDS),
        DataColumn(
            "match_evidenced",
            "The match that is evidenced and counts, in pounds.",
            "standing.match.evidenced",
            CellKind.POUNDS,
        ),
        DataColumn("match_gap", "The match still to be evidenced, in pounds.", "standing.match.gap", CellKind.POUNDS),
        DataColumn("match_waived", "The match that was waived, in pounds.", "standing.match.waived", CellKind.POUNDS),
        DataColumn(
            "match_not_met", "The match that was found not met, in pounds.", "standing.match.not_met", CellKind.POUNDS
        ),
        DataColumn("assessed_on", "When the office last made a finding.", "standing.finding.made_on", CellKind.DAY),
        DataColumn("reasons", "The reasons of that finding.", "standing.finding.reasons"),
        DataColumn(
            "carried_over",
            "Of a finding first made on an earlier occurrence, before a correction: from which.",
            "standing.finding.where_from",
        ),
    ),
    key=("obligation",),
)

PAYMENTS = DataTable(
    "payments",
    "Payments",
    "What is due and what has been paid on each award, and what was left of it in the end, as the office has recorded "
    "it: every award that stands, and for which anything is recorded, once.",
    (
        DataColumn("award", "The award, as the awards file calls it.", "key", refers_to="awards"),
        DataColumn("decision", "The reference of the decision.", "award.listing.reference", refers_to="decisions"),
        DataColumn("recipient", "Who is paid. Individuals are not named.", "award.recipient_name"),
        DataColumn("partnership", "The community safety partnership it is for, if any.", "award.partnership.name"),
        DataColumn("stream", "The funding stream it comes from.", "award.stream.name"),
        DataColumn("financial_year", "1 April to 31 March, written 2023/24.", "award.year", CellKind.YEAR),
        DataColumn("amount", "What the award stands at, in pounds.", "award.current_amount", CellKind.POUNDS),
        DataColumn(
            "scheduled",
            "What the office’s schedule has in all, in pounds; 0 where it has set none.",
            "award.due_in_all",
            CellKind.POUNDS,
        ),
        DataColumn("due_by_today", "What of this was due by today, in pounds.", "award.due_by_today", CellKind.POUNDS),
        DataColumn(
            "paid",
            "What is recorded as paid so far, less what was paid back, in pounds.",
            "award.paid",
            CellKind.POUNDS,
        ),
        DataColumn("paid_back", "What the recipient has paid back, in pounds.", "award.paid_back", CellKind.POUNDS),
        DataColumn(
            "spent",
            "What was spent by the accepted end of grant report, in pounds; empty where there is none.",
            "end.spent",
            CellKind.POUNDS,
        ),
        DataColumn("underspend", "What was left then, in pounds.", "end.underspend", CellKind.POUNDS),
        DataColumn("underspend_settled", "What of it is settled, in pounds.", "end.settled", CellKind.POUNDS),
        DataColumn("url", "Where its decision’s page lists them.", "url"),
    ),
    key=("award",),
)

OTHER = DataTable(
    "other-money",
    "Money that is no grant",
    "Contracts, money received and other spending that is in force. None of it is in the other files of money.",
    (
        DataColumn("decision", "The reference of the decision.", "listing.reference", refers_to="decisions"),
        DataColumn("kind", "What kind of decision it is.", "listing.get_kind_display"),
        DataColumn("title", "The title of the decision.", "listing.title"),
        DataColumn("supplier_or_giver", "Who is paid under a contract, or gives the money.", "listing.other_party"),
        DataColumn(
            "amount",
            "The value, the amount received or the sum spent, in pounds.",
            "listing.other_amount",
            CellKind.POUNDS,
        ),
        DataColumn(
            "financial_year",
            "Of money received as recorded, else that of the decision.",
            "listing.other_year",
            CellKind.YEAR,
        ),
        DataColumn("conditions", "What the giver asks in return.", "conditions"),
        DataColumn("decided_on", "The date of the decision.", "listing.decided_on", CellKind.DAY),
        DataColumn("url", "Its page.", "url"),
    ),
    key=("decision",),
)
