"""How decisions come about, told through the actions that people use, so that tests begin where their story begins."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile

from conditions.actions.conditions import attach_standard
from conditions.actions.evidence import offer
from conditions.actions.returns import Told, submit_return
from conditions.models import Contribution, Obligation, StandardCondition
from conditions.returns import periods_asked_by
from grants.actions.awards import add_award as make_award
from grants.actions.decisions import draft as draft_decision
from grants.actions.decisions import revise, set_decision_makers
from grants.actions.office_data import add_membership, add_person
from grants.actions.variations import save_variation_lines
from grants.models import Award, Decision, FundingStream, Membership, Partnership, Post, User
from grants.years import FinancialYear
from register.actions.approval import approve, send_for_approval
from register.actions.as_approved import seen_of
from register.actions.publishing import publish
from register.actions.withdrawing import ask_for_withdrawal, withdraw
from register.models import Notice
from register.preview import preview_of

PASSWORD = "correct horse battery staple"
# What a form of a row carries that has been opened this moment.
JUST_OPENED = {"revision": 10**9}
CAST = ("Olu", "Oma", "Ada", "Abe", "Ann", "Mo", "Sal")
SOC_CONDITIONS = ("SC1", "SC2", "SC3", "SC4", "SC5")
RECORD: dict[str, Any] = {
    "title": "Hotspot work against organised crime",
    "summary": "Manchester City Council gets £7,500 to mentor children whom organised crime puts at risk.",
    "purpose": "One-to-one mentoring for children at risk of serious violence and exploitation.",
    "decision_text": "£7,500 goes to Manchester City Council for work against serious and organised crime.",
    "reasons": "Manchester and Salford together hold 26% of the mapped threats of serious and organised crime, "
    "so money spent there does more than the same sum spread thinly.",
    "legal_power": Decision.LegalPower.PRSRA_9,
    "decided_on": date(2024, 2, 6),
    "outcome": Decision.Outcome.APPROVED,
    "is_key": False,
    "call_in": False,
    "lead_officer": "Kept inside",
    # Stories have several decisions of one title and day.
    "why_another": "It is a story of its own.",
}


def person(name: str, role: str, partnership: Partnership | None = None) -> User:
    """Somebody of the cast has the same number in every test, so that a remembered story (tests/snapshots.py) knows
    them again; anybody else is added as an office adds people."""
    email = f"{name.lower()}@example.org"
    if name in CAST:
        number = 900_001 + CAST.index(name)
        added = User.objects.create(pk=number, email=email, name=name, password=make_password(PASSWORD))
        Membership.objects.create(person=added, role=role, partnership=partnership)
    else:
        added = add_person(email=email, name=name, by=None, password=PASSWORD)
        add_membership(added, role, by=None, partnership=partnership)
    return added


def bare_draft(*, by: User, **values: Any) -> Decision:
    """A draft with its record, and neither money nor conditions."""
    return draft_decision(by=by, values=RECORD | values)


def draft(
    *,
    by: User,
    amount: Decimal = Decimal("7500.00"),
    district: str = "manchester",
    stream: str = "challenger-soc-hotspot-fund",
    year: str = "2023/24",
    conditions: tuple[str, ...] = SOC_CONDITIONS,
    **values: Any,
) -> Decision:
    """A draft with one award to a district's council, ready to be sent."""
    decision = bare_draft(by=by, no_conditions=not conditions, **values)
    set_decision_makers(decision, by=by, posts=[Post.objects.order_by("pk")[0]])
    award(decision, by=by, amount=amount, district=district, stream=stream, year=year)
    for code in conditions:
        attach_standard(decision, StandardCondition.objects.get(code=code), by=by)
    return fresh(decision)


def award(decision: Decision, *, by: User, amount: Decimal, district: str, stream: str, year: str = "2023/24") -> Award:
    partnership = Partnership.objects.get(slug=district)
    values = {
        "title": f"Mentoring in {partnership.district}",
        "recipient": partnership.accountable_body,
        "partnership": partnership,
        "stream": FundingStream.objects.get(slug=stream),
        "year": FinancialYear.parse(year),
        "amount": amount,
    }
    return make_award(decision, by=by, values=values)


