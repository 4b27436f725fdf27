"""What there is beside the published document of a decision, read with its listing in one look: its page then asks only
for what there is."""

import json
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from register.models import Listing

# Of each part whether there may be something; the part itself says what the public reads of it.
PARTS = {
    "history": """EXISTS (SELECT FROM conditions_condition c JOIN grants_decision d ON d.id = c.decision_id
        WHERE d.id = listing.decision_id AND num_nonnulls(c.followed_from, d.conditions_followed_from) > 0)""",
    "payments": """EXISTS (SELECT FROM grants_award a WHERE a.decision_id = listing.decision_id AND (
        EXISTS (SELECT FROM conditions_payment p WHERE p.award_id = a.id)
        OR EXISTS (SELECT FROM conditions_paymentdue p WHERE p.award_id = a.id)))""",
    "results": """EXISTS (SELECT FROM conditions_awardinforce f
        WHERE f.reference = listing.reference AND f.measures_data <> '[]')""",
    "result_sums": """(SELECT count(*) > 1 FROM conditions_awardresult r
        JOIN conditions_awardinforce f ON f.id = r.in_force_id WHERE f.reference = listing.reference)""",
    "ends": """EXISTS (SELECT FROM conditions_awardend e
        JOIN conditions_awardinforce f ON f.award_id = e.award_id WHERE f.reference = listing.reference)""",
    "obligations": "EXISTS (SELECT FROM conditions_obligation o WHERE o.reference = listing.reference)",
    "lapsed": """EXISTS (SELECT FROM conditions_obligation o
        WHERE o.reference = listing.reference AND o.lapsed_at IS NOT NULL)""",
    "variations": """EXISTS (SELECT FROM register_listedaward a
        JOIN register_listedvariationline l ON l.award_id = a.award_id WHERE a.listing_id = listing.id)""",
    "plan": "EXISTS (SELECT FROM register_planneddecision p WHERE p.decision_id = listing.decision_id)",
    "meetings": "EXISTS (SELECT FROM register_meetingitem_decisions i WHERE i.decision_id = listing.decision_id)",
    # With the reference itself, by which alone PostgreSQL knows that the index finds few.
    "successors": "EXISTS (SELECT FROM register_notice n WHERE n.document_data -> 'supersedes' = %s::jsonb)",
}
AWARDS = """(SELECT coalesce(jsonb_agg(jsonb_build_array(a.award_id, a.number, a.current_amount::text)), '[]')
    FROM register_listedaward a WHERE a.listing_id = listing.id)"""
IN_ONE = ", ".join(f"'{name}', {sql}" for name, sql in (PARTS | {"awards": AWARDS}).items())
LOOK = f"jsonb_build_object({IN_ONE})".replace("listing.", "register_listing.")


class Beside(NamedTuple):
    """`numbers`: of the awards in force, each by its id; `current`: what each stands at in pounds, by its number.
    `parts`: of what else there is something (`PARTS`)."""

    numbers: dict[int, int]
    current: dict[int, Decimal]
    parts: frozenset[str]


def listing_and_beside(reference: str) -> tuple[Listing, Beside] | None:
    """None where no decision is published under that reference."""
    look = RawSQL(LOOK, [json.dumps(reference)], output_field=JSONField())  # noqa: S611 - the statement is ours
    listings: Any = Listing.objects.without_words().select_related("notice").annotate(look=look)
    listing = next(iter(listings.filter(reference=reference)), None)
    if listing is None:
        return None
    awards = listing.look.pop("awards")
    return listing, Beside(
        numbers={pk: number for pk, number, _ in awards},
        current={number: Decimal(amount) for _, number, amount in awards},
        parts=frozenset(name for name, is_there in listing.look.items() if is_there),
    )
