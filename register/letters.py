"""Which letters newly published decisions call for."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from grants.formatting import pounds
from grants.letters import address
from grants.models import Letter, Membership, Role
from grants.years import london_today
from register.models import ListedAward

LETTER_WINDOW = timedelta(days=7)


def letters(at: datetime) -> Iterator[Letter]:
    """To the leads, each grant to their partnership that was first published within a week."""
    new = ListedAward.objects.filter(listing__first_published_on__gte=london_today(at) - LETTER_WINDOW, amount__gt=0)
    awards = list(new.exclude(partnership=None).select_related("listing", "partnership"))
    leads = Membership.objects.current().filter(
        role=Role.LEAD, partnership__in=[each.partnership_id for each in awards]
    )
    for membership in leads.select_related("person"):
        for award in awards:
            if award.partnership_id == membership.partnership_id:
                yield new_grant(award, membership)


def new_grant(award: ListedAward, membership: Membership) -> Letter:
    kind = Letter.Kind.GRANT
    conditions = address("partners:partnership_detail", award.partnership.slug) if award.partnership else ""
    stands = f"; {pounds(award.current_amount)} as it stands now" if award.current_amount != award.amount else ""
    lines = (
        f"{pounds(award.amount)} for {award.partnership}" + (f", {award.year}" if award.year else ""),
        f"This is as decided{stands}.",
        f"{award.title}: {award.listing.title}",
        f"The decision: {address('public:decision_detail', award.listing.reference)}",
        f"What is asked in return: {conditions}",
    )
    return Letter(
        key=f"{kind}:{award.award_id}:{membership.person_id}",
        person=membership.person,
        partnership=award.partnership,
        reference=award.listing.reference,
        kind=kind,
        subject=f"A new grant: {pounds(award.amount)}, {award.title}",
        body="\n".join(lines),
    )
