"""Invented decisions, published by the actions that people use: the patterns of which a large register is made
(`multiplied.py`). The words are those of the sample, as often as they stand there, so that common and rare ones are as
far apart as in any English text."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from conditions.actions.assessments import assess
from conditions.actions.conditions import attach_standard
from conditions.models import Obligation, StandardCondition
from grants.actions.awards import add_award
from grants.actions.decisions import draft, revise, set_decision_makers
from grants.actions.office_data import get_or_add_posts
from grants.actions.organisations import add_organisation
from grants.actions.variations import save_variation_lines
from grants.models import Decision, FundingStream, Organisation, Partnership, Priority, User
from grants.years import FinancialYear
from pcc_decisions import sample
from register.actions.approval import approve, send_for_approval
from register.actions.publishing import publish
from register.actions.withdrawing import ask_for_withdrawal, withdraw

# In names and references of a pattern: what becomes another syllable in each copy of it.
MARK = "qqq"
PATTERNS = 100
FIRST_DAY, DAYS, LAST_DUE = date(2015, 4, 1), 4_000, date(2026, 4, 1)
CONDITIONS = ("SC1", "SC2", "SC3", "SC4", "SC5")
CONSONANTS, VOWELS = "bdfgklmnprtvz", "aiou"
LAG = timedelta(days=12)
REFUSED, VARIATION, WITHDRAWN, CORRECTED = 0.02, 0.04, 0.05, 0.08  # shares, each with those before it
OWN_RECIPIENT = 0.1


def syllables(number: int) -> str:
    """Another word for each number, which no English ending makes another one of."""
    word = ""
    while number or not word:
        number, rest = divmod(number, len(CONSONANTS) * len(VOWELS))
        word += CONSONANTS[rest // len(VOWELS)] + VOWELS[rest % len(VOWELS)]
    return f"{word}x"


class Inventor:
    """Invents the same decisions each time, for the same office data."""

    def __init__(self, officer: User, approver: User) -> None:
        self.officer, self.approver = officer, approver
        self.random = Random(20_110_915)  # noqa: S311 - the same decisions each time
        texts = (file.read_text() for file in Path(sample.__file__).parent.glob("years/*.toml"))
        self.words = re.findall(r"\b[a-z]{2,}\b", " ".join(texts))
        titles = ("Deputy Mayor", "Director of Policing", "Head of Grants")
        self.posts = get_or_add_posts(titles, by=officer)
        self.streams = list(FundingStream.objects.order_by("pk"))
        self.partnerships = list(Partnership.objects.select_related("accountable_body").order_by("pk"))
        self.priorities = list(Priority.objects.order_by("pk"))
        self.charities = [self.recipient(f"Charity {syllables(number)}") for number in range(20)]

    def publish_all(self) -> None:
        days = sorted(FIRST_DAY + timedelta(days=int(DAYS * self.random.random() ** 0.6)) for _ in range(PATTERNS))
        for number, day in enumerate(days):
            self.publish(number, day)

    def publish(self, number: int, decided_on: date) -> None:
        share = self.random.random()
        name = f"{syllables(number)[:-1].capitalize()}{MARK}"
        at = datetime.combine(decided_on, datetime.min.time(), UTC) + LAG * self.random.random() * 4
        variable = list(Decision.objects.filter(state=Decision.State.PUBLISHED, listing__awards__isnull=False))
        if REFUSED < share < VARIATION and variable:
            decision = self.variation(name, decided_on, self.random.choice(variable))
        else:
            decision = self.grant(name, decided_on, is_refused=share < REFUSED)
        self.take(decision, at)
        if VARIATION < share < WITHDRAWN:
            asked = ask_for_withdrawal(decision, by=self.officer, reason=self.text(12), answer=self.text(8), at=at)
            withdraw(asked, by=self.approver, at=at)
        elif WITHDRAWN < share < CORRECTED:
            decision = revise(decision, by=self.officer, values={"need": self.text(20)}, at=at)
            self.take(decision, at, note=self.text(10))
        else:
            self.find(decision, at)

    def take(self, decision: Decision, at: datetime, note: str = "") -> None:
        """From the draft to the notice."""
        decision = send_for_approval(decision, by=self.officer, at=at)
        decision = approve(decision, by=self.approver, exceeding_reason=self.text(9), at=at)
        publish(decision, by=self.officer, note=note, acknowledged=True, at=at)

    def find(self, decision: Decision, at: datetime) -> None:
        """What has fallen due is mostly found met, and some of it not."""
        due = Obligation.objects.filter(condition__decision=decision, terms_data__match=None)
        for obligation in due.filter(due_on__lt=LAST_DUE):
            finding = self.random.choices(("met", "not_met", "waived", ""), (62, 5, 3, 30))[0]
            moment = datetime.combine(max(obligation.due_on, at.date()), at.time(), UTC) + LAG
            if finding:
                assess(obligation, by=self.approver, finding=finding, reasons=self.text(15), at=moment)

    def grant(self, name: str, decided_on: date, *, is_refused: bool) -> Decision:
        decision = self.drafted(name, decided_on, outcome="not_approved" if is_refused else "approved")
        for _ in range(self.random.choices((1, 2, 3), (85, 11, 4))[0]):
            self.award(decision, name, FinancialYear.of(decided_on))
        for code in sorted(self.random.sample(CONDITIONS, self.random.randint(2, 4))):
            attach_standard(decision, StandardCondition.objects.get(code=code), by=self.officer)
        return Decision.objects.get(pk=decision.pk)

    def award(self, decision: Decision, name: str, year: FinancialYear) -> None:
        partnership = self.random.choice([*self.partnerships, None, None, None])
        values: dict[str, Any] = {
            "title": f"{self.text(3)} {name}",
            "recipient": partnership.accountable_body if partnership else self.charity(name),
            "partnership": partnership,
            "stream": self.random.choice(self.streams),
            "year": year,
            "amount": Decimal(round(self.random.lognormvariate(9.5, 1.2)) + 100),
        }
        add_award(decision, by=self.officer, values=values)

    def variation(self, name: str, decided_on: date, varied: Decision) -> Decision:
        decision = self.drafted(name, decided_on, kind=Decision.Kind.VARIATION, no_conditions=True)
        lines = [
            (award, award.listed.current_amount, award.listed.current_amount + 250)
            for award in varied.awards.select_related("listed")
        ]
        save_variation_lines(decision, by=self.officer, lines=lines)
        return decision

    def drafted(self, name: str, decided_on: date, **values: Any) -> Decision:
        length = min(400, max(150, round(self.random.lognormvariate(5.4, 0.3))))
        stated = {
            "reference": f"GM-{decided_on.year}-{name.upper()}1",
            "title": f"{self.text(5)} {name}",
            "summary": self.text(18),
            "purpose": f"{self.text(length // 4)} {name}",
            "decision_text": self.text(length // 4),
            "reasons": self.text(length // 3),
            "alternatives": self.text(length // 6),
            "legal_power": Decision.LegalPower.PRSRA_9,
            "decided_on": decided_on,
            "outcome": Decision.Outcome.APPROVED,
            "is_key": self.random.random() < OWN_RECIPIENT,
            "key_notice_on": decided_on - timedelta(days=40),
            "call_in": False,
            "priorities": self.random.sample(self.priorities, 1),
            "why_another": "It is invented.",
        }
        decision = draft(by=self.officer, values=stated | values)
        set_decision_makers(decision, by=self.officer, posts=[self.random.choice(self.posts)])
        return Decision.objects.get(pk=decision.pk)

    def charity(self, name: str) -> Organisation:
        if self.random.random() < OWN_RECIPIENT:
            return self.recipient(f"Charity {name}")
        return self.random.choice(self.charities)

    def recipient(self, name: str) -> Organisation:
        """The one of that name, added where there is none yet."""
        values = {"name": name, "kind": Organisation.Kind.CHARITY}
        return Organisation.objects.filter(name=name).first() or add_organisation(by=self.officer, values=values)

    def text(self, length: int) -> str:
        """So many words in sentences."""
        return " ".join(self.sentences(length))

    def sentences(self, length: int) -> Iterator[str]:
        while length > 0:
            words = self.random.choices(self.words, k=min(length, self.random.randint(6, 22)))
            yield f"{' '.join(words).capitalize()}."
            length -= len(words)
