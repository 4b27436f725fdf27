"""A decision as publishing it now would make it public: built, and not published."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from conditions.beginnings import Beginning, beginnings
from conditions.models import AwardInForce
from grants.models import Award, Decision, Membership, Role
from grants.models.subscriptions import Subscription
from grants.years import london_today
from register.document import Document
from register.letters import LETTER_WINDOW
from register.loading import with_parts
from register.models import Notice
from register.notices.building import build
from register.notices.comparison import ChangedField, changed_fields


@dataclass(frozen=True)
class Preview:
    """`notice` is not saved, and has no digests. `changes`: what differs from the version that the public reads; None
    where there is none. `amounts`: of each award, by number, as it would stand, in pounds."""

    notice: Notice
    document: Document
    amounts: dict[int, Decimal]
    beginnings: tuple[Beginning, ...]
    changes: list[ChangedField] | None
    leads: tuple[Membership, ...]
    followers: int

    @property
    def begun(self) -> list[Beginning]:
        """The obligations that begin, the first due first."""
        return sorted((each for each in self.beginnings if each.is_new), key=lambda each: each.standing.due_on)

    @property
    def begun_conditions(self) -> int:
        return len({each.standing.terms.number for each in self.begun})


def preview_of(decision: Decision) -> Preview | None:
    """None while the decision lacks what no document can be without: its date, or the recipient of an award."""
    decision = with_parts().get(pk=decision.pk)
    if decision.decided_on is None or any(award.recipient is None for award in decision.awards.all()):
        return None
    document, newest = build(decision), decision.notices.order_by("-version").first()
    amounts = {award.number: amount_of(award) for award in decision.awards.all()}
    return Preview(
        notice=unpublished(decision, document, newest),
        document=document,
        amounts=amounts,
        beginnings=tuple(begin(decision, document, amounts)) if document.makes_awards else (),
        changes=changed_fields(newest.full_document, document) if newest and newest.document_data else None,
        leads=tuple(told_leads(decision, document)),
        followers=Subscription.objects.confirmed().count(),
    )


def amount_of(award: Award) -> Decimal:
    """What the award would stand at: as later decisions have made it, or else its own."""
    listed = getattr(award, "listed", None)
    return listed.current_amount if listed and listed.current_amount != listed.amount else award.amount


def unpublished(decision: Decision, document: Document, newest: Notice | None) -> Notice:
    """The notice that publishing would append, without note and digests."""
    return Notice(
        decision=decision,
        version=newest.version + 1 if newest else 1,
        kind=Notice.Kind.CORRECTION if newest else Notice.Kind.PUBLICATION,
        document_data=document.model_dump(mode="json"),
        published_at=timezone.now(),
    )


def begin(decision: Decision, document: Document, amounts: dict[int, Decimal]) -> list[Beginning]:
    """Its conditions for its own awards, and for those that it varies, at their new amounts."""
    hidden = {entry.what for entry in document.withheld}
    own = [
        award_in_force(award, amounts[award.number], is_withheld=f"award-{award.number}" in hidden)
        for award in decision.awards.all()
    ]
    new_amounts = {line.award_id: line.new_amount for line in decision.variation_lines.all()}
    varied = list(AwardInForce.objects.filter(award__in=new_amounts).select_related("award__decision", "partnership"))
    for each in varied:
        each.amount = new_amounts[each.award_id]
    found = beginnings(
        decision,
        document.conditions,
        own if document.gives_grants else (),
        decided_on=document.decided_on,
        varied=varied,
    )
    return list(found)


def award_in_force(award: Award, amount: Decimal, *, is_withheld: bool) -> AwardInForce:
    return AwardInForce(
        award=award,
        title=award.title,
        partnership=award.partnership,
        year=award.year,
        amount=amount,
        starts_on=award.starts_on,
        ends_on=award.ends_on,
        is_withheld=is_withheld,
    )


def told_leads(decision: Decision, document: Document) -> list[Membership]:
    """The leads who get a letter about a new grant (`register/letters.py`): none of a decision published long ago, and
    none whose recipient is withheld."""
    if document.first_published_on < london_today() - LETTER_WINDOW or not document.gives_grants:
        return []
    hidden = {entry.what for entry in document.withheld}
    new = [
        award.partnership_id
        for award in decision.awards.all()
        if award.published_at is None and award.amount and f"award-{award.number}" not in hidden
    ]
    leads = Membership.objects.current().filter(role=Role.LEAD, partnership__in=[each for each in new if each])
    return list(leads.select_related("person", "partnership").order_by("partnership__name", "person__name"))
