"""Plays a history: people do at random what they may do, through the actions that the pages use, and often what they
may not. What was done is noted in Facts; what is refused must be what the rules refuse."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Q

from conditions.models import Obligation
from grants.actions.organisations import add_organisation
from grants.models import Allocation, Award, Decision, FundingStream, Organisation, Partnership, Role, User
from grants.refused import Refused
from grants.years import FinancialYear
from tests import stories
from tests.histories.facts import Asked, AwardKey, Facts, Made, Occurrence
from tests.histories.oracle_money import CENT, pence_down

STREAMS = ("community-safety-grant", "hate-crime-grant")
DISTRICTS = ("manchester", "salford", "bolton", "")
YEARS = (2023, 2024)
WHY = "The office looked at the papers, and this is what they show."
FIRST_DAY = date(2023, 2, 1)
TRIES = 5


class Disagreement(AssertionError):
    """The product did what the rules refuse, or refused what they allow."""


class Driver:
    """`follows_from`: the day from which the office follows conditions, if it has said one."""

    def __init__(self, seed: int, *, clock: Any, follows_from: date | None = None) -> None:
        self.random, self.clock, self.log, self.steps = Random(seed), clock, list[str](), 0  # noqa: S311 - a game
        self.facts = Facts(FIRST_DAY, follows_from)
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

    def step(self, moves: Mapping[Callable[["Driver"], Any], int]) -> None:
        """A few days pass, and somebody does the first thing that can be done."""
        self.facts.today += timedelta(days=self.random.choice((0, 1, 3, 8, 21, 30)))
        self.steps += 1
        self.clock.move_to(f"{self.facts.today}T12:{self.steps:02}:00+00:00")
        chosen, weights = zip(*moves.items(), strict=True)
        before = len(self.log)
        for move in self.random.choices(chosen, weights, k=TRIES):
            move(self)
            if len(self.log) > before:
                break

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

    def agrees(self, words: str, said: object, right: object) -> None:
        if said != right:
            raise Disagreement(f"{self.facts.today}: {words}: the product says {said}, the rules say {right}")

    # What is chosen, and found

    def chosen(self, found: list[Any]) -> Any:
        return self.random.choice(found) if found else None

    def happens(self, chance: float) -> bool:
        return self.random.random() < chance

    def in_state(self, *states: str, **wanted: Any) -> list[Made]:
        return [
            each
            for each in self.facts.decisions.values()
            if each.state in states and all(getattr(each, name) == value for name, value in wanted.items())
        ]

    def amount(self) -> Decimal:
        pence = self.random.choice((100, 99_999, 750_000, 500_050, self.random.randint(1, 2_000_000)))
        return pence * CENT

    def word(self) -> str:
        """One that is in no other text."""
        return "Q" + "".join(self.random.choices("bdfghjklmnprstvwz", k=9))

    def award(self, key: AwardKey) -> Award:
        return Award.objects.get(decision__reference=key[0], number=key[1])

    def obligation(self, occurrence: Occurrence, asked: Asked) -> Obligation:
        found = Obligation.objects.in_force().filter(
            Q(later_date=None, due_on=asked.published_on) | Q(later_date__published_due_on=asked.published_on),
            reference=occurrence.reference,
            condition__number=occurrence.condition,
        )
        if occurrence.award:
            reference, number = occurrence.award
            return found.get(award__decision__reference=reference, award__number=number)
        return found.get(award=None, partnership__slug=occurrence.district, year=FinancialYear(occurrence.year))


def paper(content: str = "item,pounds\nmentoring,5\n") -> SimpleUploadedFile:
    return SimpleUploadedFile("invoice.csv", content.encode(), "text/csv")


def part(amount: Decimal, of: int) -> Decimal:
    return pence_down(Fraction(amount) / of)


def row(made: Made) -> Decision:
    return Decision.objects.get(pk=made.pk)
