"""The text of an agreement with one recipient: a template of the office, filled from a published decision."""

from collections.abc import Iterator
from typing import cast

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.text import capfirst

from conditions.agreement_fields import FIELD
from conditions.models import Agreement, AgreementTemplate, AwardInForce, Obligation, PaymentDue
from grants.formatting import day, pounds
from grants.letters import address
from grants.models import Decision, Organisation
from grants.models.money import ZERO
from grants.refused import Refused
from grants.years import FinancialYear, london_today
from register.models import ListedVariationLine, Listing
from register.notices.pdf_terms import terms_in_sentences
from register.written.blocks import Block, condition_heading, heading, item, paragraph, prose, signature, table
from register.written.files import Written

TO_SIGN = ("Signature", "Name", "Position", "Date")


class Filling:
    """What fills the fields, of one recipient's awards: those in force, at their current amounts, and those of earlier
    decisions that a variation changes."""

    def __init__(self, decision: Decision, recipient: Organisation, year: FinancialYear | None = None) -> None:
        listing = Listing.objects.select_related("notice").filter(decision=decision, is_withdrawn=False).first()
        if listing is None:
            raise Refused("An agreement is written from a published decision.")
        of_recipient = awards_in_force(decision).filter(award__recipient=recipient)
        self.awards = list(of_recipient.filter(year=year) if year else of_recipient)
        if not self.awards:
            raise Refused(f"No award of this decision to {recipient} is in force{f' for {year}' if year else ''}.")
        self.changed = {line.award_id: line for line in listing.variation_lines.all()}
        self.decision, self.recipient, self.version = decision, recipient, listing.notice.version
        self.document = listing.notice.full_document

    @property
    def fields(self) -> dict[str, str]:
        document = self.document
        return {
            "recipient": self.recipient.name,
            "office": settings.OFFICE.body,
            "reference": document.reference,
            "title": document.title,
            "purpose": document.text("purpose") or self.decision.purpose,  # withheld from the public alone
            "decided": day(document.decided_on),
            "makers": "; ".join(document.decision_makers),
            "power": document.text("legal_power"),
            "amount": pounds(sum((each.amount for each in self.awards), ZERO)),
            "streams": ", ".join(dict.fromkeys(str(each.stream) for each in self.awards if each.stream)),
            "years": ", ".join(dict.fromkeys(str(each.year) for each in self.awards if each.year)),
            "address": address("public:decision_detail", document.reference),
            "today": day(london_today()),
        }

    def awards_table(self) -> Iterator[Block]:
        rows = [[*self.named(each), pounds(each.amount)] for each in self.awards]
        yield table(("Award", "Funding stream", "Year", "Amount"), rows)
        yield paragraph(f"Amounts are as they stand on {day(london_today())}.")

    def changes(self) -> Iterator[Block]:
        """What a variation makes of awards of earlier decisions, as its notice says it."""
        lines = [(each, self.changed[each.award_id]) for each in self.awards if each.award_id in self.changed]
        if not lines:
            yield paragraph("No earlier award is changed.")
            return
        rows = [[*self.named(each), pounds(line.base_amount), pounds(line.new_amount)] for each, line in lines]
        yield table(("Award", "Funding stream", "Year", "Before", "From now on"), rows)
        for each, line in lines:
            if not line.new_amount:
                yield paragraph(f"{self.named(each)[0]} has ended.")

    def named(self, award: AwardInForce) -> list[str]:
        """One of an earlier decision by its number alone: what its text says is quoted in its own agreement."""
        number = award.award.number
        is_own = award.reference == self.document.reference
        name = f"{number}. {award.title}" if is_own else f"{award.reference}, award {number}"
        return [name, str(award.stream or "Not stated"), ", ".join(filter(None, (str(award.year or ""), dates(award))))]

    def conditions(self) -> Iterator[Block]:
        """Those that bind these awards, due when it is for them; those of earlier decisions stand there."""
        earlier = dict.fromkeys(
            each.reference for each in self.awards if each.reference != self.document.reference and each.amount
        )
        for reference in earlier:
            yield paragraph(
                f"The conditions of decision {reference} still apply, and where one is worked out from the amount of "
                f"the award it follows the new amount: {address('public:decision_detail', reference)}"
            )
        if own := {each.award.number for each in self.awards if each.reference == self.document.reference}:
            yield from self.own_conditions(own)

    def own_conditions(self, numbers: set[int]) -> Iterator[Block]:
        entries = tuple(each for each in self.document.awards if each.number in numbers)
        own = self.document.model_copy(update={"awards": entries})
        bound = [terms for terms in self.document.conditions if numbers.intersection(terms.awards)]
        if not bound:
            yield paragraph("No conditions are attached.")
        for terms in bound:
            narrowed = terms.model_copy(update={"awards": tuple(sorted(numbers.intersection(terms.awards)))})
            yield condition_heading(terms.number, terms.code, terms.title)
            yield from prose(terms.wording or self.withheld_wording(terms.number))
            yield from map(item, terms_in_sentences(own, narrowed))

    def withheld_wording(self, number: int) -> str:
        """What the public does not read, and the recipient is held to."""
        of_decision = Obligation.objects.in_force().filter(reference=self.document.reference)
        told = of_decision.filter(terms_data__number=number).values_list("withheld_wording", flat=True).first()
        return told or ""

    def payments(self) -> Iterator[Block]:
        own = self.document.reference
        names = {
            each.award_id: f"{'Award' if each.reference == own else f'{each.reference}, award'} {each.award.number}"
            for each in self.awards
        }
        due = PaymentDue.objects.filter(award__in=names).select_related("condition")
        rows = [[names[each.award_id], capfirst(each.when), pounds(each.amount)] for each in due]
        if rows:
            yield table(("Award", "Due", "Amount"), rows)
            yield paragraph("Nothing is due beyond the amount that an award stands at.")
        else:
            yield paragraph("No days of payment have been set.")

    def signatures(self) -> Iterator[Block]:
        yield signature(f"For {settings.OFFICE.body}", TO_SIGN)
        yield signature(f"For {self.recipient}", TO_SIGN)


