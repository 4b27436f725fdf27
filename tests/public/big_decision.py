"""A decision of many awards: to each of some partnerships, from each of some funding streams, for two years."""

from decimal import Decimal

from conditions.actions.conditions import attach_standard
from conditions.models import StandardCondition
from grants.actions.decisions import set_decision_makers
from grants.models import Decision, Post
from tests import stories
from tests.public.small_register import Office

STREAMS = ("community-safety-grant", "violence-reduction-unit")
YEARS = ("2023/24", "2024/25")


def big_decision(office: Office, *districts: str, streams: tuple[str, ...] = STREAMS) -> Decision:
    """£1,000.00 in each award, on the condition that each partnership approves the agreement each year (GM2)."""
    decision = stories.bare_draft(by=office.olu, title="Two grants a year for two years")
    set_decision_makers(decision, by=office.olu, posts=[Post.objects.order_by("pk")[0]])
    for stream in streams:
        for year in YEARS:
            for district in districts:
                place = {"district": district, "stream": stream, "year": year}
                stories.award(decision, by=office.olu, amount=Decimal("1000.00"), **place)
    attach_standard(decision, StandardCondition.objects.get(code="GM2"), by=office.olu)
    return office.publishes(stories.fresh(decision))
