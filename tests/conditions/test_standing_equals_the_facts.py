"""Random histories: what is saved on each obligation is what the facts say, worked out again here from the rules alone
(domain §6, §7)."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from unittest import mock

import pytest
from django.core.management import call_command

from conditions import past_due
from conditions.actions.assessments import assess, record_interpretation
from conditions.actions.contributions import change_contribution, record_contribution
from conditions.actions.evidence import add_evidence
from conditions.actions.reviews import accept, return_sent
from conditions.models import Contribution, Evidence, Obligation
from conditions.standing import public_obligations, standings
from conditions.tallies import counts, figures, match_total, tally
from grants.refused import Refused
from public.browse import condition_rows
from tests import stories
from tests.stories import approved, contribution, fresh, send, sent, variation, whole

HISTORIES, STEPS = 12, 14
DUE = date(2024, 3, 31)


def expected(obligation):
    """Finding that stands, turn, required, evidenced and sent, from the rows of what happened."""
    terms = obligation.terms_data
    newest = obligation.assessments.order_by("-made_at", "-pk").first()
    if terms["match"] is None:
        papers = list(obligation.evidence.filter(contribution=None).order_by("sent_at", "pk"))
        done = any(not each.returned_at for each in papers)
        settled = newest.finding if newest else ""
        return settled, "nobody" if settled else "office" if done else "partnership", None, None, None
    required, evidenced, with_paper = obligation.award_amount, Decimal(0), Decimal(0)
    said = obligation.condition.interpretations.order_by("-made_at", "-pk").first()
    for share in obligation.shares.select_related("contribution"):
        given = share.contribution
        in_time = given.spent_on and date(2023, 4, 1) <= given.spent_on <= DUE
        if (
            not in_time
            or given.source not in terms["match"]["sources"]
            or (given.is_in_kind and said and not said.counts)
        ):
            continue
        papers = given.evidence.filter(returned_at=None).exclude(file=None).exists()
        comes = given.stage != "pledged" and not given.returned_at and papers
        if not (given.accepted_at or comes):
            continue
        if given.is_in_kind and not said:
            continue
        if given.accepted_at:
            evidenced += share.amount
        else:
            with_paper += share.amount
    reopened = newest and newest.finding == "met" and evidenced < required
    settled = newest.finding if newest and not reopened else ""
    turn = "nobody" if settled else "office" if evidenced + with_paper >= required else "partnership"
    return settled, turn, required, evidenced, with_paper


class History:
    """What people do, in any order; what is refused changes nothing."""

    def __init__(self, seed, people):
        self.random, self.people = Random(seed), people  # noqa: S311
        self.decision = whole(officer=people["olu"], approver=people["ada"], title=f"Hotspot work, history {seed}")

    def step(self):
        action = self.random.choice(
            (self.say, self.send, self.send, self.paper, self.change, self.accept, self.accept, self.give_back,
             self.assess, self.assess, self.interpret, self.vary)
        )  # fmt: skip
        try:
            action()
        except Refused:
            return

    @property
    def obligation(self):
        return self.random.choice(list(Obligation.objects.in_force().order_by("pk")))

    @property
    def values(self):
        in_kind = self.random.random() < 0.3
        return {
            "amount": Decimal(self.random.choice(("100.00", "2500.00", "7500.00", "9000.00"))),
            "source": self.random.choice(("partnership", "partnership", "police")),
            "spent_on": self.random.choice((date(2023, 12, 1), date(2023, 12, 1), date(2022, 12, 1), None)),
            "is_in_kind": in_kind,
            "valuation": "hours" if in_kind else "",
        }

    def say(self):
        record_contribution(self.obligation, by=self.people["mo"], values=contribution(**self.values))

    def send(self):
        send(self.obligation, by=self.people["mo"], **self.values)

    def paper(self):
        add_evidence(self.obligation, by=self.people["mo"], statement="The board agreed to it in May.")

    def change(self):
        if offered := Contribution.objects.order_by("?").first():
            change_contribution(offered, by=self.people["mo"], values=self.values)

    def waiting(self):
        rows = [*Contribution.objects.awaiting_review(), *Evidence.objects.filter(contribution=None).awaiting_review()]
        return self.random.choice(rows) if rows else None

    def accept(self):
        if waiting := self.waiting():
            accept(waiting, by=self.people["olu"])

    def give_back(self):
        if waiting := self.waiting():
            return_sent(waiting, by=self.people["olu"], comment="The date is missing.")

    def assess(self):
        finding = self.random.choice(("met", "not_met", "waived"))
        assess(self.obligation, by=self.people["ada"], finding=finding, reasons="As the papers of the year show.")

    def interpret(self):
        match = Obligation.objects.filter(terms_data__kind="match").first()
        counted = self.random.random() < 0.5
        record_interpretation(match, by=self.people["olu"], counts=counted, reasons="As the office has always read it.")

    def vary(self):
        award = self.decision.awards.get()
        new, base = Decimal(self.random.choice(("5000.00", "9000.00"))), award.in_force.amount
        if new == base:
            return
        change = variation(by=self.people["olu"], award=award, base_amount=base, new_amount=new)
        change = stories.published(
            approved(sent(change, by=self.people["olu"]), by=self.people["ada"]), by=self.people["ada"]
        )
        if self.random.random() < 0.3:
            stories.withdrawn(fresh(change), by=self.people["ada"], reason="It was decided by mistake.")


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_every_row_and_every_count_is_what_the_facts_say(reference, seed, olu, ada, mo):
    history = History(seed, {"olu": olu, "ada": ada, "mo": mo})
    for _ in range(STEPS):
        history.step()
        rows = list(Obligation.objects.order_by("pk"))
        assert [saved(each) for each in rows] == [expected(each) for each in rows]
    agrees_everywhere(DUE + timedelta(days=1))
    before = list(Obligation.objects.order_by("pk").values())
    call_command("rebuild_standings")
    assert list(Obligation.objects.order_by("pk").values()) == before


def saved(obligation):
    return obligation.settled, obligation.turn, obligation.required, obligation.evidenced, obligation.sent


def agrees_everywhere(day):
    """Tiles, lists and sums count the same rows."""
    rows = public_obligations()
    one_by_one = standings(rows, today=day)
    for tile in tally(rows, today=day):
        here = [each for each in one_by_one if each.state == tile.value]
        assert (tile.number, counts(rows, today=day)[tile.value]) == (len(here), len(here))
        assert rows.standing(tile.value, day).count() == tile.number
        assert tile.with_office in (0, sum(each.is_with_office for each in here))
    gaps = sum((each.match.gap for each in one_by_one if each.match), Decimal(0))
    assert match_total(rows).gap == gaps
    assert figures(rows, today=day)[:3] == (rows.count(), tally(rows, today=day), match_total(rows))
    in_order, late = list(condition_rows.condition_rows(rows)), past_due.past_due(len(one_by_one))
    assert late.condition_count == len(late.longest)
    with (
        mock.patch.object(condition_rows, "READ_AT_FIRST", 2),
        mock.patch.object(past_due, "READ_AT_FIRST", 2),
    ):
        for most in (1, 3, len(in_order)):
            assert condition_rows.first_condition_rows(rows, most) == in_order[:most]
            assert past_due.past_due(most).longest == late.longest[:most]