PARTS = {
    "awards": Filling.awards_table,
    "changes": Filling.changes,
    "conditions": Filling.conditions,
    "payments": Filling.payments,
    "signatures": Filling.signatures,
}


def dates(award: AwardInForce) -> str:
    bounds = {"from": award.starts_on, "to": award.ends_on}
    return " ".join(f"{word} {day(bound)}" for word, bound in bounds.items() if bound)


def awards_in_force(decision: Decision) -> QuerySet[AwardInForce]:
    """Of a published decision, at their current amounts; none that was ended, but by this decision as a variation."""
    lines = ListedVariationLine.objects.filter(listing__decision=decision, listing__is_withdrawn=False)
    own = Q(award__decision=decision, amount__gt=0)
    found = AwardInForce.objects.filter(own | Q(award__in=lines.values("award")), award__recipient__isnull=False)
    return found.select_related("award__recipient", "stream").order_by("reference", "award__number")


def fill(template: AgreementTemplate, filling: Filling) -> list[Block]:
    """The template with every field filled. What a field says is text: nothing in it is read as a heading."""
    blocks: list[Block] = []
    text: list[str] = []

    def close() -> None:
        blocks.extend(filled(each, filling) for each in prose("\n".join(text)))
        text.clear()

    for line in template.text.splitlines():
        alone = FIELD.fullmatch(line.strip())
        if alone and alone[1] in PARTS:
            close()
            blocks.extend(PARTS[alone[1]](filling))
        elif line.startswith("#"):
            close()
            blocks.append(filled(heading(line.lstrip("# ").strip()), filling))
        else:
            text.append(line)
    close()
    return blocks


def filled(block: Block, filling: Filling) -> Block:
    fields = filling.fields
    return block | {"text": FIELD.sub(lambda field: fields[field[1]], block["text"])}


def written_agreement(agreement: Agreement) -> Written:
    """The file of an agreement, as it was written. Refused once what it quotes was redacted."""
    if agreement.contents is None:
        raise Refused("What this agreement quotes has been redacted. Write it again from the decision as it is now.")
    return Written(
        title=f"{agreement.name}: {agreement.recipient}",
        reference=agreement.decision.reference,
        blocks=cast(list[Block], agreement.contents),
        made_at=agreement.made_at,
    )
