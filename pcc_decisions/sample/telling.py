"""How stories are told: by the actions that people use, each at the time of the deed, and in the order of time."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from conditions.actions import attach, attach_standard
from conditions.models import Condition, StandardCondition
from conditions.schedule import Schedule
from grants import actions as grants
from grants.models import Award, Decision, FundingStream, Organisation, Partnership, Priority, User
from grants.years import FinancialYear
from pcc_decisions.sample.cast import person
from pcc_decisions.sample.stories import Deed, Line, Raise, Story, Term, moment
from register import actions as register

WAY = (Decision.State.DRAFT, Decision.State.SENT, Decision.State.APPROVED, Decision.State.PUBLISHED)
USUAL: dict[str, Any] = {"legal_power": Decision.LegalPower.PRSRA_9, "outcome": Decision.Outcome.APPROVED}
# Of a real decision nothing is said that is not known.
INVENTED: dict[str, Any] = {
    "is_key": False,
    "call_in": False,
    "interests": "None declared.",
    "financial_implications": "Met from the sources named; no other budget is affected.",
    "subsidy": Decision.Subsidy.NOT_A_SUBSIDY,
}
PENNY = Decimal("0.01")


def tell(stories: Iterable[Story], *, now: datetime) -> None:
    """Let everything happen that has happened by now, in its order."""
    deeds = [(deed, story) for story in stories for deed in (*first_steps(story), *story.later)]
    for deed, story in sorted(deeds, key=lambda told: told[0].at):
        if deed.at <= now:
            deed.do(story, deed.at)


def first_steps(story: Story) -> Iterator[Deed]:
    """From the draft on the day after the decision to its publication, as far as the story goes."""
    steps = ((1, 10, write), (story.lag - 5, 11, send), (story.lag - 2, 14, approve), (story.lag, 15, publish))
    for days, hour, do in steps[: WAY.index(story.reaches) + 1]:
        yield Deed(moment(story.decided_on + timedelta(days=max(1, days)), hour), do)


def write(story: Story, at: datetime) -> None:
    by = person(story.officer)
    if story.notice:
        register.draft_from_notice(story.notice, by=by, form_key=story.form_key, at=at)
        return
    decision = grants.draft(by=by, values=record(story), form_key=story.form_key, at=at)
    posts = [grants.post_titled(title, by=by, at=at) for title in story.makers]
    grants.seat_decision_makers(decision, by=by, posts=posts, at=at)
    for line in story.awards:
        grants.award(decision, by=by, values=award_values(line), at=at)
    if story.varies:
        raise_awards(decision, story.varies, by=by, at=at)
    for asked in story.conditions:
        ask(decision, asked, by=by, at=at)


def record(story: Story) -> dict[str, Any]:
    """The fields of the record. Whatever is not real says so in its title and its summary."""
    told = {name: getattr(story, name) for name in ("purpose", "decision_text", "reasons", "decided_on")}
    told["no_conditions"] = not story.conditions
    told["priorities"] = Priority.objects.filter(name__in=story.serves)
    if story.is_real:
        return USUAL | told | {"title": story.title, "summary": story.summary, **story.more}
    marked = {
        "title": f"Illustrative: {story.title}",
        "summary": f"{story.summary} This is an illustrative example.".strip(),
    }
    return USUAL | INVENTED | told | marked | dict(story.more)


def award_values(line: Line) -> dict[str, Any]:
    partnership = line.district and Partnership.objects.select_related("accountable_body").get(slug=line.district)
    named = line.recipient and Organisation.objects.get(name=line.recipient)
    return {
        "title": line.title,
        "recipient": named or (partnership and partnership.accountable_body),
        "partnership": partnership or None,
        "stream": FundingStream.objects.get(name=line.stream),
        "year": FinancialYear.parse(line.year),
        "amount": Decimal(line.amount),
        "starts_on": line.starts_on,
        "ends_on": line.ends_on,
    }


def raise_awards(decision: Decision, change: Raise, *, by: User, at: datetime) -> None:
    earlier = Story(key=change.of, decided_on=at.date()).decision
    factor = 1 + Decimal(change.percent) / 100
    for award in earlier.awards.filter(year=FinancialYear.parse(change.year)).select_related("listed"):
        base = award.listed.current_amount
        new_amount = (base * factor).quantize(PENNY, ROUND_HALF_UP)
        grants.vary(decision, by=by, award=award, base_amount=base, new_amount=new_amount, at=at)


def ask(decision: Decision, asked: str | Term, *, by: User, at: datetime) -> Condition:
    if isinstance(asked, str):
        return attach_standard(decision, StandardCondition.objects.get(code=asked), by=by, at=at)
    values = {name: getattr(asked, name) for name in ("kind", "title", "wording", "due_on")}
    values |= {"schedule": Schedule.ONCE, "binds_all": not asked.awards}
    bound = Award.objects.filter(decision=decision, number__in=asked.awards)
    return attach(decision, by=by, values=values, match=asked.match, awards=bound, at=at)


def send(story: Story, at: datetime) -> None:
    register.send_for_approval(story.decision, by=person(story.officer), at=at)


def approve(story: Story, at: datetime) -> None:
    register.approve(story.decision, by=person(story.approver), exceeding_reason=story.exceeding_reason, at=at)


def publish(story: Story, at: datetime) -> None:
    register.publish(story.decision, by=person(story.officer), at=at)