def sent(decision: Decision, *, by: User) -> Decision:
    return send_for_approval(decision, by=by)


def approved(decision: Decision, *, by: User, **options: Any) -> Decision:
    return approve(decision, by=by, **options)


def published(decision: Decision, *, by: User, note: str = "") -> Decision:
    publish(decision, by=by, note=note)
    return fresh(decision)


def whole(*, officer: User, approver: User, **options: Any) -> Decision:
    """From nothing to published in one go; takes the options of `draft`."""
    decision = approved(sent(draft(by=officer, **options), by=officer), by=approver)
    return published(decision, by=approver)


def withdrawn(decision: Decision, *, by: User, reason: str = "Taken without the power to take it.") -> Notice:
    """Whoever drafted it asks, and `by` carries it out."""
    answer = "Nothing has been paid, and the partnership knows."
    return withdraw(ask_for_withdrawal(decision, by=decision.created_by, reason=reason, answer=answer), by=by)


def corrected(decision: Decision, *, officer: User, approver: User, **values: Any) -> Decision:
    """A published decision with other fields, published again."""
    revised = revise(decision, by=officer, values=values)
    return published(approved(sent(revised, by=officer), by=approver), by=approver, note="Something is put right.")


def variation(*, by: User, award: Award, new_amount: Decimal, base_amount: Decimal = Decimal("7500.00")) -> Decision:
    """A draft that changes one award of an earlier decision, ready to be sent."""
    decision = bare_draft(
        by=by,
        kind=Decision.Kind.VARIATION,
        title="A change to the hotspot money",
        decided_on=date(2024, 5, 1),
        no_conditions=True,
    )
    set_decision_makers(decision, by=by, posts=[Post.objects.order_by("pk")[0]])
    vary(decision, by=by, award=award, base_amount=base_amount, new_amount=new_amount)
    return fresh(decision)


def vary(decision: Decision, *, by: User, award: Award, base_amount: Decimal, new_amount: Decimal) -> None:
    save_variation_lines(decision, by=by, lines=[(award, base_amount, new_amount)])


def contribution(**values: Any) -> dict[str, Any]:
    """What a lead fills in for £5,000 of mentoring paid in cash, and accepted once an officer has seen proof."""
    return {
        "description": "Mentoring sessions paid by the partnership",
        "source": "partnership",
        "amount": Decimal("5000.00"),
        "spent_on": date(2023, 12, 1),
        "proof": "Invoices of the mentoring provider",
    } | values


def send(obligation: Obligation, *, by: User, **values: Any) -> Contribution:
    """A contribution with the invoice that shows it."""
    paper = SimpleUploadedFile("invoice.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF\n", "application/pdf")
    return offer(obligation, by=by, values=contribution(**values), papers=[paper])


def match_obligation(decision: Decision) -> Obligation:
    return Obligation.objects.get(condition__decision=decision, terms_data__kind="match")


def fresh(decision: Decision) -> Decision:
    return Decision.objects.get(pk=decision.pk)


def as_shown(decision: Decision, **typed: Any) -> dict[str, Any]:
    """What a button below the preview of a decision sends: what was shown of it, with what is `typed`."""
    preview = preview_of(fresh(decision))
    return {"revision": fresh(decision).revision, "seen": seen_of(preview.document) if preview else ""} | typed


def sends_returns(obligation: Obligation, *, by: User, left: Any = 0, at: Any = None, **told: Any) -> list[Any]:
    """The return of each award that a condition asks for: all is spent but what is `left` (of each, or in their order),
    unless something else is told."""
    periods = periods_asked_by(obligation)
    several = left if isinstance(left, tuple) else (left,) * len(periods)
    sent = []
    for period, rest in zip(periods, several, strict=True):
        spent = period.in_force.amount - Decimal(rest)
        words = {"spent": spent, "forecast": spent, "reason": "The quarter has ended since then."} | told
        sent.append(submit_return(period.award, period.ends_on, by=by, told=Told(**words), at=at))
    return sent


def sends_return(obligation: Obligation, **told: Any) -> Any:
    """Of the one award that a condition is about."""
    [sent] = sends_returns(obligation, **told)
    return sent
