"""A small register with one of everything, told through the actions that people use."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from conditions.actions.assessments import assess
from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import accept
from conditions.models import Obligation
from grants.actions.decisions import revise, set_decision_makers
from grants.models import Decision, Partnership, Post, Role, User
from grants.years import FinancialYear
from register.actions.accounts import account_of, publish_account, write_account
from register.actions.publishing import publish
from register.models import Recommendation
from register.yearly_account import fingerprint
from tests import scrutiny_stories, snapshots, stories
from tests.grants.test_publish_plan import published_plan
from tests.stories import withdrawn

DAY = datetime(2024, 3, 7, 9, 30, tzinfo=UTC)
MAKER = "director-for-police-crime-criminal-justice-and-fire"
FOUR = ("bolton", "bury", "salford", "manchester")


@dataclass(frozen=True)
class Office:
    olu: User
    oma: User
    ada: User

    def publishes(self, decision: Decision, **options) -> Decision:
        publish(stories.approved(stories.sent(decision, by=self.olu), by=self.ada), by=self.ada, **options)
        return stories.fresh(decision)

    def grants(self, district: str, **options) -> Decision:
        return self.publishes(stories.draft(by=self.olu, district=district, **options), at=DAY)


@dataclass(frozen=True)
class SmallRegister:
    office: Office
    hotspot: Decision
    change: Decision
    refused: Decision
    gone: Decision
    many: Decision
    recommended: Recommendation


def build() -> SmallRegister:
    """Manchester's grant, partly matched, corrected and varied; a refusal; a withdrawal; four awards at
    once; and what the panel recommended."""
    office = people()
    small = snapshots.told("a small register", lambda: told(office))
    strategy(small.office)  # plans are office data, which a story does not remember
    return small


def people() -> Office:
    return Office(
        stories.person("Olu", Role.OFFICER), stories.person("Oma", Role.OFFICER), stories.person("Ada", Role.APPROVER)
    )


def told(office: Office) -> SmallRegister:
    hotspot = corrected(partly_kept(office.grants("manchester"), office), office)
    change = stories.variation(by=office.olu, award=hotspot.awards.get(), new_amount=Decimal("7695.00"))
    office.publishes(change)
    refused = office.grants("bury", outcome="not_approved", title="A scheme that was refused")
    gone = office.grants("oldham", title="A grant that was withdrawn")
    withdrawn(gone, by=office.ada, reason="The council no longer needs the money.")
    recommended = scrutiny_stories.told(writer=office.olu, publisher=office.oma, decisions=[hotspot, gone])
    many = four_awards(office)
    account_published(office)
    return SmallRegister(office, hotspot, change, refused, gone, many, recommended)


def account_published(office: Office) -> None:
    """Of 2024/25, which has ended."""
    year, words = FinancialYear(2024), {"foreword": "What the year brought.", "commentary": {}, "note": ""}
    draft = write_account(year, by=office.olu, revision=0, **words)
    seen = fingerprint(account_of(draft))
    publish_account(year, by=office.ada, revision=draft.revision, seen=seen)


def strategy(office: Office) -> None:
    """Salford's, with its yearly review."""
    salford = Partnership.objects.get(slug="salford")
    own = {"kind": "strategy", "name": "Salford Community Safety Strategy 2024–27", "partnership": salford}
    plan = published_plan(office.olu, **own).plan
    why = "The yearly review found nothing to change."
    published_plan(office.olu, plan, **own, is_review=True, address="", dated_on=date(2025, 5, 20), note=why)


def partly_kept(decision: Decision, office: Office) -> Decision:
    """£5,000 of the match is evidenced, and the spending plan is found good."""
    contribution = record_contribution(stories.match_obligation(decision), by=office.oma, values=stories.contribution())
    accept(contribution, by=office.olu)
    plan = Obligation.objects.get(condition__decision=decision, terms_data__code="SC3")
    assess(plan, by=office.olu, finding="met", reasons="The plan sets out its outputs.")
    return decision


