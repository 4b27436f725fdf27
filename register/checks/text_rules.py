"""The rules of the publish gate that read the text itself: what is withheld (P12), personal data (P14), papers (P15),
and the soft checks, which only warn (domain §8)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal as Pounds
from operator import attrgetter
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse

from grants import record
from grants.actions.papers import open_contents
from grants.models import Award, Decision, Partnership
from grants.names import fold
from grants.years import london_today
from register.checks.checklist_items import HOUSE_RULE, ChecklistItem, field_address
from register.checks.scanned_texts import open_hits, texts
from register.checks.soft_checks import DecisionFacts, soft_checks
from register.loading import conditions_in_force
from register.notices.withholding import is_statutory, parts

EXEMPTIONS = "Specified Information Order 2011, exemptions"
DATA_PROTECTION = "UK GDPR"


def p12_withheld(decision: Decision) -> Iterator[ChecklistItem]:
    """Every withheld part has its ground, and the chief constable's view where the ground rests on one."""
    address = reverse("office:withholding", args=[decision.reference])
    named = parts(decision)
    for row in decision.withholdings.all():
        part = named.get(row.what)
        if part is None:
            sentence = "Something is withheld that is no longer part of the decision. Stop withholding it."
        elif not row.ground:
            sentence = f"Give the ground for withholding: {part}."
        elif row.lacks_a_view:
            sentence = f"Give the date of the chief constable’s view, and whose view it was: {part}."
        elif row.viewed_on and row.viewed_on > london_today():
            sentence = f"The date of the chief constable’s view is in the future: {part}."
        else:
            continue
        yield ChecklistItem("P12", sentence, EXEMPTIONS, f"{address}#{row.what}")
    yield from p12_recipient_named_elsewhere(decision)


def p12_recipient_named_elsewhere(decision: Decision) -> Iterator[ChecklistItem]:
    """A recipient that is withheld in one place is not given away in another: by its name in any form, a number of its
    own, its partnership or its district. What an open award names as well gives nothing away."""
    hidden = {row.what for row in decision.withholdings.all()}
    awards = {award: f"award-{award.number}" in hidden for award in decision.awards.all()}
    if not any(awards.values()):
        return
    prefetch_related_objects(list(awards), "recipient__partnerships", "recipient__other_names", "recipient__merged")
    openly = {name for award, is_hidden in awards.items() if not is_hidden for name in names_of(award)}
    names = {name for award, is_hidden in awards.items() if is_hidden for name in names_of(award)} - openly
    for text in texts(decision):
        # To pay somebody openly in another award does not say who is paid in this one.
        if not text.field.endswith("-recipient") and any(is_named(name, text.words) for name in names):
            sentence = f"“{text.label}” gives away a recipient that is withheld."
            yield ChecklistItem("P12", sentence, EXEMPTIONS, address_of(decision, text.field))


def names_of(award: Award) -> set[str]:
    """All that says who is paid, folded as names are compared."""
    recipient, partnership = award.recipient, award.partnership
    said = [recipient.name, recipient.identifier, recipient.registration_number] if recipient else []
    said += [other.name for other in (*recipient.other_names.all(), *recipient.merged.all())] if recipient else []
    partnerships = [*(recipient.partnerships.all() if recipient else ()), *([partnership] if partnership else ())]
    said += [name for each in partnerships for name in (each.name, each.district, each.gss_code)]
    return {fold(name) for name in said} - {""}


def is_named(name: str, words: str) -> bool:
    """Whether words hold a folded name, also as "Bury’s"; "Greater Manchester" is no district."""
    return bool(re.search(rf"(?<!greater )\b{re.escape(name)}s?\b", fold(words)))


def p14_personal_data(decision: Decision) -> Iterator[ChecklistItem]:
    address = reverse("office:personal_data", args=[decision.reference])
    for each in open_hits(decision):
        sentence = f"What looks like {each.hit.looks_like} is in “{each.label}”: {each.hit.sentence}"
        yield ChecklistItem("P14", sentence, DATA_PROTECTION, address)


def p15_papers(decision: Decision) -> Iterator[ChecklistItem]:
    """What a paper holds and does not show would be published with it."""
    withheld = {row.what for row in decision.withholdings.all()}
    for paper in decision.papers.all():
        if f"paper-{paper.number}" in withheld:
            continue
        address = reverse("office:paper_contents", args=[decision.reference, paper.number])
        for each in open_contents(paper):
            sentence = f"Background paper {paper.number}, {paper.file}: {each.sentence}"
            yield ChecklistItem("P15", sentence, DATA_PROTECTION, address)


def w_withheld(decision: Decision) -> Iterator[ChecklistItem]:
    address = reverse("office:withholding", args=[decision.reference])
    named = parts(decision)
    for row in decision.withholdings.all():
        if is_statutory(row.what) and row.what in named:
            sentence = f"{named[row.what]} is withheld, but the Order requires it to be published."
            yield ChecklistItem("W", sentence, EXEMPTIONS, f"{address}#{row.what}")


def w_text(decision: Decision) -> Iterator[ChecklistItem]:
    checked = {each.name for each in record.fields() if each.is_checked}
    found = {text.field: text for text in texts(decision) if text.field in checked}
    for place, sentence in soft_checks({name: text.words for name, text in found.items()}, facts(decision)):
        address, basis = address_of(decision, place), f"{found[place].label} · {HOUSE_RULE}"
        yield ChecklistItem("W", sentence, basis, address, text=found[place].words, is_slip=True)


def facts(decision: Decision) -> DecisionFacts:
    """What the text is held against: the awards of the decision, and the earlier ones that it changes."""
    meant = [*decision.awards.all(), *(line.award for line in decision.variation_lines.all())]
    return DecisionFacts(
        districts=frozenset(Partnership.objects.values_list("district", flat=True)),
        own_districts=frozenset(award.partnership.district for award in meant if award.partnership),
        recipients=len({award.recipient_id for award in meant if award.recipient_id}),
        years=frozenset(str(award.year) for award in meant if award.year),
        amounts=frozenset(amounts(decision)),
        has_conditions=bool(conditions_in_force(decision)),
    )


def amounts(decision: Decision) -> Iterator[Pounds]:
    """Every sum that the text may rightly name, in pounds: awards, their sums, the total, and what a variation does."""
    yield decision.total
    yield decision.money
    if decision.stated_total is not None:
        yield decision.stated_total
    for together in (("pk",), ("stream_id",), ("year",), ("recipient_id",), ("stream_id", "year")):
        sums: dict[Any, Pounds] = defaultdict(Pounds)
        for award in decision.awards.all():
            sums[attrgetter(*together)(award)] += award.amount
        yield from sums.values()
    for line in decision.variation_lines.all():
        yield from (line.base_amount, line.new_amount, abs(line.difference))
    yield abs(decision.difference)


def address_of(decision: Decision, place: str) -> str:
    """The way to one of the texts of register/checks/scanned_texts.py."""
    kind, number, *_ = [*place.split("-"), ""]
    if kind in ("award", "condition", "measure", "paper"):
        return reverse(f"office:{kind}_edit", args=[decision.reference, number])
    if kind in ("split", "withholding"):
        return reverse({"split": "office:split_new"}.get(kind, "office:withholding"), args=[decision.reference])
    return field_address(decision, kind)
