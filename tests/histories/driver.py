"""Plays a history: people do at random what they may do, through the actions that the pages use, and often what they
may not. What was done is noted in Facts; what is refused must be what the rules refuse."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from conditions.actions.assessments import assess, record_interpretation
from conditions.actions.conditions import attach, attach_standard
from conditions.actions.contributions import change_contribution, share_contribution
from conditions.actions.evidence import add_evidence
from conditions.actions.evidence import offer as offer_contribution
from conditions.actions.payments import correct_payment, record_payment
from conditions.actions.reports import AwardFigures, submit_report
from conditions.actions.reviews import accept, return_sent
from conditions.models import Contribution, Evidence, Obligation, Payment, Report, StandardCondition
from grants.actions.awards import add_award, change_award
from grants.actions.decisions import draft, revise, set_decision_makers
from grants.actions.organisations import add_organisation
from grants.actions.variations import save_variation_lines
from grants.models import Allocation, Award, Decision, FundingStream, Organisation, Partnership, Post, Role, User
from grants.refused import Refused
from grants.years import FinancialYear
from register.actions.approval import approve, return_decision, send_for_approval
from register.actions.publishing import publish, publish_past
from register.actions.redacting import ask_for_redaction, redact
from register.actions.withholding import withhold
from register.models import Notice
from tests import stories
from tests.histories import oracle
from tests.histories.facts import AwardKey, Facts, Grant, Made, MatchTerm, Occurrence, Offer, Sent, Term

STREAMS = ("community-safety-grant", "hate-crime-grant")
DISTRICTS = ("manchester", "salford", "bolton", "")
YEARS = (2023, 2024)
WHY = "The office looked at the papers, and this is what they show."
ONE_TO_ONE = MatchTerm("grant_percent", Decimal(100), frozenset({"partnership"}), "not_stated")
STANDARD = {
    "SC1": Term(0, "SC1", "award", "end_of_year", match=ONE_TO_ONE),
    "SC3": Term(0, "SC3", "award", "end_of_year"),
    "GM2": Term(0, "GM2", "partnership_year", "yearly", month_day=(3, 31), is_dependency=True),
    "GM3": Term(0, "GM3", "partnership_year", "start_and_quarters", is_dependency=True),
    "GM4": Term(0, "GM4", "partnership_year", "yearly", month_day=(2, 31), is_dependency=True),
}  # fmt: skip
BASES = (
    ("grant_percent", "20"), ("grant_percent", "33.33"), ("total_percent", "20"), ("total_percent", "33"),
    ("total_percent", "50"), ("fixed", "1234.56"),
)  # fmt: skip


class Disagreement(AssertionError):
    """The product did what the rules refuse, or refused what they allow."""


class Driver:
    def __init__(self, seed: int, *, clock: Any) -> None:
        self.random, self.clock, self.log = Random(seed), clock, list[str]()  # noqa: S311 - a game, no secret
        self.facts = Facts(date(2023, 2, 1))
        self.olu = stories.person("Olu", Role.OFFICER)
        self.oma = stories.person("Oma", Role.OFFICER)
        self.ada = stories.person("Ada", Role.APPROVER)
        self.abe = stories.person("Abe", Role.APPROVER)
        self.ann = stories.person("Ann", Role.ADMINISTRATOR)
        self.leads = {"manchester": self.lead("Mo", "manchester"), "salford": self.lead("Sal", "salford")}
        charity = {"name": "Open Doors", "kind": Organisation.Kind.CHARITY}
        self.charity = add_organisation(by=self.olu, values=charity)
        for stream, amount in zip(STREAMS, ("60000.00", "9000.00"), strict=True):
            pot = FundingStream.objects.get(slug=stream)
            Allocation.objects.create(stream=pot, year=FinancialYear(2023), amount=Decimal(amount))
            self.facts.allocations[stream, 2023] = Decimal(amount)

    def lead(self, name: str, district: str) -> User:
        return stories.person(name, Role.LEAD, Partnership.objects.get(slug=district))

    def play(self, steps: int) -> None:
        for _ in range(steps):
            self.step()

    def step(self) -> None:
        """A few days pass, and somebody does something."""
        self.facts.today += timedelta(days=self.random.choice((0, 1, 3, 8, 21)))
        self.clock.move_to(self.facts.today.isoformat() + "T12:00:00+00:00")
        moves, weights = zip(*MOVES.items(), strict=True)
        self.random.choices(moves, weights)[0](self)

    # How something is done

    def does(self, words: str, action: Callable[[], Any], *, refused: bool | None = False) -> Any:
        """Do it; gives nothing where it is refused. `refused`: whether the rules refuse it; None: not known."""
        line = f"{self.facts.today}: {words}"
        try:
            with transaction.atomic():
                result = action()
        except Refused as refusal:
            self.log.append(f"{line}: refused: {refusal}")
            if refused is False:
                raise Disagreement(f"{line}: the rules allow this; the product says: {refusal}") from refusal
            return None
        self.log.append(line)
        if refused:
            raise Disagreement(f"{line}: the rules refuse this, and it was done")
        return result if result is not None else True

    def chosen(self, found: list[Any]) -> Any:
        return self.random.choice(found) if found else None

    def in_state(self, *states: str, **wanted: Any) -> list[Made]:
        return [
            each
            for each in self.facts.decisions.values()
            if each.state in states and all(getattr(each, name) == value for name, value in wanted.items())
        ]

    def amount(self) -> Decimal:
        pence = self.random.choice((100, 99_999, 750_000, 500_050, self.random.randint(1, 2_000_000)))
        return pence * CENT

    def award(self, key: AwardKey) -> Award:
        return Award.objects.get(decision__reference=key[0], number=key[1])

    # Drafting

    def drafts(self) -> Made:
        decided_on = self.facts.today - timedelta(days=self.random.randint(0, 20))
        outcome = self.random.choices(("approved", "approved_with_changes", "not_approved"), (8, 1, 1))[0]
        made = self.new("grant", decided_on, outcome, f"Grants for safer streets {len(self.facts.decisions) + 1}")
        for _ in range(self.random.randint(1, 3)):
            self.adds_award(made)
        for _ in range(self.random.randint(0, 3)):
            self.attaches(made)
        if not made.working.terms:
            self.does(
                f"{made.reference} has no conditions",
                lambda: revise(row(made), by=self.olu, values={"no_conditions": True}),
            )
        return made

    def new(self, kind: str, decided_on: date, outcome: str, title: str, **values: Any) -> Made:
        values |= {"kind": kind, "decided_on": decided_on, "outcome": outcome, "title": title, "summary": ""}
        values |= {
            "purpose": "Work against crime that people can see and feel.",
            "decision_text": "The money goes to those named, for the work described.",
            "reasons": "The places chosen have the greatest need, and this work has cut crime before.",
        }
        decision = draft(by=self.olu, values={**stories.RECORD, **values})
        set_decision_makers(decision, by=self.olu, posts=[Post.objects.order_by("pk")[0]])
        made = Made(decision.reference, decision.pk, kind, outcome, decided_on)
        self.facts.decisions[made.reference] = made
        self.log.append(f"{self.facts.today}: Olu drafts {made.reference}, {kind}, {outcome}, decided on {decided_on}")
        return made

    def adds_award(self, made: Made) -> None:
        district = self.random.choice(DISTRICTS)
        partnership = Partnership.objects.filter(slug=district).select_related("accountable_body").first()
        recipient = partnership.accountable_body if partnership else self.charity
        stream, year, amount = self.random.choice(STREAMS), self.random.choice(YEARS), self.amount()
        number = max(made.working.grants, default=0) + 1
        values = {
            "title": f"Safer streets, part {number}",
            "recipient": recipient,
            "partnership": partnership,
            "stream": FundingStream.objects.get(slug=stream),
            "year": FinancialYear(year),
            "amount": amount,
        }
        words = f"Olu adds to {made.reference} award {number}: £{amount} to {district or 'a charity'}, {stream}, {year}"
        if self.does(words, lambda: add_award(row(made), by=self.olu, values=values)):
            made.working.grants[number] = Grant(number, district, recipient.name, stream, year, amount)
            made.state = "draft"

    def attaches(self, made: Made) -> None:
        codes = [code for code in STANDARD if code not in {term.code for term in made.working.terms}]
        bound = [*made.working.grants.values(), *(oracle.grants_of(self.facts)[award] for award in made.working.lines)]
        if not all(grant.district for grant in bound):
            codes = [code for code in codes if not code.startswith("GM")]
        if self.random.random() < 0.3:
            self.attaches_match(made)
        elif codes:
            code = self.random.choice(codes)
            standard = StandardCondition.objects.get(code=code, is_current=True)
            added = self.does(
                f"Olu attaches {code} to {made.reference}", lambda: attach_standard(row(made), standard, by=self.olu)
            )
            made.working.terms.append(replaced(STANDARD[code], number=added.number))
            made.state = "draft"

    def attaches_match(self, made: Made) -> None:
        basis, figure = self.random.choice(BASES)
        sources = frozenset(self.random.sample(("partnership", "council", "police"), self.random.randint(1, 3)))
        in_kind = self.random.choice(("allowed", "not_allowed", "not_stated"))
        cap = Decimal(50) if in_kind == "allowed" and self.random.random() < 0.5 else None
        terms = MatchTerm(basis, Decimal(figure), sources, in_kind, cap)
        match = {
            "basis": basis,
            "figure": terms.figure,
            "sources": sorted(sources),
            "in_kind": in_kind,
            "in_kind_cap": cap,
        }
        values = {
            "kind": "match",
            "title": "Match funding",
            "wording": f"Match of {figure} ({basis}) from {', '.join(sorted(sources))}.",
            "per": "award",
            "schedule": "end_of_year",
            "due_set_by_office": True,
        }
        words = f"Olu attaches a match of {figure} {basis}, in kind {in_kind} {cap or ''} to {made.reference}"
        added = self.does(words, lambda: attach(row(made), by=self.olu, values=values, match=match))
        made.working.terms.append(Term(added.number, "", "award", "end_of_year", match=terms))
        made.state = "draft"

    def varies(self) -> None:
        """A variation of some awards, on the amounts in force now; sometimes a second one of the same award."""
        amounts = oracle.in_force(self.facts)
        if not amounts:
            return
        keys = self.random.sample(sorted(amounts), min(len(amounts), self.random.randint(1, 3)))
        made = self.new(
            "variation", self.facts.today, "approved", f"A change to earlier grants {len(self.facts.decisions) + 1}"
        )
        lines = {
            key: (
                amounts[key],
                self.random.choice((self.amount(), amounts[key] + 100, part(amounts[key], 2), oracle.ZERO)),
            )
            for key in keys
        }
        lines = {key: pair for key, pair in lines.items() if pair[0] != pair[1]}
        rows = [(self.award(key), base, new) for key, (base, new) in lines.items()]
        if lines and self.does(
            f"Olu varies in {made.reference}: {lines}", lambda: save_variation_lines(row(made), by=self.olu, lines=rows)
        ):
            made.working.lines = lines
        if made.working.lines and self.random.random() < 0.4:
            self.attaches(made)
        if not made.working.terms:
            words = f"{made.reference} has no conditions"
            self.does(words, lambda: revise(row(made), by=self.olu, values={"no_conditions": True}))

    def corrects(self) -> None:
        """The amount of a published award that no variation changes; or it is ended; or another award is added."""
        made = self.chosen([each for each in self.in_state("published", kind="grant") if each.makes_awards])
        if made is None:
            return None
        if self.random.random() < 0.3:
            return self.adds_award(made)
        number = self.random.choice(sorted(made.working.grants))
        key = (made.reference, number)
        if not made.working.grants[number].amount or oracle.is_varied(self.facts, key):
            return None
        amount = self.random.choice((self.amount(), self.amount(), oracle.ZERO))
        values = {"amount": amount} | ({} if amount else {"ended_reason": "The work has come to its end early."})
        words = f"Olu corrects award {number} of {made.reference} to £{amount}"
        done = self.does(words, lambda: change_award(self.award(key), by=self.olu, values=values))
        if done and amount != made.working.grants[number].amount:
            made.working.grants[number].amount, made.state = amount, "draft"
        return None

    def withholds(self) -> None:
        """The name of a charity is withheld, in a draft that was never published."""
        found = [
            (made, grant)
            for made in self.in_state("draft", published=None)
            for grant in made.working.grants.values()
            if not grant.district
        ]
        if not found:
            return
        made, grant = self.random.choice(found)
        values = {
            "ground": "safety",
            "viewed_on": made.decided_on,
            "viewed_by": "The chief constable",
            "reason": "A refuge.",
        }
        if self.does(
            f"Olu withholds the recipient of award {grant.number} of {made.reference}",
            lambda: withhold(row(made), by=self.olu, what=f"award-{grant.number}", values=values),
        ):
            grant.is_withheld = True

    # The way out

    def sends(self) -> None:
        made = self.chosen(self.in_state("draft"))
        if made and self.does(
            f"Olu sends {made.reference}",
            lambda: send_for_approval(row(made), by=self.olu),
            refused=self.is_blocked(made),
        ):
            made.state = "sent"

    def returns(self) -> None:
        made = self.chosen(self.in_state("sent", "approved"))
        if made and self.does(
            f"Ada returns {made.reference}", lambda: return_decision(row(made), by=self.ada, comment=WHY)
        ):
            made.state = "draft"

    def approves(self) -> None:
        made = self.chosen(self.in_state("sent"))
        if made is None:
            return
        blocked = self.is_blocked(made)
        past = oracle.passes_allocation(self.facts, made)
        done = self.does(
            f"Ada approves {made.reference}",
            lambda: approve(row(made), by=self.ada),
            refused=True if past or blocked else blocked,
        )
        if not done and past:
            done = self.does(
                f"Ada approves {made.reference} past the allocation",
                lambda: approve(row(made), by=self.ada, exceeding_reason=WHY),
                refused=blocked,
            )
        if done:
            made.state = "approved"

    def publishes(self) -> None:
        made = self.chosen(self.in_state("approved"))
        if made is None:
            return
        note = "The amounts were set out wrongly before." if made.published else ""
        if self.does(
            f"Ada publishes {made.reference}",
            lambda: publish(row(made), by=self.ada, note=note),
            refused=self.is_blocked(made),
        ):
            self.facts.publish(made)

    def is_blocked(self, made: Made) -> bool | None:
        """Whether the gate refuses it: a variation of nothing, on a base that is no longer in force, or while another
        one of the same award is sent or approved. None: not known."""
        if made.kind != "variation":
            return False
        amounts = oracle.in_force(self.facts)
        if not made.working.lines:
            return True
        if made.published:
            return None
        if any(amounts.get(award) != base for award, (base, _) in made.working.lines.items()):
            return True
        others = [each for each in self.in_state("sent", "approved", published=None) if each is not made]
        return any(set(other.working.lines) & set(made.working.lines) for other in others)

    def imports(self) -> None:
        """A past decision goes out in one go."""
        made = self.drafts()
        past = oracle.passes_allocation(self.facts, made)
        if self.does(
            f"Ada publishes the past decision {made.reference}",
            lambda: publish_past(row(made), sender=self.olu, by=self.ada, exceeding_reason=WHY if past else ""),
        ):
            self.facts.publish(made)

    def withdraws(self) -> None:
        made = self.chosen(self.in_state("published"))
        if made and self.does(
            f"Ada withdraws {made.reference}",
            lambda: stories.withdrawn(row(made), by=self.ada, reason="The council no longer needs the money."),
        ):
            made.state, made.is_withdrawn = "withdrawn", True

    def redacts(self) -> None:
        notices = Notice.objects.filter(document_data__isnull=False, listing=None, redaction=None).order_by("pk")
        notice = self.chosen([each for each in notices if not each.is_newest])
        if notice is None:
            return
        asked = self.does(
            f"Ada asks for the redaction of {notice}", lambda: ask_for_redaction(notice, by=self.ada, reason=WHY)
        )
        self.does(f"Ann redacts {notice}", lambda: redact(asked, by=self.ann))

    # Conditions

    def obligation(self, occurrence: Occurrence) -> Obligation:
        found = Obligation.objects.in_force().filter(
            reference=occurrence.reference, condition__number=occurrence.condition, due_on=occurrence.due_on
        )
        if occurrence.award:
            reference, number = occurrence.award
            return found.get(award__decision__reference=reference, award__number=number)
        return found.get(award=None, partnership__slug=occurrence.district, year=FinancialYear(occurrence.year))

    def asking_match(self) -> list[tuple[Occurrence, Term]]:
        return [
            (each, term)
            for each, term in oracle.occurrences(self.facts).items()
            if term.match and each.district in self.leads
        ]

    def contributes(self) -> None:
        found = self.chosen(self.asking_match())
        if found is None:
            return
        occurrence, _ = found
        is_in_kind = self.random.random() < 0.3
        year, today = occurrence.year, self.facts.today
        days = [
            None,
            today,
            today - timedelta(days=200),
            min(today, date(year, 4, 1)),
            min(today, date(year + 1, 3, 31)),
        ]
        offer = Offer(
            pk=0,
            district=occurrence.district,
            amount=self.amount(),
            source=self.random.choice(("partnership", "council", "police")),
            is_in_kind=is_in_kind,
            spent_on=self.random.choice(days),
            stage=self.random.choice(("pledged", "confirmed", "confirmed")),
            is_own_money=self.random.random() < 0.1,
            counted_elsewhere=self.random.random() < 0.1,
        )
        values = {
            name: getattr(offer, name)
            for name in ("amount", "source", "is_in_kind", "spent_on", "stage", "is_own_money", "counted_elsewhere")
        } | {"description": "Mentoring sessions", "proof": "An invoice", "valuation": "hours" if is_in_kind else ""}
        offer.has_paper = self.random.random() < 0.7
        papers = [paper()] if offer.has_paper else []
        lead = self.leads[occurrence.district]
        done = self.does(
            f"{lead.name} offers {values} for {occurrence}, {'with' if papers else 'without'} a paper",
            lambda: offer_contribution(self.obligation(occurrence), by=lead, values=values, papers=papers),
        )
        if not done:
            return
        offer.pk, offer.shares = done.pk, {occurrence: offer.amount}
        self.facts.offers.append(offer)

    def shares(self) -> None:
        """A contribution is shared over two conditions; sometimes by more than there is."""
        offer = self.chosen([each for each in self.facts.offers if each.state == "sent"])
        if offer is None:
            return
        open_ = [each for each, _ in self.asking_match() if each.district == offer.district]
        if len(open_) < 2:
            return
        first, second = self.random.sample(open_, 2)
        half = part(offer.amount, 3)
        shares = {first: half, second: self.random.choice((half, offer.amount - half, offer.amount))}
        too_much = sum(shares.values()) > offer.amount
        if any(amount <= 0 for amount in shares.values()):
            return
        if self.does(
            f"A lead shares contribution {offer.pk} out: {shares}",
            lambda: share_contribution(
                Contribution.objects.get(pk=offer.pk),
                {self.obligation(each): amount for each, amount in shares.items()},
                by=self.leads[offer.district],
            ),
            refused=too_much,
        ):
            offer.shares = shares

    def changes_offer(self) -> None:
        """A returned contribution is brought up to date, and goes to the office again."""
        offer = self.chosen(
            [each for each in self.facts.offers if each.state in ("sent", "returned") and len(each.shares) == 1]
        )
        if offer is None:
            return
        ((occurrence, share),) = offer.shares.items()
        amount = self.amount()
        if share != offer.amount:
            return
        lead, found = self.leads[offer.district], Contribution.objects.get(pk=offer.pk)
        values = {"amount": amount, "spent_on": self.facts.today, "stage": "confirmed"}

        def changes() -> None:
            change_contribution(found, by=lead, values=values)
            add_evidence(self.obligation(occurrence), by=lead, papers=[paper()], contribution=found)

        if self.does(f"{lead.name} changes contribution {offer.pk} to £{amount}, with a paper", changes):
            offer.amount, offer.spent_on, offer.stage, offer.state = amount, self.facts.today, "confirmed", "sent"
            offer.shares, offer.has_paper = {occurrence: amount}, True

    def accepts(self) -> None:
        offer = self.chosen([each for each in self.facts.offers if each.state == "sent"])
        if offer and self.does(
            f"Oma accepts contribution {offer.pk}",
            lambda: accept(Contribution.objects.get(pk=offer.pk), by=self.oma),
            refused=offer.stage == "pledged" or offer.spent_on is None,
        ):
            offer.state = "accepted"

    def sends_back(self) -> None:
        offer = self.chosen([each for each in self.facts.offers if each.state == "sent"])
        if offer and self.does(
            f"Oma returns contribution {offer.pk}",
            lambda: return_sent(Contribution.objects.get(pk=offer.pk), by=self.oma, comment="The invoice is missing."),
        ):
            offer.state = "returned"

    def sends_paper(self) -> None:
        """A paper, or where one is asked for sometimes a financial report, for a condition that is not match."""
        asked = oracle.occurrences(self.facts).items()
        found = self.chosen([each for each, term in asked if not term.match and each.district in self.leads])
        if found is None:
            return
        lead, obligation = self.leads[found.district], self.obligation(found)
        waits = any(each.occurrence == found and each.is_report and each.state == "sent" for each in self.facts.sent)
        is_report = obligation.asks_for_report and not waits and self.random.random() < 0.5
        if is_report:
            figures = {award: AwardFigures(CENT, CENT, CENT) for award in obligation.awards}
            words = f"{lead.name} sends a report for {found}"
            done = self.does(words, lambda: submit_report(obligation, by=lead, statement="Spent.", figures=figures))
        else:
            words = f"{lead.name} sends a paper for {found}"
            done = self.does(words, lambda: add_evidence(obligation, by=lead, papers=[paper()])[0])
        self.facts.sent.append(Sent(done.pk, found, is_report=is_report))

    def reviews_paper(self) -> None:
        sent = self.chosen([each for each in self.facts.sent if each.state == "sent"])
        if sent is None:
            return
        found = (Report if sent.is_report else Evidence).objects.get(pk=sent.pk)
        if self.random.random() < 0.6:
            self.does(f"Oma accepts {found}, for {sent.occurrence}", lambda: accept(found, by=self.oma))
            sent.state = "accepted"
        else:
            self.does(
                f"Oma returns {found}, for {sent.occurrence}", lambda: return_sent(found, by=self.oma, comment=WHY)
            )
            sent.state = "returned"

    def assesses(self) -> None:
        found = self.chosen(list(oracle.occurrences(self.facts).items()))
        if found is None:
            return
        occurrence, term = found
        what = self.random.choice(("met", "met", "not_met", "waived"))
        figures = oracle.match_of(self.facts, occurrence, term)
        refused = (what == "met" and figures is not None and figures[1] < figures[0]) or (
            what == "not_met" and self.facts.today <= occurrence.due_on
        )
        by = self.abe if what == "waived" else self.oma
        if self.does(
            f"{by.name} finds {what} on {occurrence}",
            lambda: assess(self.obligation(occurrence), by=by, finding=what, reasons=WHY),
            refused=refused,
        ):
            self.facts.findings.setdefault(occurrence, []).append(what)

    def interprets(self) -> None:
        found = self.chosen(
            [
                (each, term)
                for each, term in oracle.occurrences(self.facts).items()
                if term.match and term.match.in_kind == "not_stated"
            ]
        )
        if found is None:
            return
        occurrence, _ = found
        counts = self.random.random() < 0.7
        if self.does(
            f"Oma records that in kind counts ({counts}) for {occurrence}",
            lambda: record_interpretation(self.obligation(occurrence), by=self.oma, counts=counts, reasons=WHY),
        ):
            self.facts.interpretations[occurrence.reference, occurrence.condition] = counts

    # Payments

    def pays(self) -> None:
        amounts = oracle.in_force(self.facts)
        key = self.chosen(sorted(key for key, amount in amounts.items() if amount))
        if key is None:
            return
        paid = sum((amount for _, amount in self.facts.paid.get(key, [])), oracle.ZERO)
        left = amounts[key] - paid
        amount = self.random.choice((left, part(left, 2), left + CENT))
        if amount <= 0:
            return
        unmet = self.unmet_dependency(key)
        done = self.does(
            f"Oma pays £{amount} on {key}",
            lambda: record_payment(self.award(key), by=self.oma, amount=amount, paid_on=self.facts.today),
            refused=unmet or amount > left,
        )
        if not done and unmet and amount <= left:
            done = self.does(
                f"Oma pays £{amount} on {key}, with a reason",
                lambda: record_payment(
                    self.award(key), by=self.oma, amount=amount, paid_on=self.facts.today, reason=WHY
                ),
            )
        if done:
            self.facts.paid.setdefault(key, []).append((done.pk, amount))

    def unmet_dependency(self, key: AwardKey) -> bool:
        """One that was due on or before today and is neither met nor waived."""
        grant = oracle.grants_of(self.facts)[key]
        return any(
            oracle.finding(self.facts, each, term) not in ("met", "waived")
            for each, term in oracle.occurrences(self.facts).items()
            if term.is_dependency
            and each.due_on <= self.facts.today
            and (each.district, each.year) == (grant.district, grant.year)
            and key in oracle.bound_awards(self.facts, self.facts.decisions[each.reference])
        )

    def reverses(self) -> None:
        found = self.chosen([(key, entry) for key, entries in sorted(self.facts.paid.items()) for entry in entries])
        if found is None:
            return
        key, entry = found
        if self.does(
            f"Oma reverses the payment of £{entry[1]} on {key}",
            lambda: correct_payment(
                Payment.objects.get(pk=entry[0]), by=self.oma, amount=oracle.ZERO, paid_on=self.facts.today, reason=WHY
            ),
        ):
            self.facts.paid[key].remove(entry)


CENT = Decimal("0.01")
MOVES: dict[Callable[[Driver], Any], int] = {
    Driver.drafts: 5, Driver.sends: 12, Driver.approves: 12, Driver.publishes: 12, Driver.returns: 2, Driver.imports: 5,
    Driver.varies: 6, Driver.corrects: 6, Driver.withholds: 1, Driver.withdraws: 2, Driver.redacts: 1,
    Driver.contributes: 12, Driver.shares: 3, Driver.changes_offer: 3, Driver.accepts: 9,
    Driver.sends_back: 3, Driver.sends_paper: 6, Driver.reviews_paper: 4,
    Driver.assesses: 6, Driver.interprets: 2, Driver.pays: 5, Driver.reverses: 2,
}  # fmt: skip


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("invoice.csv", b"item,pounds\nmentoring,5\n", "text/csv")


def part(amount: Decimal, of: int) -> Decimal:
    return oracle.pence_down(Fraction(amount) / of)


def row(made: Made) -> Decision:
    return Decision.objects.get(pk=made.pk)


def replaced(term: Term, *, number: int) -> Term:
    return Term(**(vars(term) | {"number": number}))