def corrected(decision: Decision, office: Office) -> Decision:
    revise(decision, by=office.olu, values={"reasons": decision.reasons + "\n- The team is strong."})
    return office.publishes(decision, note="A reason had been left out.")


def four_awards(office: Office) -> Decision:
    title = "Community safety grants for four districts"
    decision = stories.bare_draft(by=office.olu, title=title, decided_on=date(2024, 5, 1), no_conditions=True)
    set_decision_makers(decision, by=office.olu, posts=[Post.objects.order_by("pk")[0]])
    for district in FOUR:
        stories.award(
            decision,
            by=office.olu,
            amount=Decimal("100000.00"),
            district=district,
            stream="community-safety-grant",
            year="2024/25",
        )
    return office.publishes(stories.fresh(decision))


def addresses(small: SmallRegister) -> list[str]:
    """One public page of each kind, and each state that a page can be in."""
    hotspot = f"/decisions/{small.hotspot.reference}/"
    others = (small.change, small.refused, small.gone, small.many)
    return [
        "/",
        "/decisions/",
        "/decisions/?q=mentoring&year=2023-24",
        "/decisions/?q=zebra",
        "/decisions/?year=never",
        "/awards/?sort=amount",
        "/awards/?by=recipient",
        "/awards/?q=zebra",
        "/compare/",
        "/compare/?partnership=bolton&partnership=manchester&year=2024-25",
        "/compare/?year=2023-24&year=2024-25",
        hotspot,
        *(f"/decisions/{decision.reference}/" for decision in others),
        f"{hotspot}versions/",
        f"{hotspot}versions/1/",
        f"{hotspot}versions/1/2/",
        f"/decisions/{small.gone.reference}/versions/1/2/",
        "/partnerships/",
        "/partnerships/manchester/",
        "/partnerships/wigan/",
        "/funding-streams/",
        "/funding-streams/challenger-soc-hotspot-fund/",
        "/funding-streams/commissioners-neighbourhood-fund/",
        "/recipients/",
        "/recipients/manchester-city-council/",
        "/years/",
        "/years/2023-24/",
        "/years/2024-25/",
        "/plans/",
        "/plans/standing-together-2022-25/",
        "/plans/manchester-community-safety-strategy-2022-25/",
        "/plans/salford-community-safety-strategy-202427/",
        "/years/2024-25/report/",
        "/years/2024-25/report/versions/1/",
        "/priorities/",
        "/priorities/fewer-victims/",
        "/priorities/strengthening-communities-and-places/",
        "/organised-crime/",
        "/organised-crime/prevent/",
        "/organised-crime/county-lines/",
        "/decision-makers/",
        f"/decision-makers/{MAKER}/",
        "/returns/",
        "/returns/2024-02/",
        "/returns/2023-12/",
        "/scrutiny/",
        "/scrutiny/bodies/police-fire-and-crime-panel/",
        f"/scrutiny/meetings/{small.recommended.item.meeting_id}/",
        "/scrutiny/recommendations/",
        "/scrutiny/recommendations/?show=answered",
        "/scrutiny/not-considered/",
        "/forward-plan/",
        "/forward-plan/?show=withdrawn",
        "/lists/",
        "/lists/corrected/",
        "/lists/withdrawn/",
        "/lists/late/",
        "/lists/withheld/",
        "/useful/",
        "/useful/?page=/lists/",
        "/other-money/",
        "/results/",
        "/panel/?from=2024-02-01&to=2024-05-31",
        "/panel/?from=tomorrow&to=",
        "/conditions/",
        "/conditions/?standing=waived",
        "/data/",
        "/api/v1/",
        "/follow/?partnership=salford",
        "/follow/sent/",
        "/follow/no-such-token/stop/",
        "/about/",
        "/accessibility/",
        "/privacy/",
        "/no-such-page/",
    ]
